import { HANDS_MAX } from '@murmure/shared/limits'

import { type CodeGuard, createCodeGuard, createRateWindow, type RateWindow } from './guard.ts'

/** The limits that several routes share, counted in one place each. */
export type Guards = {
  readonly codes: CodeGuard
  /** New tokens for a bearer, by participant. */
  readonly renewals: RateWindow
  /** Declarations, by participant: a table's shared phone corrects itself a few times. */
  readonly headcounts: RateWindow
  /** Hands raised and lowered, by participant; a facilitator empties a long queue one by one. */
  readonly hands: RateWindow
  /** Copies saved, by board. */
  readonly copies: RateWindow
  /** New secrets, by board: each stays valid for the board's life. */
  readonly secrets: RateWindow
}

export function createGuards(now: () => number): Guards {
  return {
    codes: createCodeGuard(now),
    renewals: createRateWindow({ max: 60, windowMs: 600_000, now }),
    headcounts: createRateWindow({ max: 60, windowMs: 600_000, now }),
    hands: createRateWindow({ max: 2 * HANDS_MAX, windowMs: 600_000, now }),
    copies: createRateWindow({ max: 30, windowMs: 600_000, now }),
    secrets: createRateWindow({ max: 30, windowMs: 600_000, now }),
  }
}
