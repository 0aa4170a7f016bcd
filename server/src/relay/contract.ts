import type { Access, DocumentKind, Role } from '@murmure/shared/access'
import type { BoardId, DocumentId, GroupId, ParticipantId } from '@murmure/shared/ids'
import type * as Y from 'yjs'

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

/** The part of a websocket that the relay needs: `ws` fits as it is. */
export type Socket = {
  readonly readyState: number
  readonly protocol: string
  readonly bufferedAmount: number
  send(bytes: Uint8Array): void
  close(code: number, reason?: string): void
  terminate(): void
  on(event: 'message', listener: (data: Buffer, isBinary: boolean) => void): void
  on(event: 'close' | 'error', listener: (cause: unknown) => void): void
}

/** Where the relay reports what an operator should know; never people's words. */
export type RelayLog = {
  warn(details: object, message: string): void
  error(details: object, message: string): void
}

/** What the rest of the server may ask of the relay. */
export type Relay = {
  /** Takes over an upgraded socket. Attaches its listeners before it returns: no frame is lost. */
  connect(socket: Socket, person: Person, admission: Admission): void
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
  /** Settles the commit in flight, closes every socket with 1012, writes snapshots. */
  stop(): Promise<void>
}
