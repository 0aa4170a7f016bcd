import * as Y from 'yjs'

import { locateStored, type Placed } from './location.ts'

export type Structs = readonly (Y.Item | Y.GC | Y.Skip)[]

type Range = { readonly clock: number; readonly len: number }
/** Deleted ranges by clientID, in order and without overlap. */
export type Deletions = ReadonlyMap<number, readonly Range[]>

/**
 * A delete set as the gate reads it. What comes over the wire may be in any order and overlap: the same range
 * sent 20,000 times would otherwise be walked 20,000 times.
 */
export function toDeletions(ds: ReturnType<typeof Y.decodeUpdate>['ds']): Deletions {
  const deletions = new Map<number, readonly Range[]>()
  for (const [client, ranges] of ds.clients) {
    const merged: { clock: number; len: number }[] = []
    for (const { clock, len } of [...ranges].sort((a, b) => a.clock - b.clock)) {
      const last = merged.at(-1)
      if (last && clock <= last.clock + last.len) {
        last.len = Math.max(last.len, clock + len - last.clock)
      } else if (len > 0) merged.push({ clock, len })
    }
    deletions.set(client, merged)
  }
  return deletions
}

/** The encoded size of a document's delete set, in bytes, when it was last worked out. */
const measured = new WeakMap<Y.Doc, number>()

/**
 * Does the encoded delete set of a document take at least so many bytes? It takes a walk over all structs to know,
 * and it grows: what it once was is enough for most who ask.
 */
export function hasDeleted(doc: Y.Doc, bytes: number): boolean {
  if (bytes <= (measured.get(doc) ?? 0)) return true
  const size = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc)).byteLength
  measured.set(doc, size)
  return bytes <= size
}

/** The places of what these ranges delete and nothing has deleted yet, in the document and in the update. */
export function* newlyDeleted(
  deletions: Deletions,
  structs: Structs,
  doc: Y.Doc,
  locate: (struct: Y.Item | Y.GC | Y.Skip) => Placed,
): Generator<Placed> {
  for (const item of deletedIn(deletions, doc)) if (!item.deleted) yield locateStored(item)
  for (const struct of structs) {
    if (struct instanceof Y.Item && unitsLeft(struct, deletions) < struct.length)
      yield locate(struct)
  }
}

/** Does any range delete something of the document that is not deleted yet? */
export function deletesAnything(deletions: Deletions, doc: Y.Doc): boolean {
  for (const struct of deletedIn(deletions, doc)) if (!struct.deleted) return true
  return false
}

/** Is all of this range of one client's structs deleted in the document, as far as can be told in passing? */
type IsDeleted = (clock: number, length: number) => boolean

/**
 * Goes along a document's structs once, client by client, beside ranges that come in order and without overlap,
 * as every editor sends them. What comes otherwise is answered with no: the same range sent 20,000 times would
 * be walked 20,000 times.
 */
export function createDeletionWalk(doc: Y.Doc): (client: number) => IsDeleted {
  const walks = new Map<number, IsDeleted>()
  return (client) => {
    const walk = walks.get(client) ?? walkAlong(doc.store.clients.get(client) ?? [])
    walks.set(client, walk)
    return walk
  }
}

function walkAlong(stored: Structs): IsDeleted {
  const last = stored.at(-1)
  const state = last ? endOf(last) : 0
  let index = 0
  let walked = 0
  return (clock, length) => {
    const end = clock + length
    if (length === 0 || clock < walked || end > state) return false
    walked = end
    index = indexFrom(stored, index, clock)
    for (; ; index++) {
      const struct = stored[index] as Y.Item | Y.GC
      if (!struct.deleted) return false
      if (endOf(struct) >= end) return true
    }
  }
}

const endOf = ({ id, length }: Structs[number]): number => id.clock + length

/** How much of this struct is left once the ranges are deleted. */
export function unitsLeft({ id, length }: Y.Item, deletions: Deletions): number {
  const ranges = deletions.get(id.client) ?? []
  const end = id.clock + length
  let left = length
  for (let index = firstReaching(ranges, id.clock); index < ranges.length; index++) {
    const { clock, len } = ranges[index] as Range
    if (clock >= end) break
    left -= Math.min(clock + len, end) - Math.max(clock, id.clock)
  }
  return left
}

/** The first range that ends after this clock. */
function firstReaching(ranges: readonly Range[], clock: number): number {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >> 1
    const range = ranges[middle] as Range
    if (range.clock + range.len <= clock) low = middle + 1
    else high = middle
  }
  return low
}

/** From one range to the next the structs are mostly neighbours: so many are looked at before searching anew. */
const NEIGHBOURS = 8

/** The document's own structs that the ranges touch. Ranges deleted long ago cost a step or two each. */
export function* deletedIn(deletions: Deletions, doc: Y.Doc): Generator<Y.Item | Y.GC> {
  for (const [client, ranges] of deletions) {
    const stored = doc.store.clients.get(client)
    const state = Y.getState(doc.store, client)
    if (!stored) continue
    let index = 0
    for (const { clock, len } of ranges) {
      if (clock >= state) break
      index = indexFrom(stored, index, clock)
      for (; index < stored.length; index++) {
        const struct = stored[index] as Y.Item | Y.GC
        if (struct.id.clock >= clock + len) break
        yield struct
      }
      // The last one may reach into the next range.
      index = Math.max(0, index - 1)
    }
  }
}

/** Where the struct with this clock stands; `from` is at or before it. */
function indexFrom(stored: Structs, from: number, clock: number): number {
  const most = Math.min(stored.length, from + NEIGHBOURS)
  for (let index = from; index < most; index++) {
    const { id, length } = stored[index] as Y.Item | Y.GC
    if (clock < id.clock + length) return index
  }
  return Y.findIndexSS(stored as (Y.Item | Y.GC)[], clock)
}
