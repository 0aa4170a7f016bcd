import { MESSAGE, SYNC } from '@murmure/shared/protocol/frames'
import * as encoding from 'lib0/encoding'

/** An awareness update without entries: resets a stock client's silence timer and provokes no answer. */
export const KEEP_ALIVE = new Uint8Array([MESSAGE.awareness, 1, 0])

export const syncStep1 = (stateVector: Uint8Array): Uint8Array => sync(SYNC.step1, stateVector)
export const syncStep2 = (update: Uint8Array): Uint8Array => sync(SYNC.step2, update)
export const syncUpdate = (update: Uint8Array): Uint8Array => sync(SYNC.update, update)

function sync(step: number, body: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE.sync)
  encoding.writeVarUint(encoder, step)
  encoding.writeVarUint8Array(encoder, body)
  return encoding.toUint8Array(encoder)
}

/** « Permission denied » of the stock protocol: a plain client logs the reason and goes on reading. */
export function permissionDenied(reason: string): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE.auth)
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarString(encoder, reason)
  return encoding.toUint8Array(encoder)
}
