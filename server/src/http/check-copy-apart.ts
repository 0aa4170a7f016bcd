import { Worker } from 'node:worker_threads'

import { fail, type Result } from '@murmure/shared/result'

import type { CheckedCopy, CopyProblem } from './check-copy.ts'
import { createTurns } from './turns.ts'

export type CopyCheck = (
  bytes: Uint8Array,
) => Promise<Result<CheckedCopy, CopyProblem | 'copy-too-heavy' | 'too-many-requests'>>

/** A copy of 3,000 notes takes half a second, most of it the start of the thread. */
const LIMIT_MS = 5_000
const HEAP_MAX_MB = 256
/** Files held in memory while one is read: 64 MB of them. */
const WAITING_MAX = 4

/**
 * Reads files of strangers in a thread of their own, one at a time, with little time and memory: few bytes can
 * be made to keep Yjs busy for hours, and that thread would be everybody's.
 */
export function createCopyCheck(limitMs: number = LIMIT_MS): CopyCheck {
  const inTurn = createTurns()
  let waiting = 0
  return async (bytes) => {
    if (waiting >= WAITING_MAX) return fail('too-many-requests')
    waiting += 1
    try {
      return await inTurn('copies', () => checkApart(bytes, limitMs))
    } finally {
      waiting -= 1
    }
  }
}

function checkApart(bytes: Uint8Array, limitMs: number): ReturnType<CopyCheck> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./check-copy-worker.ts', import.meta.url), {
      workerData: bytes,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MAX_MB },
      // None of ours: see `storage/sqlite.ts`.
      env: {},
    })
    const tooLong = setTimeout(() => settle(() => resolve(fail('copy-too-heavy'))), limitMs)
    const settle = (answer: () => void) => {
      clearTimeout(tooLong)
      void worker.terminate()
      answer()
    }
    worker.once('message', (checked: Awaited<ReturnType<CopyCheck>>) => {
      settle(() => resolve(checked))
    })
    worker.once('error', (cause: Error) => {
      settle(() => (isOutOfMemory(cause) ? resolve(fail('copy-too-heavy')) : reject(cause)))
    })
  })
}

const isOutOfMemory = (cause: Error): boolean =>
  'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY'
