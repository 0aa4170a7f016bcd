import type { Role } from '@murmure/shared/access'
import type { BoardId, DocumentId, ParticipantId } from '@murmure/shared/ids'

import { planCommit, type Standing } from './commit-plan.ts'
import {
  type BoardRow,
  type CommitResult,
  type DeclarationRow,
  type DocumentRow,
  type LogRow,
  type NewBoard,
  type Store,
  type StoredDocument,
  StoreError,
} from './contract.ts'
import { type Call, type Calls, createStore, type Operations } from './operations.ts'
import { sumDeclarations } from './sum-declarations.ts'
import { requireWhole } from './whole-document.ts'

/** A store that lives as long as the process. It answers with copies: nobody shares a value with it. */
export function createMemoryStore(): Store {
  const operations = createOperations()
  let isClosed = false

  const call: Call = async (kind, input) => {
    if (isClosed) throw new StoreError('The store is closed')
    isClosed = kind === 'close'
    return structuredClone(operations[kind](structuredClone(input)))
  }
  return createStore(call)
}

type MemoryBoard = {
  row: BoardRow
  readonly documents: Map<DocumentId, MemoryDocument>
  readonly roles: ReadonlyMap<string, Role>
  readonly declarations: Map<string, DeclarationRow>
}

type MemoryDocument = {
  readonly row: DocumentRow
  head: number
  snapshot: StoredDocument['snapshot']
  readonly log: Map<number, LogRow>
  readonly leases: Map<number, ParticipantId>
}

type Boards = Map<BoardId, MemoryBoard>

function createOperations(): Operations {
  const boards: Boards = new Map()
  const board = (boardId: BoardId) => boards.get(boardId)

  return {
    commit: (batch) => commit(boards, batch),
    load: (documentId) => load(boards, documentId),
    compact: (snapshot) => compact(boards, snapshot),
    createBoard: (created) => createBoard(boards, created),
    getBoard: (boardId) => board(boardId)?.row,
    findBoardByCode: (code) => findByCode(boards, code)?.row,
    updateBoard: (update) => updateBoard(boards, update),
    deleteBoard: (boardId) => void boards.delete(boardId),
    listDocuments: (boardId) =>
      [...(board(boardId)?.documents.values() ?? [])].map(({ row }) => row),
    findSecret: ({ boardId, hash }) => board(boardId)?.roles.get(hash),
    declare: (row) => declare(boards, row),
    headcounts: (boardId) => sumDeclarations([...(board(boardId)?.declarations.values() ?? [])]),
    probe: () => undefined,
    close: () => boards.clear(),
  }
}

function findDocument(boards: Boards, documentId: DocumentId): MemoryDocument | undefined {
  for (const { documents } of boards.values()) {
    const found = documents.get(documentId)
    if (found) return found
  }
  return undefined
}

function findByCode(boards: Boards, code: string): MemoryBoard | undefined {
  return [...boards.values()].find(({ row }) => row.code === code)
}

function commit(boards: Boards, { rows, leases }: Calls['commit']['input']): CommitResult {
  const find = (documentId: DocumentId) => findDocument(boards, documentId)
  const standing: Standing = {
    head: (documentId) => find(documentId)?.head,
    bytesAt: (documentId, seq) => find(documentId)?.log.get(seq)?.bytes,
    holder: (documentId, clientId) => find(documentId)?.leases.get(clientId),
  }
  const plan = planCommit(rows, leases, standing)
  if (plan.kind === 'conflict') return plan

  for (const row of plan.rows) find(row.documentId)?.log.set(row.seq, row)
  for (const { documentId, clientId, participantId } of plan.leases)
    find(documentId)?.leases.set(clientId, participantId)
  for (const [documentId, head] of plan.heads) {
    const document = find(documentId)
    if (document) document.head = head
  }
  return { kind: 'committed', heads: plan.heads }
}

function load(boards: Boards, documentId: DocumentId): StoredDocument | undefined {
  const document = findDocument(boards, documentId)
  if (!document) return undefined
  const { row, snapshot, head, log, leases } = document
  return requireWhole({
    document: row,
    snapshot,
    rows: [...log.values()],
    head,
    leases: [...leases]
      .map(([clientId, participantId]) => ({ documentId, clientId, participantId }))
      .toSorted((left, right) => left.clientId - right.clientId),
  })
}

function compact(boards: Boards, { documentId, seq, bytes }: Calls['compact']['input']): void {
  const document = findDocument(boards, documentId)
  if (!document) return
  if (seq > document.head)
    throw new StoreError(`${documentId}: a snapshot at ${seq} is beyond the head ${document.head}`)
  if (document.snapshot && seq <= document.snapshot.seq) return
  document.snapshot = { seq, bytes }
  for (const replaced of document.log.keys()) if (replaced <= seq) document.log.delete(replaced)
}

function createBoard(
  boards: Boards,
  { board, secrets, documents }: NewBoard,
): Calls['createBoard']['output'] {
  if (findByCode(boards, board.code)) return 'taken'
  if (boards.has(board.boardId)) throw new StoreError(`There is a board ${board.boardId} already`)
  requireNew(boards, documents)
  boards.set(board.boardId, {
    row: board,
    documents: new Map(documents.map((row) => [row.documentId, newDocument(row)])),
    roles: new Map(secrets.map(({ hash, role }) => [hash, role])),
    declarations: new Map(),
  })
  return 'created'
}

function updateBoard(
  boards: Boards,
  { row, added }: Calls['updateBoard']['input'],
): Calls['updateBoard']['output'] {
  const board = boards.get(row.boardId)
  if (board?.row.version !== row.version - 1) return 'stale'
  const holder = findByCode(boards, row.code)
  if (holder && holder !== board) throw new StoreError(`Another board has the code ${row.code}`)
  requireNew(boards, added)
  board.row = row
  for (const document of added) board.documents.set(document.documentId, newDocument(document))
  return 'updated'
}

function requireNew(boards: Boards, documents: readonly DocumentRow[]): void {
  const known = documents.find(({ documentId }) => findDocument(boards, documentId))
  if (known) throw new StoreError(`There is a document ${known.documentId} already`)
}

function newDocument(row: DocumentRow): MemoryDocument {
  return { row, head: 0, snapshot: null, log: new Map(), leases: new Map() }
}

function declare(boards: Boards, row: DeclarationRow): Calls['declare']['output'] {
  const declarations = boards.get(row.boardId)?.declarations
  if (!declarations) throw new StoreError(`There is no board ${row.boardId}`)
  declarations.set(row.declarationId, row)
  return sumDeclarations([...declarations.values()])
}
