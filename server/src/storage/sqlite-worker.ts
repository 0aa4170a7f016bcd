import assert from 'node:assert/strict'
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'

import type { BoardId } from '@murmure/shared/ids'
import { fail, ok, type Result } from '@murmure/shared/result'

import type { CallKind, Calls, Operations } from './operations.ts'
import type { Answer, Request } from './sqlite-client.ts'
import {
  type DatabaseOptions,
  type OpenFailure,
  openDatabase,
  toOpenFailure,
} from './sqlite-database.ts'
import { createOperations } from './sqlite-operations.ts'
import { checkAgainstWitness, witnessed } from './sqlite-witness.ts'

export type WorkerOptions = DatabaseOptions & {
  /** What boards that are found behind are raised to. */
  readonly generation: number
}

/**
 * The first message of the worker: the boards that were found behind, if any. After a failure it ends, without
 * another.
 */
export type Opened = Result<readonly BoardId[], OpenFailure>

assert(parentPort, 'sqlite-worker.ts runs as a worker')
start(parentPort, workerData as WorkerOptions)

function start(port: MessagePort, options: WorkerOptions): void {
  const opened = open(options)
  const message: Opened = opened.ok ? ok(opened.value.behind) : opened
  port.postMessage(message)
  if (!opened.ok) return
  const { database, stand } = opened.value
  const every = (task: () => void, ms: number) => void setInterval(task, ms).unref()
  serve(port, witnessed(createOperations(database), database, stand, every))
}

function open({ generation, ...options }: WorkerOptions) {
  const opened = openDatabase(options)
  if (!opened.ok) return opened
  const database = opened.value
  try {
    return ok({ database, ...checkAgainstWitness(database, options.folder, generation) })
  } catch (cause) {
    database.close()
    return fail(toOpenFailure(cause))
  }
}

function serve(port: MessagePort, operations: Operations): void {
  port.on('message', (request: Request) => {
    const answer: Answer = { id: request.id, result: attempt(() => run(operations, request)) }
    port.postMessage(answer)
    if (request.kind === 'close') port.close()
  })
}

function run<Kind extends CallKind>(
  operations: Operations,
  request: Request<Kind>,
): Calls[Kind]['output'] {
  return operations[request.kind](request.input)
}

/** An error is an answer: the worker lives on, and works again when the disk does. */
function attempt<Value>(work: () => Value): Result<Value, Error> {
  try {
    return ok(work())
  } catch (cause) {
    return fail(cause instanceof Error ? cause : new Error(String(cause)))
  }
}
