import { MESSAGE, SYNC } from '@murmure/shared/protocol/frames'
import * as decoding from 'lib0/decoding'

/** One websocket message of a client, as the y-websocket protocol has it. */
export type Frame =
  | { readonly kind: 'step1'; readonly stateVector: Uint8Array }
  | { readonly kind: 'write'; readonly step: 'step2' | 'update'; readonly update: Uint8Array }
  | { readonly kind: 'awareness'; readonly body: Uint8Array }
  | { readonly kind: 'query-awareness' }
  /** An extension that this version does not know: ignored, as an older server would. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'malformed' }

/** Reads one message. Never throws, whatever the bytes. */
export function parseFrame(bytes: Uint8Array): Frame {
  try {
    return readFrame(decoding.createDecoder(bytes))
  } catch {
    // lib0 throws on truncated or oversized integers: the only way it says « these are not my bytes ».
    return { kind: 'malformed' }
  }
}

/** The SyncStep1 of a document that holds nothing yet. */
export const asksForAll = (frame: Frame): boolean =>
  frame.kind === 'step1' && frame.stateVector.length === 1 && frame.stateVector[0] === 0

function readFrame(decoder: decoding.Decoder): Frame {
  switch (decoding.readVarUint(decoder)) {
    case MESSAGE.sync:
      return readSync(decoder)
    case MESSAGE.awareness:
      return { kind: 'awareness', body: decoding.readVarUint8Array(decoder) }
    case MESSAGE.queryAwareness:
      return { kind: 'query-awareness' }
    default:
      return { kind: 'unknown' }
  }
}

function readSync(decoder: decoding.Decoder): Frame {
  const step = decoding.readVarUint(decoder)
  const body = decoding.readVarUint8Array(decoder)
  switch (step) {
    case SYNC.step1:
      return { kind: 'step1', stateVector: body }
    case SYNC.step2:
      return { kind: 'write', step: 'step2', update: body }
    case SYNC.update:
      return { kind: 'write', step: 'update', update: body }
    default:
      return { kind: 'malformed' }
  }
}
