import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

import { createDeletionWalk } from './deletions.ts'

export type Normalised = {
  readonly update: Uint8Array
  readonly decoded: ReturnType<typeof Y.decodeUpdate>
}

/**
 * What is new in an update: without the structs that the document holds and without the ranges that are deleted
 * there. Every SyncStep2 carries all that its sender knows to be deleted, 20,000 ranges after a long day: Yjs
 * would decode, copy and look up each of them several times over. Undefined: these bytes are no update.
 */
export function normalise(update: Uint8Array, doc: Y.Doc): Normalised | undefined {
  try {
    const { clients, deletionsAt } = outlineOf(update)
    const slim = withoutKnownDeletions(update, deletionsAt, doc)
    const known = new Map(clients.map((client) => [client, Y.getState(doc.store, client)]))
    const normalised = Y.diffUpdate(slim, Y.encodeStateVector(known))
    return { update: normalised, decoded: Y.decodeUpdate(normalised) }
  } catch {
    // The decoder throws on truncated bytes, bad type references and 2³² structs alike: none is an update.
    return undefined
  }
}

/** Whose structs an update has, and where its delete set begins. */
function outlineOf(update: Uint8Array): {
  readonly clients: readonly number[]
  readonly deletionsAt: number
} {
  const rest = decoding.createDecoder(update)
  const decoder = new Y.UpdateDecoderV1(rest)
  // Ours instead of one that Yjs makes over the same bytes: `rest` stands behind the structs afterwards.
  const Decoder = function decoderOf() {
    return decoder
  } as unknown as typeof Y.UpdateDecoderV1
  const { from } = Y.parseUpdateMetaV2(update, Decoder)
  return { clients: [...from.keys()], deletionsAt: rest.pos }
}

/** Shorter ones are walked as quickly as they are compared. */
const LONG_SECTION_BYTES = 1024

/**
 * Long sections of delete sets in which everything is deleted, by whose structs they speak of: the last of each.
 * A hall that comes back sends the same bytes 300 times. What is deleted stays so as long as the document lives.
 */
const knownSections = new WeakMap<Y.Doc, Map<number, Uint8Array>>()

function sectionsOf(doc: Y.Doc): Map<number, Uint8Array> {
  const sections = knownSections.get(doc) ?? new Map<number, Uint8Array>()
  knownSections.set(doc, sections)
  return sections
}

/** The structs as they are, and of the deleted ranges those that delete something or are not sorted. */
function withoutKnownDeletions(update: Uint8Array, deletionsAt: number, doc: Y.Doc): Uint8Array {
  const decoder = decoding.createDecoder(update)
  decoder.pos = deletionsAt
  const known = sectionsOf(doc)
  const walkOf = createDeletionWalk(doc)
  const kept = new Map<number, number[]>()
  for (let sections = decoding.readVarUint(decoder); sections > 0; sections--) {
    const from = decoder.pos
    const client = decoding.readVarUint(decoder)
    const same = known.get(client)
    if (same && Buffer.compare(update.subarray(from, from + same.length), same) === 0) {
      decoder.pos = from + same.length
      continue
    }
    const isDeleted = walkOf(client)
    let isKnown = true
    for (let ranges = decoding.readVarUint(decoder); ranges > 0; ranges--) {
      const clock = decoding.readVarUint(decoder)
      const length = decoding.readVarUint(decoder)
      if (isDeleted(clock, length)) continue
      isKnown = false
      const own = kept.get(client)
      if (own) own.push(clock, length)
      else kept.set(client, [clock, length])
    }
    const isLong = decoder.pos - from >= LONG_SECTION_BYTES
    if (isKnown && isLong) known.set(client, update.slice(from, decoder.pos))
  }
  const encoder = encoding.createEncoder()
  encoding.writeUint8Array(encoder, update.subarray(0, deletionsAt))
  encoding.writeVarUint(encoder, kept.size)
  for (const [client, numbers] of kept) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, numbers.length / 2)
    for (const number of numbers) encoding.writeVarUint(encoder, number)
  }
  return encoding.toUint8Array(encoder)
}
