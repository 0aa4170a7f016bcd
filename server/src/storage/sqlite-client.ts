import type { Worker } from 'node:worker_threads'

import type { Result } from '@murmure/shared/result'

import { StoreError } from './contract.ts'
import type { Call, CallKind, Calls } from './operations.ts'

/** One call on its way to the worker. */
export type Request<Kind extends CallKind = CallKind> = {
  [K in Kind]: { readonly id: number; readonly kind: K; readonly input: Calls[K]['input'] }
}[Kind]

export type Answer = { readonly id: number; readonly result: Result<unknown, Error> }

type Waiting = {
  readonly kind: CallKind
  readonly resolve: (value: unknown) => void
  readonly reject: (error: StoreError) => void
}

/**
 * Calls to the worker, answered in the order of asking. `close` resolves when the worker has ended. A worker
 * that ends on its own takes nothing down: whatever waits is rejected, and so is all that comes after.
 */
export function connectWorker(worker: Worker): Call {
  const waiting = new Map<number, Waiting>()
  let nextId = 0
  let ended: StoreError | undefined
  const exited = new Promise<void>((resolve) => void worker.once('exit', () => resolve()))

  const settle = ({ id, result }: Answer) => {
    const call = waiting.get(id)
    waiting.delete(id)
    if (result.ok) call?.resolve(result.value)
    else call?.reject(toStoreError(call.kind, result.error))
  }
  const end = (error: StoreError) => {
    ended ??= error
    for (const call of waiting.values()) call.reject(ended)
    waiting.clear()
  }

  worker.on('message', settle)
  worker.on('messageerror', (cause) => {
    // An answer is lost and cannot be told apart from the others: nothing more can be trusted.
    end(new StoreError('An answer of the store could not be read', { cause }))
    void worker.terminate()
  })
  worker.on('error', (cause) => end(new StoreError('The worker of the store failed', { cause })))
  worker.on('exit', (code) => end(new StoreError(`The worker of the store has ended (${code})`)))

  const send = <Kind extends CallKind>(
    kind: Kind,
    input: Calls[Kind]['input'],
    transfer: readonly ArrayBuffer[] = [],
  ) =>
    new Promise<unknown>((resolve, reject) => {
      if (ended) return reject(ended)
      const id = nextId++
      worker.postMessage({ id, kind, input }, transfer)
      waiting.set(id, { kind, resolve, reject })
    })

  return async (kind, input, transfer) => {
    const value = await send(kind, input, transfer)
    if (kind === 'close') await exited
    // The worker answers each kind with its own output: `answer` in `sqlite-worker.ts` is typed by it.
    return value as Calls[typeof kind]['output']
  }
}

function toStoreError(kind: CallKind, cause: Error): StoreError {
  return new StoreError(`The store failed to ${kind}: ${cause.message}`, { cause })
}
