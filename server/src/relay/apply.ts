import type { DocumentId, ParticipantId } from '@murmure/shared/ids'
import * as Y from 'yjs'

import type { Lease, NewLogRow } from '../storage/contract.ts'
import type { WritingPolicy, WritingQuestion } from './contract.ts'
import type { judge, Verdict } from './gate.ts'
import { standsBetween } from './order.ts'
import type { Author } from './policy.ts'
import { entryName, isWithin } from './post-check.ts'
import { hasPending, type InboxItem, type Room } from './room.ts'

/** What a tick, or a part of one, did to a room: one row at most, and a verdict for each frame. */
export type Applied = {
  readonly items: readonly InboxItem[]
  readonly verdicts: ReadonlyMap<InboxItem, Verdict>
  /** The one update of this tick; undefined = nothing changed. */
  readonly row: NewLogRow | undefined
  readonly leases: readonly Lease[]
  /** The live state is not what the gate allowed: it must be reset before anything leaves it. */
  readonly broken: Broken | undefined
}

/** A part of a tick in which nothing was written. */
export const NOTHING: Omit<Applied, 'items'> = {
  verdicts: new Map(),
  row: undefined,
  leases: [],
  broken: undefined,
}

/** `by`: whose doing it was; undefined = one of several. */
export type Broken = { readonly by: InboxItem | undefined; readonly cause?: unknown }

export type ApplyOptions = {
  readonly gate: typeof judge
  readonly writing: WritingPolicy | undefined
  readonly now: number
  /** ClientIDs that somebody took earlier in this tick: no commit says so yet. */
  readonly leases: readonly Lease[]
  /** This room's share is used up: what is left waits. */
  readonly isOver: () => boolean
  /** Dropped unread: a culprit, when the tick is played again. */
  readonly isBanned: (item: InboxItem) => boolean
}

/**
 * Gates and applies what waits, as one transaction, hence one update. Nothing leaves the room here: whoever
 * calls commits `row` first. Never throws: an exception is this room's, not its neighbours'.
 */
export function applyInbox(
  room: Room,
  items: readonly InboxItem[],
  options: ApplyOptions,
): Applied {
  const tick = createTickState()
  const collect = (update: Uint8Array) => void tick.updates.push(update)
  const check = (transaction: Y.Transaction) => {
    if (tick.served || tick.broken) return
    if (!isWithin(transaction, room.document.kind, tick.places)) tick.broken = { by: undefined }
  }
  room.doc.on('update', collect)
  room.doc.on('afterTransaction', check)
  try {
    room.doc.transact(() => {
      for (const item of items) {
        if (tick.broken) return
        if (tick.done > 0 && options.isOver()) return
        tick.done += 1
        if (!options.isBanned(item)) applyItem(room, item, tick, options)
      }
    })
  } catch (cause) {
    tick.broken = { by: undefined, cause }
  } finally {
    room.doc.off('update', collect)
    room.doc.off('afterTransaction', check)
  }
  const { verdicts, leases, authors, broken, late } = tick
  const [bytes] = tick.updates
  const row = bytes && {
    documentId: room.document.documentId,
    expectedHead: room.head,
    bytes,
    at: options.now,
    authors: [...authors],
    ...(late.length > 0 && { late }),
  }
  const done = broken ? items : items.slice(0, tick.done)
  return {
    items: done,
    verdicts,
    row,
    leases,
    broken: broken && blame(broken, items, verdicts),
  }
}

/** The parts of one tick as one: what was applied in several turns is committed and sent as one update. */
export function joinSlices(slices: readonly Applied[]): Applied {
  const [first] = slices
  if (first && slices.length === 1) return first
  return {
    items: slices.flatMap(({ items }) => items),
    verdicts: new Map(slices.flatMap(({ verdicts }) => [...verdicts])),
    row: joinRows(slices.flatMap(({ row }) => row ?? [])),
    leases: slices.flatMap(({ leases }) => leases),
    broken: slices.find(({ broken }) => broken)?.broken,
  }
}

function joinRows(rows: readonly NewLogRow[]): NewLogRow | undefined {
  const last = rows.at(-1)
  if (!last || rows.length === 1) return last
  const late = rows.flatMap((row) => row.late ?? [])
  return {
    ...last,
    bytes: Y.mergeUpdates(rows.map(({ bytes }) => bytes)),
    authors: [...new Set(rows.flatMap(({ authors }) => authors))],
    ...(late.length > 0 && { late }),
  }
}

type TickState = {
  readonly verdicts: Map<InboxItem, Verdict>
  readonly leases: Lease[]
  readonly authors: Set<ParticipantId>
  readonly updates: Uint8Array[]
  /** Root and key of everything that the gate allowed to change. */
  readonly places: Set<string>
  readonly late: string[]
  /** So many of the items were looked at. */
  done: number
  /** The server itself wrote: it may write anywhere. */
  served: boolean
  broken: Broken | undefined
}

const createTickState = (): TickState => ({
  verdicts: new Map(),
  leases: [],
  authors: new Set(),
  updates: [],
  places: new Set(),
  late: [],
  done: 0,
  served: false,
  broken: undefined,
})

/** Who alone wrote in this tick is the one who broke it. */
function blame(
  broken: Broken,
  items: readonly InboxItem[],
  verdicts: ReadonlyMap<InboxItem, Verdict>,
): Broken {
  if (broken.by) return broken
  const writers = items.filter(
    (item) => item.kind === 'serve' || verdicts.get(item)?.kind === 'apply',
  )
  const only = writers.length === 1 ? writers[0] : items.length === 1 ? items[0] : undefined
  return only ? { ...broken, by: only } : broken
}

function applyItem(room: Room, item: InboxItem, tick: TickState, options: ApplyOptions): void {
  if (item.kind === 'serve') return serve(room, item, tick)
  if (item.kind !== 'write' || item.from.isRefused()) return
  const leases = [...options.leases, ...tick.leases]
  const judged = judgeItem(room, item, leases, options.gate)
  const verdict =
    judged.kind === 'apply' ? askPolicy(room, item, judged, tick.late, options) : judged
  tick.verdicts.set(item, verdict)
  if (verdict.kind !== 'apply') return
  for (const clientId of verdict.newClientIds) {
    const { participantId } = item.from.person
    tick.leases.push({ documentId: room.document.documentId, clientId, participantId })
  }
  for (const { location } of verdict.written) tick.places.add(entryName(location))
  for (const location of verdict.freed) tick.places.add(entryName(location))
  if (!applyVerdict(room, verdict)) tick.broken = { by: item }
  tick.authors.add(item.from.person.participantId)
}

const CLOSED: Verdict = { kind: 'refuse', reason: 'closed', why: 'writing is closed' }
/** Who was told that writing is closed has this long to send what stands in the field. */
const CLOSING_GRACE_MS = 5_000

/** What it becomes where writing is closed: refused, or kept and late. */
function askPolicy(
  room: Room,
  { from, step, at }: Extract<InboxItem, { kind: 'write' }>,
  judged: Extract<Verdict, { kind: 'apply' }>,
  late: string[],
  { writing }: ApplyOptions,
): Verdict {
  if (!writing) return judged
  const question: WritingQuestion = {
    document: room.document,
    role: from.person.role,
    doc: room.doc,
    written: judged.written.map(({ item, location }) => ({
      place: location,
      value: plainValue(item),
    })),
    freed: judged.freed,
  }
  const closed = writing.closed(question)
  const isClosed = closed !== undefined && at >= closed.since + CLOSING_GRACE_MS
  // Who came back was told only then: what they send at once was written before, and is late all the same.
  const isKept = step === 'step2' || at < from.openedAt + CLOSING_GRACE_MS
  if (isClosed && !isKept) return CLOSED
  const entries = isClosed ? closed.entries : []
  late.push(...entries)
  writing.onApplied(question, entries)
  return judged
}

const plainValue = (item: Y.Item): unknown =>
  item.content instanceof Y.ContentAny ? item.content.arr.at(-1) : undefined

/** What throws halfway has written half: the tick is played again without it. */
function serve(room: Room, item: Extract<InboxItem, { kind: 'serve' }>, tick: TickState): void {
  tick.served = true
  try {
    item.write(room.doc)
  } catch (cause) {
    item.reject(new Error('the server could not write a document', { cause }))
    tick.broken = { by: item, cause }
  }
}

function judgeItem(
  room: Room,
  item: Extract<InboxItem, { kind: 'write' }>,
  leases: readonly Lease[],
  gate: typeof judge,
): Verdict {
  const { person } = item.from
  const author: Author = { participantId: person.participantId, role: person.role }
  const { documentId, kind } = room.document
  return gate(item.update, {
    doc: room.doc,
    kind,
    author,
    step: item.step,
    ownerOf: (clientId) => ownerIn(room, leases, documentId, clientId),
    clientIds: clientIdsOf(author.participantId, room, leases),
  })
}

/** The server writes under the document's own clientID: nobody else may take it. */
function ownerIn(
  room: Room,
  leases: readonly Lease[],
  documentId: DocumentId,
  clientId: number,
): ParticipantId | undefined {
  if (clientId === room.doc.clientID) return documentId
  return (
    room.leases.get(clientId) ?? leases.find((lease) => lease.clientId === clientId)?.participantId
  )
}

function clientIdsOf(participantId: ParticipantId, room: Room, leases: readonly Lease[]): number {
  let count = 0
  for (const owner of room.leases.values()) if (owner === participantId) count += 1
  for (const lease of leases) if (lease.participantId === participantId) count += 1
  return count
}

/** False: the update broke the live state (it threw, left something pending, lost the order), which the gate should have seen. */
function applyVerdict(
  room: Room,
  { update, written }: Extract<Verdict, { kind: 'apply' }>,
): boolean {
  try {
    Y.applyUpdate(room.doc, update, 'member')
    const items = written.map(({ item }) => item)
    return !hasPending(room.doc) && standsBetween(items, room.doc)
  } catch {
    // The cause is in the bytes, which are kept out of the log: they are people's words.
    return false
  }
}
