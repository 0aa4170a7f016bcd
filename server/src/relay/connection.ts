import {
  encodeRefused,
  encodeSaved,
  type RefusalReason,
  SUBPROTOCOL,
} from '@murmure/shared/protocol/frames'
import { CLOSE } from '@murmure/shared/protocol/close-codes'

import type { Admission, Person, Socket } from './contract.ts'
import { permissionDenied, syncStep1 } from './outgoing.ts'
import { afterReceipt, NO_RECEIPTS, type ReceiptEvent, type Receipts } from './receipts.ts'

const OPEN = 1
/** A reader that lets this much pile up is cut; it comes back and catches up with one SyncStep2. */
const MOST_BUFFERED_BYTES = 4 * 1024 * 1024
/** A SyncStep2 that was asked for is on its way for at most this long; then it is asked for again. */
const ASK_AGAIN_MS = 3000

/** One socket on one document, and what it was told. */
export type Connection = {
  readonly person: Person
  readonly admission: Admission
  /** Server time, ms: what it was told before then, it was told now. */
  readonly openedAt: number
  send(bytes: Uint8Array): void
  /** The index of a frame that just arrived, for its receipt. */
  receive(): number
  settle(event: Exclude<ReceiptEvent, { kind: 'received' }>): void
  /** Tells SAVED if it moved since it was last told. */
  tellSaved(): void
  /** Asks a writer for all that the server lacks, unless it was asked a moment ago. */
  ask(stateVector: Uint8Array): void
  /** The answer came: the next gap may ask again at once. */
  answered(): void
  /** From here on what it writes is dropped unread; it goes on reading. */
  refuse(reason: RefusalReason): void
  isRefused(): boolean
  close(code: number): void
}

export function createConnection(
  socket: Socket,
  person: Person,
  admission: Admission,
  now: () => number,
): Connection {
  const isOurs = socket.protocol === SUBPROTOCOL
  let receipts: Receipts = NO_RECEIPTS
  let told = 0
  let refused = false
  let askedAt = Number.NEGATIVE_INFINITY

  const send = (bytes: Uint8Array): void => {
    if (socket.readyState !== OPEN) return
    if (socket.bufferedAmount > MOST_BUFFERED_BYTES) {
      socket.close(CLOSE.tryLater)
      return
    }
    socket.send(bytes)
  }

  return {
    person,
    admission,
    openedAt: now(),
    send,
    receive() {
      receipts = afterReceipt(receipts, { kind: 'received' })
      return receipts.received
    },
    settle(event) {
      receipts = afterReceipt(receipts, event)
    },
    tellSaved() {
      if (!isOurs || refused || receipts.saved === told) return
      told = receipts.saved
      send(encodeSaved(told))
    },
    ask(stateVector) {
      if (admission.access !== 'write' || now() - askedAt < ASK_AGAIN_MS) return
      askedAt = now()
      send(syncStep1(stateVector))
    },
    answered() {
      askedAt = Number.NEGATIVE_INFINITY
    },
    refuse(reason) {
      refused = true
      send(isOurs ? encodeRefused(reason) : permissionDenied(reason))
    },
    isRefused: () => refused,
    close: (code) => socket.close(code),
  }
}
