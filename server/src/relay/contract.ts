import type { Access, DocumentKind, Role } from '@murmure/shared/access'
import type { BoardId, DocumentId, GroupId, ParticipantId } from '@murmure/shared/ids'
import type * as Y from 'yjs'

import type { DocumentRow } from '../storage/contract.ts'
import type { HttpSync } from './http-contract.ts'

/** Who is at the other end of a socket: from the token, never from what they send. */
export type Person = {
  readonly boardId: BoardId
  readonly participantId: ParticipantId
  readonly role: Role
  readonly groupId?: GroupId
}

/** What a person may do with one document now. */
export type Admission = {
  readonly documentId: DocumentId
  readonly kind: DocumentKind
  readonly groupId?: GroupId
  readonly access: Exclude<Access, 'none'>
}

/** A place of a document that an update writes: the root's name, then the key in each map on the way down. */
type Place = readonly (string | null)[]

export type WritingQuestion = {
  readonly document: DocumentRow
  readonly role: Role
  /** As it is before this update; to be read only. */
  readonly doc: Y.Doc
  /** What it sets, with the value where that is plain. */
  readonly written: readonly { readonly place: Place; readonly value: unknown }[]
  /** What it deletes. */
  readonly freed: readonly Place[]
}

/**
 * When people may write, which only those know who know what the documents mean. An Update into something
 * closed is refused once its sender has known for a while; what a SyncStep2 brings was written before,
 * without a network: it is kept, and reported.
 */
export type WritingPolicy = {
  /**
   * Resolves when it can judge this document: nobody writes into it before. A rejection is one of the store's,
   * and the document cannot be loaded now.
   */
  prepare(document: DocumentRow): Promise<void>
  /**
   * The entries of this update that are closed, and since when people know it (server time; infinity = they
   * are about to be told). Undefined: all is open.
   */
  closed(
    question: WritingQuestion,
  ): { readonly since: number; readonly entries: readonly string[] } | undefined
  /**
   * This update is being applied; nobody was sent it yet, and its commit may still fail. `late`: those of its
   * entries that are closed and kept, which its commit puts on the board's list. Must not throw.
   */
  onApplied(question: WritingQuestion, late: readonly string[]): void
  /** What was applied to this document is durable, and everyone who is there was sent it. Must not throw. */
  onCommitted(document: DocumentRow): void
}

/** The part of a websocket that the relay needs: `ws` fits as it is. */
export type Socket = {
  readonly readyState: number
  readonly protocol: string
  readonly bufferedAmount: number
  send(bytes: Uint8Array): void
  close(code: number, reason?: string): void
  terminate(): void
  /** Stop and resume reading; where they are missing, nobody is slowed down. */
  pause?(): void
  resume?(): void
  /** Asks for a pong; where it is missing, whoever is silent counts as present. */
  ping?(): void
  on(event: 'message', listener: (data: Buffer, isBinary: boolean) => void): void
  on(event: 'close' | 'error', listener: (cause: unknown) => void): void
  on(event: 'pong', listener: () => void): void
}

/** Where the relay reports what an operator should know; never people's words. */
export type RelayLog = {
  warn(details: object, message: string): void
  error(details: object, message: string): void
}

/** Where the relay counts what happens. Must not throw. */
export type RelayMeter = {
  committed(ms: number): void
  /** `frames`: what was taken from all inboxes. */
  ticked(ms: number, frames: number): void
  sent(kind: SentKind, bytes: number): void
  refused(reason: string): void
  gap(): void
  /** A frame that was not applied: its sender's SAVED is frozen. */
  dropped(): void
  reloaded(why: 'commit' | 'update' | 'answer'): void
}
/** `extra`: presence and counters, the first to be left out. */
export type SentKind = 'update' | 'answer' | 'extra' | 'control'

/** What stands in the relay now, for the operator. */
export type RelayStats = {
  readonly connections: number
  /** People without websockets, and their long-polls that wait now. */
  readonly peers: number
  readonly polls: number
  readonly rooms: number
  /** Sockets that fell behind and wait to be caught up with. */
  readonly lagging: number
  /** Writers whose SAVED stands still until a SyncStep2 of theirs is durable. */
  readonly frozen: number
  /** Rooms whose document the store does not take or give. */
  readonly readOnly: number
  /** Bytes of frames that wait for their tick. */
  readonly inboxBytes: number
  /** Documents with something that could not be integrated: always 0. */
  readonly pending: number
}

/** What the rest of the server may ask of the relay. */
export type Relay = HttpSync & {
  /** Takes over an upgraded socket. Attaches its listeners before it returns: no frame is lost. */
  connect(socket: Socket, person: Person, admission: Admission): void
  /**
   * May one more socket of this person be upgraded now? `full`: nobody's, of their board or at all; 503.
   * `crowded`: they have too many; 429.
   */
  roomFor(person: Person): 'room' | 'full' | 'crowded'
  /**
   * Loads the document before a socket is upgraded, so that a refusal is an HTTP status: `absent` 404,
   * `unavailable` 503 with Retry-After.
   */
  prepare(documentId: DocumentId): Promise<'ready' | 'absent' | 'unavailable'>
  /**
   * Reads a document at its last *committed* version. `read` runs synchronously and must not keep the
   * document. Rejects with `StoreError` if it cannot be loaded; undefined if there is no such document.
   */
  read<Value>(documentId: DocumentId, read: (doc: Y.Doc) => Value): Promise<Value | undefined>
  /** The server's own writing: one transaction in the next tick. Resolves when it is durable. */
  write(documentId: DocumentId, write: (doc: Y.Doc) => void): Promise<void>
  /** Closes all sockets of a board with this code and forgets its rooms, without writing anything more. */
  closeBoard(documentIds: readonly DocumentId[], code: number): void
  /**
   * From now on nothing of this participant enters or leaves on this board: sockets close with 4403, frames
   * that wait are dropped. What was committed before stays.
   */
  revoke(boardId: BoardId, participantId: ParticipantId): void
  /** Is a phone, a scribe or a screen of this group connected now, to whichever document? */
  isAnyoneOf(boardId: BoardId, groupId: GroupId): boolean
  stats(): RelayStats
  /** Settles the commit in flight, closes every socket with 1012, writes snapshots. */
  stop(): Promise<void>
}
