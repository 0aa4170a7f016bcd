import type { Allowance } from './allowance.ts'
import type { Unanswered } from './http-contract.ts'
import type { Frame } from './parse.ts'

/** A state vector of a few bytes asks for a whole document. */
export const STEP1_COST = 10

/** Who is in debt waits; who is not may go into it by one request. */
export function charge(
  allowance: Allowance,
  frames: number,
  bytes: number,
): Unanswered | undefined {
  const waitMs = allowance.take(0, 0)
  if (waitMs > 0) return { kind: 'wait', seconds: Math.ceil(waitMs / 1000) }
  allowance.take(frames, bytes)
  return undefined
}

/** What a request makes the server do, in frames. */
export const costOf = (frames: readonly Frame[]): number =>
  frames.reduce((sum, { kind }) => sum + (kind === 'step1' ? STEP1_COST : 1), 1)
