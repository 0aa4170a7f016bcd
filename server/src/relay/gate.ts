import type { DocumentKind } from '@murmure/shared/access'
import type { ParticipantId } from '@murmure/shared/ids'
import type { RefusalReason } from '@murmure/shared/protocol/frames'
import * as Y from 'yjs'

import { createLocator, locateStored, type Placed } from './location.ts'
import {
  type Author,
  isEntry,
  type Objection,
  objectToContent,
  objectToPlace,
  STRUCT_MAX_LENGTH,
} from './policy.ts'

export type Verdict =
  /** Apply `update`, and only it. `newClientIds` become this author's when the tick is committed. */
  | {
      readonly kind: 'apply'
      readonly update: Uint8Array
      readonly newClientIds: readonly number[]
    }
  /** Everything in it is there already. */
  | { readonly kind: 'nothing' }
  /** It builds on what the document lacks. Honest clients do this after a reconnect: ask, don't refuse. */
  | { readonly kind: 'gap' }
  | { readonly kind: 'refuse'; readonly reason: RefusalReason; readonly why: Refused }

type Refused =
  | Objection
  | 'malformed'
  | 'crafted'
  | "someone else's clientID"
  | 'too many clientIDs'

export type GateContext = {
  readonly doc: Y.Doc
  readonly kind: DocumentKind
  readonly author: Author
  /** Who used each clientID first in this document. */
  readonly ownerOf: (clientId: number) => ParticipantId | undefined
}

const NEW_CLIENT_IDS_PER_FRAME = 16

/**
 * May this update be applied, at the head, by this author? All or nothing; never throws; changes nothing.
 * Only the normalised update that a verdict carries may be applied: an honest SyncStep2 overlaps with what
 * the document holds, and a crafted overlap would break Yjs' own length invariants.
 */
export function judge(update: Uint8Array, context: GateContext): Verdict {
  const { doc } = context
  const normalised = normalise(update, doc)
  if (normalised === undefined) return refuse('malformed')
  const { structs, ds } = normalised.decoded
  const next = clocksAfter(structs, doc)
  if (next === undefined || buildsOnMissing(structs, ds, next, doc)) return { kind: 'gap' }

  const newClientIds: number[] = []
  for (const clientId of next.keys()) {
    const owner = context.ownerOf(clientId)
    if (owner === undefined) newClientIds.push(clientId)
    else if (owner !== context.author.participantId) return refuse("someone else's clientID")
  }
  if (newClientIds.length > NEW_CLIENT_IDS_PER_FRAME) return refuse('too many clientIDs')

  const objection = objectToStructs(structs, context) ?? objectToDeletions(ds, structs, context)
  if (objection !== undefined) return refuse(objection)
  if (structs.length === 0 && !deletesAnything(ds, doc)) return { kind: 'nothing' }
  return { kind: 'apply', update: normalised.update, newClientIds }
}

const refuse = (why: Refused): Verdict => ({ kind: 'refuse', reason: 'abuse', why })

type Decoded = ReturnType<typeof Y.decodeUpdate>
type DeleteSet = Decoded['ds']
type Structs = readonly (Y.Item | Y.GC | Y.Skip)[]

function normalise(
  update: Uint8Array,
  doc: Y.Doc,
): { readonly update: Uint8Array; readonly decoded: Decoded } | undefined {
  try {
    const normalised = Y.diffUpdate(update, Y.encodeStateVector(doc))
    return { update: normalised, decoded: Y.decodeUpdate(normalised) }
  } catch {
    // The decoder throws on truncated bytes, bad type references and 2³² structs alike: none is an update.
    return undefined
  }
}

/** The clock of each client after these structs; undefined if one leaves a hole. */
function clocksAfter(structs: Structs, doc: Y.Doc): ReadonlyMap<number, number> | undefined {
  const next = new Map<number, number>()
  for (const struct of structs) {
    const { client, clock } = struct.id
    if (struct instanceof Y.Skip) return undefined
    if (clock !== (next.get(client) ?? Y.getState(doc.store, client))) return undefined
    next.set(client, clock + struct.length)
  }
  return next
}

/** A neighbour, a parent or a deleted range that neither the document nor the update itself holds. */
function buildsOnMissing(
  structs: Structs,
  ds: DeleteSet,
  next: ReadonlyMap<number, number>,
  doc: Y.Doc,
): boolean {
  const isHere = (client: number, clock: number) =>
    clock < (next.get(client) ?? Y.getState(doc.store, client))
  const isMissing = (id: unknown) => id instanceof Y.ID && !isHere(id.client, id.clock)
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) continue
    if (isMissing(struct.origin) || isMissing(struct.rightOrigin) || isMissing(struct.parent))
      return true
  }
  for (const [client, ranges] of ds.clients) {
    for (const { clock, len } of ranges)
      if (len > 0 && !isHere(client, clock + len - 1)) return true
  }
  return false
}

function objectToStructs(structs: Structs, context: GateContext): Refused | undefined {
  const { doc, kind, author } = context
  const locate = createLocator(doc, structs)
  const entriesSet = new Set<string>()
  for (const struct of structs) {
    if (struct.length > STRUCT_MAX_LENGTH) return 'crafted'
    if (!(struct instanceof Y.Item)) continue
    const placed = locate(struct)
    if (placed.kind === 'crafted') return 'crafted'
    if (placed.kind === 'inert') continue
    const { location } = placed
    const objection =
      objectToPlace(kind, author, location) ?? objectToContent(kind, location, struct.content)
    if (objection !== undefined) return objection
    if (!isEntry(kind, location)) continue
    const [root, key] = location
    const name = JSON.stringify([root, key])
    if (entriesSet.has(name) || doc.getMap(root)._map.has(key as string))
      return 'entries are set once'
    entriesSet.add(name)
  }
  return undefined
}

/** Every range that is not deleted yet must lie where this author may write, and be no entry. */
function objectToDeletions(
  ds: DeleteSet,
  structs: Structs,
  context: GateContext,
): Refused | undefined {
  const locate = createLocator(context.doc, structs)
  for (const placed of newlyDeleted(ds, structs, context.doc, locate)) {
    if (placed.kind === 'crafted') return 'crafted'
    if (placed.kind === 'inert') continue
    const objection = objectToPlace(context.kind, context.author, placed.location)
    if (objection !== undefined) return objection
    if (isEntry(context.kind, placed.location)) return 'entries are set once'
  }
  return undefined
}

function* newlyDeleted(
  ds: DeleteSet,
  structs: Structs,
  doc: Y.Doc,
  locate: (struct: Y.Item | Y.GC | Y.Skip) => Placed,
): Generator<Placed> {
  for (const item of storedIn(ds, doc)) if (!item.deleted) yield locateStored(item)
  for (const struct of structs) {
    const ranges = ds.clients.get(struct.id.client) ?? []
    const end = struct.id.clock + struct.length
    const isDeleted = ranges.some(({ clock, len }) => clock < end && clock + len > struct.id.clock)
    if (isDeleted) yield locate(struct)
  }
}

/** The document's own structs that the ranges touch. Ranges deleted long ago cost one step each. */
function* storedIn(ds: DeleteSet, doc: Y.Doc): Generator<Y.Item | Y.GC> {
  for (const [client, ranges] of ds.clients) {
    const stored = doc.store.clients.get(client)
    const state = Y.getState(doc.store, client)
    if (!stored) continue
    for (const { clock, len } of ranges) {
      if (clock >= state) continue
      for (let index = Y.findIndexSS(stored, clock); index < stored.length; index++) {
        const struct = stored[index] as Y.Item | Y.GC
        if (struct.id.clock >= clock + len) break
        yield struct
      }
    }
  }
}

function deletesAnything(ds: DeleteSet, doc: Y.Doc): boolean {
  for (const struct of storedIn(ds, doc)) if (!struct.deleted) return true
  return false
}
