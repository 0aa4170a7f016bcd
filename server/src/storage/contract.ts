import type { BoardId, DocumentId, GroupId, ParticipantId } from '@murmure/shared/ids'
import type { DocumentKind, Role } from '@murmure/shared/access'
import type { Headcount } from '@murmure/shared/group'
import type { Room } from '@murmure/shared/room'

/** A Yjs document of a board. Its id is opaque and carries its generation. */
export type DocumentRow = {
  readonly documentId: DocumentId
  readonly boardId: BoardId
  readonly kind: DocumentKind
  /** Of a group document. */
  readonly groupId?: GroupId
}

/** One tick of one document: one Yjs update, appended as `expectedHead + 1`. */
export type NewLogRow = {
  readonly documentId: DocumentId
  /** The head that this update was made on. */
  readonly expectedHead: number
  readonly bytes: Uint8Array
  /** Server time, ms. */
  readonly at: number
  /** Whose updates it merges; empty = the server's own writing. */
  readonly authors: readonly ParticipantId[]
  /** Its entries that came after closing: on the board's list of late ones from this commit on. */
  readonly late?: readonly string[]
}

export type LogRow = {
  readonly documentId: DocumentId
  readonly seq: number
  readonly bytes: Uint8Array
  readonly at: number
  readonly authors: readonly ParticipantId[]
}

/** In one document a Yjs clientID belongs to the participant who used it first: a unique key. */
export type Lease = {
  readonly documentId: DocumentId
  readonly clientId: number
  readonly participantId: ParticipantId
}

/** A document as it was when somebody decided on it. */
export type DocumentHead = { readonly documentId: DocumentId; readonly head: number }

/** Everything of a document that its room needs to come alive. */
export type StoredDocument = {
  readonly document: DocumentRow
  /** The last snapshot, or null; it holds everything up to its `seq`. */
  readonly snapshot: { readonly seq: number; readonly bytes: Uint8Array } | null
  /** The rows after the snapshot, in order, without gap. */
  readonly rows: readonly LogRow[]
  /** Sequence of the last row ever appended; 0 = none. */
  readonly head: number
  readonly leases: readonly Lease[]
}

/**
 * - `committed`: durable; `heads` of every document of the batch.
 * - `conflict`: another row stands at that place, or a lease belongs to someone else, or the document is gone
 *   (its board, or its group, was deleted: `head` is 0). Nothing was written.
 */
export type CommitResult =
  | { readonly kind: 'committed'; readonly heads: ReadonlyMap<DocumentId, number> }
  | { readonly kind: 'conflict'; readonly documentId: DocumentId; readonly head: number }

/**
 * A tick: opened by `begin`, closed by exactly one `commit` or `abort`. With several processes it holds the
 * lock of its documents; on one machine it is free.
 */
export type Tick = {
  /** Rows that this process has not seen yet, by document, in order. Always empty on one machine. */
  readonly missed: readonly LogRow[]
  /**
   * All rows, with what of them is late, and leases in one transaction, durable when it resolves. Idempotent: a row that stands there
   * already with the same bytes counts as committed (COMMIT worked and only its answer was lost).
   * Rejects with a `StoreError` when the store cannot write (disk full, gone); nothing was written then.
   */
  commit(rows: readonly NewLogRow[], leases: readonly Lease[]): Promise<CommitResult>
  abort(): Promise<void>
}

/** What a secret opens: a board in a role; for a scribe or a remote centre's screen, one of its groups. */
export type SecretGrant = { readonly role: Role; readonly groupId?: GroupId }

/** Only the hash of a secret is stored. */
export type SecretRow = SecretGrant & { readonly hash: string }

/** The board's versioned row: phase, sections, reveal, titles, groups. The room document is its projection. */
export type BoardRow = {
  readonly boardId: BoardId
  readonly code: string
  /** Server time, ms. */
  readonly createdAt: number
  /** Grows by one with every change. */
  readonly version: number
  /** Headcounts and counters in it are empty: they are sums, kept elsewhere. */
  readonly room: Room
}

export type NewBoard = {
  readonly board: BoardRow
  readonly secrets: readonly SecretRow[]
  readonly documents: readonly DocumentRow[]
  /** Of a restored copy: what its documents begin with, and who was declared present. */
  readonly contents?: readonly FirstContent[]
  readonly declarations?: readonly DeclarationRow[]
}

/** What a board is put back to. Its code, its secrets and who was sent out stay as they are. */
export type ReplacedBoard = {
  readonly boardId: BoardId
  readonly room: Room
  /** Of a generation that the board never had. */
  readonly documents: readonly DocumentRow[]
  readonly contents: readonly FirstContent[]
  readonly declarations: readonly DeclarationRow[]
}

/** Stands as the snapshot at 1: the document's head is 1, without a row. */
export type FirstContent = {
  readonly documentId: DocumentId
  readonly bytes: Uint8Array
  readonly leases: readonly Omit<Lease, 'documentId'>[]
}

/** A declaration of who is in a group. Its id is linked to no participant. */
export type DeclarationRow = {
  readonly boardId: BoardId
  readonly declarationId: string
  readonly groupId: GroupId
  readonly kind: 'volunteer' | 'employee' | 'other'
  readonly department?: string
  readonly count: number
}

/**
 * What every store promises, memory, SQLite or PostgreSQL alike; the suite is
 * `tests/contract/store-contract.ts`.
 * Every promise resolves only when the change is durable. A failing store rejects with `StoreError`.
 */
export type Store = {
  // The log
  begin(
    documents: readonly DocumentId[],
    knownHeads: ReadonlyMap<DocumentId, number>,
  ): Promise<Tick>
  /** Undefined: there is no such document. Rejects rather than answer with less than what was committed. */
  load(documentId: DocumentId): Promise<StoredDocument | undefined>
  /**
   * Stores a snapshot of everything up to `seq` and drops the rows that it replaces, in one transaction.
   * A snapshot that is not newer than the stored one changes nothing, nor does one of a document that is gone.
   * One beyond the head is rejected: it would hide that rows are missing. Safe at any crash point.
   */
  compact(documentId: DocumentId, snapshot: { seq: number; bytes: Uint8Array }): Promise<void>

  // Boards
  /**
   * All of it in one transaction. `taken` = another board has this code. Ids are random: one that exists
   * already is rejected.
   */
  createBoard(board: NewBoard): Promise<'created' | 'taken'>
  getBoard(boardId: BoardId): Promise<BoardRow | undefined>
  findBoardByCode(code: string): Promise<BoardRow | undefined>
  /**
   * Replaces the row if its stored version is still `row.version - 1`, adds documents (new groups) and takes
   * others away with all that they hold, in one transaction. A board that is gone is `stale` too, and so is one
   * of which a document to be taken away has another head: somebody has written there meanwhile.
   */
  updateBoard(
    row: BoardRow,
    added: readonly DocumentRow[],
    removed?: readonly DocumentHead[],
  ): Promise<'updated' | 'stale'>
  /** Everything of the board is gone when it resolves: documents, log, secrets, declarations. Repeatable. */
  deleteBoard(boardId: BoardId): Promise<void>
  /**
   * All documents of the board go on under ids of this generation, with all that they hold, in one transaction.
   * Nothing stands under the ids before: what was on its way to them is refused. Answers with the documents as
   * they are then; none = there is no such board. Rejects if one is of that generation already.
   */
  raiseGeneration(boardId: BoardId, generation: number): Promise<readonly DocumentRow[]>
  /**
   * The board's documents and declarations give way to these, its version grows by one, in one transaction.
   * Rejects if a document exists already.
   */
  replaceBoard(board: ReplacedBoard): Promise<'replaced' | 'absent'>
  /** In the order in which they were added. */
  listDocuments(boardId: BoardId): Promise<readonly DocumentRow[]>
  /** One more secret of the board: a spare link, a screen set up on another machine. */
  addSecret(boardId: BoardId, secret: SecretRow): Promise<void>
  /** What this hash opens on this board. */
  findSecret(boardId: BoardId, hash: string): Promise<SecretGrant | undefined>

  // Revocations
  /** From now on this participant is nobody on this board. Repeatable; rejects if the board is gone. */
  revoke(boardId: BoardId, participantId: ParticipantId): Promise<void>
  isRevoked(boardId: BoardId, participantId: ParticipantId): Promise<boolean>

  // Late entries
  /** Each once, in the order in which they came. A board that is put back has none: it is another wall. */
  lateEntries(boardId: BoardId): Promise<readonly string[]>

  // Headcounts
  /**
   * Adds the declaration, or replaces the one of the same id. Returns the sums of the whole board: the groups
   * that have declarations. Rejects if the board is gone.
   */
  declare(row: DeclarationRow): Promise<ReadonlyMap<GroupId, Headcount>>
  headcounts(boardId: BoardId): Promise<ReadonlyMap<GroupId, Headcount>>
  /** One by one, by id: for a copy of the board. */
  listDeclarations(boardId: BoardId): Promise<readonly DeclarationRow[]>

  /** A write that is committed and taken back: resolves only if the store can commit. */
  probe(): Promise<void>
  /** Finishes what was asked before. Every later call rejects; closing again is the same closing. */
  close(): Promise<void>
}

/** The store cannot do its work now. What failed stands in `cause`; nothing of the call was written. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
}
