import { MESSAGE } from '@murmure/shared/protocol/frames'
import * as encoding from 'lib0/encoding'

/** One client's entry, as awareness of y-protocols has it. */
export type Entry = { readonly id: number; readonly clock: number; readonly state: unknown }

/** A frame with all of these, whoever may send them. */
export function presenceFrame(entries: readonly Entry[]): Uint8Array<ArrayBuffer> {
  const body = encoding.createEncoder()
  encoding.writeVarUint(body, entries.length)
  for (const { id, clock, state } of entries) writeEntry(body, id, clock, JSON.stringify(state))
  return frameOf(body)
}

/** A frame with one entry, whose state is whatever stands here. */
export function withState(id: number, clock: number, json: string): Uint8Array<ArrayBuffer> {
  const body = encoding.createEncoder()
  encoding.writeVarUint(body, 1)
  writeEntry(body, id, clock, json)
  return frameOf(body)
}

function writeEntry(body: encoding.Encoder, id: number, clock: number, json: string): void {
  encoding.writeVarUint(body, id)
  encoding.writeVarUint(body, clock)
  encoding.writeVarString(body, json)
}

function frameOf(body: encoding.Encoder): Uint8Array<ArrayBuffer> {
  const frame = encoding.createEncoder()
  encoding.writeVarUint(frame, MESSAGE.awareness)
  encoding.writeVarUint8Array(frame, encoding.toUint8Array(body))
  return new Uint8Array(encoding.toUint8Array(frame))
}
