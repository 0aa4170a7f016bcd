import { Worker } from 'node:worker_threads'

import type { BoardId } from '@murmure/shared/ids'
import { ok, type Result } from '@murmure/shared/result'

import type { Store } from './contract.ts'
import { createStore } from './operations.ts'
import { connectWorker } from './sqlite-client.ts'
import type { DatabaseOptions, OpenFailure } from './sqlite-database.ts'
import type { Opened } from './sqlite-worker.ts'

export type { OpenFailure } from './sqlite-database.ts'

export type StoreOptions = DatabaseOptions & {
  /** One that no board had: boards that are behind what this folder confirmed are raised to it. */
  readonly generation: number
  /** Before the store answers anything. */
  readonly onBehind?: (boardIds: readonly BoardId[]) => void
}

/**
 * The store of one machine: the file `murmure.db` in `folder`, which is created where it is missing. It works in
 * a thread of its own, so that waiting for the disk holds up no socket. The folder is this process's alone until
 * the store is closed or the process ends, however it ends.
 */
export async function openSqliteStore({
  onBehind,
  ...options
}: StoreOptions): Promise<Result<Store, OpenFailure>> {
  const worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), {
    workerData: options,
    // None of ours: under `node --watch` it would tell the thread to post what it imports, before its answer.
    env: {},
  })
  const opened = await firstMessage(worker)
  if (!opened.ok) return opened
  if (opened.value.length > 0) onBehind?.(opened.value)
  return ok(createStore(connectWorker(worker)))
}

function firstMessage(worker: Worker): Promise<Opened> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}
