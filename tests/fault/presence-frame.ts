import { MESSAGE } from '@murmure/shared/protocol/frames'
import * as encoding from 'lib0/encoding'

/** One client's entry, as awareness of y-protocols has it. */
export type Entry = { readonly id: number; readonly clock: number; readonly state: unknown }

/** A frame with all of these, whoever may send them. */
export function presenceFrame(entries: readonly Entry[]): Uint8Array<ArrayBuffer> {
  const body = encoding.createEncoder()
  encoding.writeVarUint(body, entries.length)
  for (const { id, clock, state } of entries) {
    encoding.writeVarUint(body, id)
    encoding.writeVarUint(body, clock)
    encoding.writeVarString(body, JSON.stringify(state))
  }
  const frame = encoding.createEncoder()
  encoding.writeVarUint(frame, MESSAGE.awareness)
  encoding.writeVarUint8Array(frame, encoding.toUint8Array(body))
  return new Uint8Array(encoding.toUint8Array(frame))
}
