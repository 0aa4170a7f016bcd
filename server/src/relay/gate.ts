import type { DocumentKind } from '@murmure/shared/access'
import type { ParticipantId } from '@murmure/shared/ids'
import type { RefusalReason } from '@murmure/shared/protocol/frames'
import { fail, ok, type Result } from '@murmure/shared/result'
import * as Y from 'yjs'

import { type Excess, isTaken, objectToAmounts, type PlacedItem } from './amounts.ts'
import {
  deletesAnything,
  hasDeleted,
  newlyDeleted,
  type Structs,
  toDeletions,
} from './deletions.ts'
import { createLocator, type Location, type Placed } from './location.ts'
import { normalise, type Normalised } from './normalise.ts'
import { integrationOrder, isCrossed } from './order.ts'
import {
  type Author,
  CLIENT_IDS_MAX,
  isSetOnce,
  mayWriteAnything,
  NEW_CLIENT_IDS_PER_FRAME,
  type Objection,
  objectToContent,
  objectToPlace,
  STRUCT_MAX_LENGTH,
  updateMaxBytes,
} from './policy.ts'

export type Verdict =
  /** Apply `update`, and only it. `newClientIds` become this author's when the tick is committed. */
  | {
      readonly kind: 'apply'
      readonly update: Uint8Array
      readonly newClientIds: readonly number[]
      /** Where it writes and deletes: nothing else may change when it is applied. */
      readonly written: readonly PlacedItem[]
      readonly freed: readonly Location[]
    }
  /** Everything in it is there already. */
  | { readonly kind: 'nothing' }
  /** It builds on what the document lacks. Honest clients do this after a reconnect: ask, don't refuse. */
  | { readonly kind: 'gap' }
  | { readonly kind: 'refuse'; readonly reason: RefusalReason; readonly why: Refused }

type Refused =
  | Objection
  | Excess
  | 'malformed'
  | 'writing is closed'
  | 'too many bytes'
  | 'crafted'
  | "someone else's clientID"
  | 'too many clientIDs'

export type GateContext = {
  readonly doc: Y.Doc
  readonly kind: DocumentKind
  readonly author: Author
  /** How it came: a SyncStep2 carries the whole delete set of its sender. */
  readonly step: 'step2' | 'update'
  /** Who used each clientID first in this document. */
  readonly ownerOf: (clientId: number) => ParticipantId | undefined
  /** How many clientIDs this author uses in this document already. */
  readonly clientIds: number
}

/**
 * May this update be applied, at the head, by this author? All or nothing; never throws; changes nothing.
 * Only the normalised update that a verdict carries may be applied: an honest SyncStep2 overlaps with what
 * the document holds, and a crafted overlap would break Yjs' own length invariants.
 */
export function judge(update: Uint8Array, context: GateContext): Verdict {
  const { doc } = context
  // Also what would land nowhere: a reader leaves not even collected structs behind.
  if (!mayWriteAnything(context.kind, context.author.role)) return refuse('no right to this root')
  if (isTooLarge(update, context)) return refuse('too many bytes')
  const normalised = normalise(update, doc)
  if (normalised === undefined) return refuse('malformed')
  const { structs, ds } = normalised.decoded
  if (isCrafted(structs)) return refuse('crafted')
  const next = clocksAfter(structs, doc)
  if (next === undefined || buildsOnMissing(structs, ds, next, doc)) return { kind: 'gap' }
  const order = integrationOrder(structs, doc)
  if (order === undefined || isCrossed(order, doc)) return refuse('crafted')
  const owned = claim(next.keys(), context)
  if (!owned.ok) return refuse(owned.error)
  const locate = createLocator(doc, structs)
  const placed = placeStructs(structs, locate, context)
  if (!placed.ok) return refuse(placed.error)
  const deletions = toDeletions(ds)
  const freed = placeDeletions(newlyDeleted(deletions, structs, doc, locate), context)
  if (!freed.ok) return refuse(freed.error)
  if (structs.length === 0 && !deletesAnything(deletions, doc)) return { kind: 'nothing' }
  const excess = objectToAmounts(placed.value, deletions, freed.value, context)
  if (excess !== undefined) return refuse(excess)
  return {
    kind: 'apply',
    update: normalised.update,
    newClientIds: owned.value,
    written: placed.value,
    freed: freed.value,
  }
}

const refuse = (why: Refused): Verdict => ({ kind: 'refuse', reason: 'abuse', why })

/** The delete set of a document grows with every correction, and every SyncStep2 of everybody carries it. */
function isTooLarge({ byteLength }: Uint8Array, { doc, author, step }: GateContext): boolean {
  const most = updateMaxBytes(author.role)
  if (byteLength <= most) return false
  return step === 'update' || !hasDeleted(doc, (byteLength - most) / 2)
}

/**
 * No editor makes these, and Yjs loses its accounts over them: a struct of no length stands at its successor's
 * clock, and of two sections of one client the decoder that applies them keeps the last alone.
 */
function isCrafted(structs: Structs): boolean {
  const left = new Set<number>()
  let present: number | undefined
  for (const struct of structs) {
    const { id, length } = struct
    if (length < 1) return true
    if (length > STRUCT_MAX_LENGTH && !(struct instanceof Y.Skip)) return true
    if (id.client === present) continue
    if (left.has(id.client)) return true
    if (present !== undefined) left.add(present)
    present = id.client
  }
  return false
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
  ds: Normalised['decoded']['ds'],
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
    // Also an empty range: Yjs keeps what lies beyond its state as pending, whatever its length.
    for (const { clock, len } of ranges)
      if (!isHere(client, clock + Math.max(len, 1) - 1)) return true
  }
  return false
}

/** The clientIDs that are new here, unless one is somebody else's or there are too many. */
function claim(
  clientIds: Iterable<number>,
  { author, ownerOf, clientIds: present }: GateContext,
): Result<readonly number[], Refused> {
  const fresh: number[] = []
  for (const clientId of clientIds) {
    const owner = ownerOf(clientId)
    if (owner === undefined) fresh.push(clientId)
    else if (owner !== author.participantId) return fail("someone else's clientID")
  }
  const isTooMany =
    fresh.length > NEW_CLIENT_IDS_PER_FRAME ||
    (fresh.length > 0 && present + fresh.length > CLIENT_IDS_MAX)
  return isTooMany ? fail('too many clientIDs') : ok(fresh)
}

/** Where each struct lands, unless one may not stand there. */
function placeStructs(
  structs: Structs,
  locate: (struct: Y.Item) => Placed,
  { doc, kind, author }: GateContext,
): Result<readonly PlacedItem[], Refused> {
  const placedItems: PlacedItem[] = []
  const setOnce = new Set<string>()
  for (const item of structs) {
    if (!(item instanceof Y.Item)) continue
    const placed = locate(item)
    if (placed.kind === 'crafted') return fail('crafted')
    if (placed.kind === 'inert') continue
    const { location } = placed
    const objection =
      objectToPlace(kind, author, location) ?? objectToContent(kind, author, location, item.content)
    if (objection !== undefined) return fail(objection)
    placedItems.push({ item, location })
    if (!isSetOnce(kind, location)) continue
    const name = JSON.stringify(location)
    if (setOnce.has(name) || isTaken(doc, location)) return fail('entries are set once')
    setOnce.add(name)
  }
  return ok(placedItems)
}

/** Where this update deletes; every place must be this author's to write, and none set once. */
function placeDeletions(
  deleted: Iterable<Placed>,
  { kind, author }: GateContext,
): Result<readonly Location[], Refused> {
  const locations: Location[] = []
  for (const placed of deleted) {
    if (placed.kind === 'crafted') return fail('crafted')
    if (placed.kind === 'inert') continue
    const { location } = placed
    const objection = objectToPlace(kind, author, location)
    if (objection !== undefined) return fail(objection)
    if (isSetOnce(kind, location)) return fail('entries are set once')
    locations.push(location)
  }
  return ok(locations)
}
