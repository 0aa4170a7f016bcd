import { ROOTS } from '@murmure/shared/access'
import type { ParticipantId } from '@murmure/shared/ids'
import * as Y from 'yjs'

import type { DocumentRow, LogRow, StoredDocument } from '../storage/contract.ts'
import type { Answers } from './answers.ts'
import type { Connection } from './connection.ts'
import { createPresence, type Presence } from './presence.ts'
import { createRecent, type Recent } from './recent.ts'

/** What waits for a room's next tick, in order of arrival. */
export type InboxItem =
  | {
      readonly kind: 'write'
      readonly from: Connection
      readonly index: number
      /** Server time, ms, at which it arrived: a store that is slow makes nobody late. */
      readonly at: number
      readonly step: 'step2' | 'update'
      readonly update: Uint8Array
    }
  | { readonly kind: 'step1'; readonly from: Connection; readonly stateVector: Uint8Array }
  | { readonly kind: 'join'; readonly from: Connection }
  /** It was behind, and has drained. */
  | { readonly kind: 'catch-up'; readonly from: Connection }
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
  /** Bytes of the frames that wait there. */
  inboxBytes: number
  /** Connections that are not read until the inbox is shorter. */
  readonly held: Set<Connection>
  readonly recent: Recent
  readonly presence: Presence
  answers: Answers | undefined
  /** Rows and bytes since the last snapshot: when to write the next one. */
  tail: { rows: number; bytes: number }
  lastUsedAt: number
  compacting: boolean
  /** So many of the next items are played one by one: somebody's update broke a tick, nobody knows whose. */
  suspects: number
  /**
   * What is committed, as bytes: the state to fall back on where the store is gone. The last snapshot and the
   * rows after it, a tenth of what the live document takes.
   */
  kept: Kept
  /** Commits of this room that failed since the last one that worked. */
  failures: number
  /** The store is gone: reading goes on from what is committed, what is written is dropped and asked for later. */
  isReadOnly: boolean
}

export type Kept = {
  readonly snapshot: Uint8Array | undefined
  readonly rows: readonly Uint8Array[]
}

/** A stored document comes alive. Throws if the store's bytes are no updates: then nobody may sync on it. */
export function createRoom(stored: StoredDocument, now: number): Room {
  return {
    document: stored.document,
    doc: buildDoc(stored.document, keptOf(stored)),
    head: stored.head,
    leases: new Map(stored.leases.map((lease) => [lease.clientId, lease.participantId])),
    connections: new Set(),
    inbox: [],
    inboxBytes: 0,
    held: new Set(),
    recent: createRecent(),
    presence: createPresence(),
    answers: undefined,
    tail: {
      rows: stored.rows.length,
      bytes: stored.rows.reduce((sum, row) => sum + row.bytes.length, 0),
    },
    lastUsedAt: now,
    compacting: false,
    suspects: 0,
    kept: keptOf(stored),
    failures: 0,
    isReadOnly: false,
  }
}

/**
 * Puts a room back on what is committed, after a commit that failed or an update that broke the live state.
 * Returns the rows that are committed but were never sent: their commit worked and only its answer was lost.
 * Throws, and leaves the room as it was, if the store's bytes are no updates.
 */
export function resetRoom(room: Room, stored: StoredDocument): readonly LogRow[] {
  const kept = keptOf(stored)
  replaceDoc(room, kept)
  room.kept = kept
  const unsent = stored.rows.filter((row) => row.seq > room.head)
  room.head = stored.head
  room.leases.clear()
  for (const lease of stored.leases) room.leases.set(lease.clientId, lease.participantId)
  return unsent
}

/** Puts the live state back on what is committed, as far as this process was told. */
export function rebuildRoom(room: Room): void {
  replaceDoc(room, room.kept)
}

function replaceDoc(room: Room, kept: Kept): void {
  const doc = buildDoc(room.document, kept)
  room.doc.destroy()
  room.doc = doc
  room.answers = undefined
}

const keptOf = ({ snapshot, rows }: StoredDocument): Kept => ({
  snapshot: snapshot?.bytes,
  rows: rows.map(({ bytes }) => bytes),
})

function buildDoc({ documentId, kind }: DocumentRow, { snapshot, rows }: Kept): Y.Doc {
  const doc = new Y.Doc()
  // At once: a root that gets its type in the middle of a transaction is another object from then on, and
  // what was written to it before could not be found any more.
  for (const root of Object.keys(ROOTS[kind])) doc.getMap(root)
  doc.transact(() => {
    if (snapshot) Y.applyUpdate(doc, snapshot)
    for (const row of rows) Y.applyUpdate(doc, row)
  })
  if (hasPending(doc)) throw new Error(`document ${documentId} has a hole`)
  return doc
}

/** Something could not be integrated: never so in a state that may be shown. */
export const hasPending = (doc: Y.Doc): boolean =>
  doc.store.pendingStructs !== null || doc.store.pendingDs !== null
