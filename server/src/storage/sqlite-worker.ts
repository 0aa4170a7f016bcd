import assert from 'node:assert/strict'
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'

import { fail, ok, type Result } from '@murmure/shared/result'

import type { CallKind, Calls, Operations } from './operations.ts'
import type { Answer, Request } from './sqlite-client.ts'
import { type DatabaseOptions, type OpenFailure, openDatabase } from './sqlite-database.ts'
import { createOperations } from './sqlite-operations.ts'

/** The first message of the worker. After a failure it ends, without another. */
export type Opened = Result<undefined, OpenFailure>

assert(parentPort, 'sqlite-worker.ts runs as a worker')
start(parentPort, workerData as DatabaseOptions)

function start(port: MessagePort, options: DatabaseOptions): void {
  const database = openDatabase(options)
  const opened: Opened = database.ok ? ok(undefined) : database
  port.postMessage(opened)
  if (database.ok) serve(port, createOperations(database.value))
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
