import { isMainThread } from 'node:worker_threads'

import * as Y from 'yjs'

/**
 * Loaded into the server's process before the server (`--import`): bugs in Yjs, on demand. A text that holds
 * `[bug: answerFor ×2]` cannot be encoded where a function of that name is on the stack, the first two times; one
 * that holds `[bug: observer ×2]` cannot be looked at when it changes. Without × it is so each time.
 */
const met = new Map<string, number>()

function stumble(text: string, isHere: (where: string) => boolean): void {
  const [, where = '', times = 'Infinity'] = /\[bug: (\w+)(?: ×(\d+))?\]/.exec(text) ?? []
  if (where === '' || !isHere(where)) return
  const count = (met.get(text) ?? 0) + 1
  met.set(text, count)
  if (count <= Number(times)) throw new Error(`a bug that was planted in ${where}`)
}

/** The function of this name has called, from whatever depth. */
function isOnStack(name: string): boolean {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 100
  const { stack = '' } = new Error('where')
  Error.stackTraceLimit = limit
  return stack.includes(`at ${name} `)
}

if (isMainThread) {
  // oxlint-disable-next-line typescript/unbound-method -- called below, with its own `this`
  const { write } = Y.ContentString.prototype
  Y.ContentString.prototype.write = function writeOrThrow(encoder, offset) {
    stumble(this.str, isOnStack)
    write.call(this, encoder, offset)
  }
  // oxlint-disable-next-line typescript/unbound-method -- called below, with its own `this`
  const { _callObserver } = Y.Text.prototype
  Y.Text.prototype._callObserver = function observeOrThrow(transaction, subs) {
    stumble(this.toString(), (where) => where === 'observer')
    _callObserver.call(this, transaction, subs)
  }
}
