import type { DocumentId, ParticipantId } from '@murmure/shared/ids'
import * as Y from 'yjs'

import type { DocumentRow, Lease, LogRow, NewLogRow, StoredDocument } from '../storage/contract.ts'
import type { Connection } from './connection.ts'
import { judge, type Verdict } from './gate.ts'
import type { Author } from './policy.ts'

/** What waits for a room's next tick, in order of arrival. */
export type InboxItem =
  | {
      readonly kind: 'write'
      readonly from: Connection
      readonly index: number
      readonly step: 'step2' | 'update'
      readonly update: Uint8Array
    }
  | { readonly kind: 'step1'; readonly from: Connection; readonly stateVector: Uint8Array }
  | { readonly kind: 'join'; readonly from: Connection }
  | {
      readonly kind: 'read'
      readonly read: (doc: Y.Doc) => void
      readonly reject: (cause: Error) => void
    }
  | {
      readonly kind: 'serve'
      readonly write: (doc: Y.Doc) => void
      readonly resolve: () => void
      readonly reject: (cause: Error) => void
    }

/** A document that somebody has open: its live state, and who listens. */
export type Room = {
  readonly document: DocumentRow
  doc: Y.Doc
  /** Sequence of the last row that the live state holds *and* that is committed. */
  head: number
  readonly leases: Map<number, ParticipantId>
  readonly connections: Set<Connection>
  inbox: InboxItem[]
  /** Rows and bytes since the last snapshot: when to write the next one. */
  tail: { rows: number; bytes: number }
  lastUsedAt: number
  compacting: boolean
}

/** A stored document comes alive. Throws if the store's bytes are no updates: then nobody may sync on it. */
export function createRoom(stored: StoredDocument, now: number): Room {
  return {
    document: stored.document,
    doc: buildDoc(stored),
    head: stored.head,
    leases: new Map(stored.leases.map((lease) => [lease.clientId, lease.participantId])),
    connections: new Set(),
    inbox: [],
    tail: {
      rows: stored.rows.length,
      bytes: stored.rows.reduce((sum, row) => sum + row.bytes.length, 0),
    },
    lastUsedAt: now,
    compacting: false,
  }
}

/**
 * Puts a room back on what is committed, after a commit that failed or an update that broke the live state.
 * Returns the rows that are committed but were never sent: their commit worked and only its answer was lost.
 */
export function resetRoom(room: Room, stored: StoredDocument): readonly LogRow[] {
  room.doc.destroy()
  room.doc = buildDoc(stored)
  const unsent = stored.rows.filter((row) => row.seq > room.head)
  room.head = stored.head
  room.leases.clear()
  for (const lease of stored.leases) room.leases.set(lease.clientId, lease.participantId)
  return unsent
}

function buildDoc(stored: StoredDocument): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    if (stored.snapshot) Y.applyUpdate(doc, stored.snapshot.bytes)
    for (const row of stored.rows) Y.applyUpdate(doc, row.bytes)
  })
  if (hasPending(doc)) throw new Error(`document ${stored.document.documentId} has a hole`)
  return doc
}

const hasPending = (doc: Y.Doc): boolean =>
  doc.store.pendingStructs !== null || doc.store.pendingDs !== null

/** What a tick did to a room: one row at most, and a verdict for each frame. */
export type Applied = {
  readonly items: readonly InboxItem[]
  readonly verdicts: ReadonlyMap<InboxItem, Verdict>
  /** The one update of this tick; undefined = nothing changed. */
  readonly row: NewLogRow | undefined
  readonly leases: readonly Lease[]
  /** The update that broke the live state: the room must be reset before anything leaves it. */
  readonly culprit: InboxItem | undefined
}

/**
 * Gates and applies what waits, as one transaction, hence one update. Nothing leaves the room here: whoever
 * calls commits `row` first. `isBanned` drops items unread (a culprit, when the tick is played again).
 */
export function applyInbox(
  room: Room,
  items: readonly InboxItem[],
  now: number,
  isBanned: (item: InboxItem) => boolean,
): Applied {
  const verdicts = new Map<InboxItem, Verdict>()
  const leases: Lease[] = []
  const authors = new Set<ParticipantId>()
  const updates: Uint8Array[] = []
  let culprit: InboxItem | undefined
  const collect = (update: Uint8Array) => updates.push(update)
  room.doc.on('update', collect)
  try {
    room.doc.transact(() => {
      for (const item of items) {
        if (culprit !== undefined) return
        if (item.kind === 'serve') serve(room, item)
        if (item.kind !== 'write' || item.from.isRefused() || isBanned(item)) continue
        const verdict = judgeItem(room, item, leases)
        verdicts.set(item, verdict)
        if (verdict.kind !== 'apply') continue
        if (!applyVerdict(room, verdict.update)) culprit = item
        authors.add(item.from.person.participantId)
      }
    })
  } finally {
    room.doc.off('update', collect)
  }
  const [bytes] = updates
  const row = bytes && {
    documentId: room.document.documentId,
    expectedHead: room.head,
    bytes,
    at: now,
    authors: [...authors],
  }
  return { items, verdicts, row, leases, culprit }
}

function serve(room: Room, item: Extract<InboxItem, { kind: 'serve' }>): void {
  try {
    item.write(room.doc)
  } catch (cause) {
    item.reject(new Error('the server could not write a document', { cause }))
  }
}

function judgeItem(
  room: Room,
  item: Extract<InboxItem, { kind: 'write' }>,
  leases: Lease[],
): Verdict {
  const { person } = item.from
  const author: Author = { participantId: person.participantId, role: person.role }
  const { documentId, kind } = room.document
  const verdict = judge(item.update, {
    doc: room.doc,
    kind,
    author,
    ownerOf: (clientId) => ownerIn(room, leases, documentId, clientId),
  })
  if (verdict.kind === 'apply') {
    for (const clientId of verdict.newClientIds) {
      leases.push({ documentId, clientId, participantId: author.participantId })
    }
  }
  return verdict
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

/** False: the update broke the live state (it threw, or left something pending), which the gate should have seen. */
function applyVerdict(room: Room, update: Uint8Array): boolean {
  try {
    Y.applyUpdate(room.doc, update, 'member')
    return !hasPending(room.doc)
  } catch {
    // The cause is in the bytes, which are kept out of the log: they are people's words.
    return false
  }
}
