import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** Frames without a websocket: the body of `POST /sync/…` is frame after frame, each with its length. */
export const FRAMES_TYPE = 'application/octet-stream'
/** Frames of one request. A client merges what it writes: an honest one sends a handful. */
const FRAMES_MAX = 256
/** Documents of one long-poll: more than any board has. */
const WATCHED_MAX = 64

/** What the server says of one document in an answer. */
export type Parcel = {
  readonly documentId: string
  /** After these frames the receiver holds everything up to this change; undefined = it holds what it held. */
  readonly head: number | undefined
  readonly frames: readonly Uint8Array[]
}

export function encodeFrames(frames: readonly Uint8Array[]): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const frame of frames) encoding.writeVarUint8Array(encoder, frame)
  return encoding.toUint8Array(encoder)
}

/** undefined: truncated, or too many. */
export function decodeFrames(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  return attempt(() => {
    const decoder = decoding.createDecoder(bytes)
    const frames: Uint8Array[] = []
    while (decoding.hasContent(decoder)) {
      if (frames.length === FRAMES_MAX) return undefined
      frames.push(decoding.readVarUint8Array(decoder))
    }
    return frames
  })
}

export function encodeParcels(parcels: readonly Parcel[]): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const { documentId, head, frames } of parcels) {
    encoding.writeVarString(encoder, documentId)
    encoding.writeVarUint(encoder, head === undefined ? 0 : head + 1)
    encoding.writeVarUint8Array(encoder, encodeFrames(frames))
  }
  return encoding.toUint8Array(encoder)
}

/** undefined: these bytes are not ours, or broke off. */
export function decodeParcels(bytes: Uint8Array): readonly Parcel[] | undefined {
  return attempt(() => {
    const decoder = decoding.createDecoder(bytes)
    const parcels: Parcel[] = []
    while (decoding.hasContent(decoder)) {
      const documentId = decoding.readVarString(decoder)
      const head = decoding.readVarUint(decoder)
      const frames = decodeFrames(decoding.readVarUint8Array(decoder))
      if (frames === undefined) return undefined
      parcels.push({ documentId, head: head === 0 ? undefined : head - 1, frames })
    }
    return parcels
  })
}

/** `document:seq,document:seq`: ids are URL-safe and hold neither sign. */
export function encodeSince(heads: Iterable<readonly [documentId: string, head: number]>): string {
  return [...heads].map(([documentId, head]) => `${documentId}:${head}`).join(',')
}

/** undefined: it is no such list, names a document twice, or too many. */
export function decodeSince(since: string): ReadonlyMap<string, number> | undefined {
  const heads = new Map<string, number>()
  for (const entry of since.split(',')) {
    const [, documentId, head] = /^([A-Za-z0-9_.-]{1,64}):([0-9]{1,15})$/.exec(entry) ?? []
    if (documentId === undefined || heads.has(documentId)) return undefined
    heads.set(documentId, Number(head))
  }
  return heads.size > WATCHED_MAX ? undefined : heads
}

/** lib0 throws on truncated bytes and oversized integers: its only way to say « these are not my bytes ». */
function attempt<Value>(read: () => Value): Value | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
