import {
  type BoardId,
  type DocumentId,
  generationOf,
  inGeneration,
  type ParticipantId,
} from '@murmure/shared/ids'

import { planCommit, type Standing } from './commit-plan.ts'
import {
  type BoardRow,
  type CommitResult,
  type DeclarationRow,
  type DocumentHead,
  type DocumentRow,
  type FirstContent,
  type LogRow,
  type NewBoard,
  type SecretGrant,
  type SecretRow,
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
  readonly documents: DocumentRow[]
  readonly secrets: Map<string, SecretGrant>
  readonly declarations: Map<string, DeclarationRow>
  readonly revoked: Set<ParticipantId>
  readonly late: Set<string>
}

type MemoryDocument = {
  readonly row: DocumentRow
  head: number
  snapshot: StoredDocument['snapshot']
  readonly log: Map<number, LogRow>
  readonly leases: Map<number, ParticipantId>
}

type State = {
  readonly boards: Map<BoardId, MemoryBoard>
  readonly documents: Map<DocumentId, MemoryDocument>
}

function createOperations(): Operations {
  const state: State = { boards: new Map(), documents: new Map() }
  const board = (boardId: BoardId) => state.boards.get(boardId)

  return {
    commit: (batch) => commit(state, batch),
    load: (documentId) => load(state, documentId),
    compact: (snapshot) => compact(state, snapshot),
    createBoard: (created) => createBoard(state, created),
    getBoard: (boardId) => board(boardId)?.row,
    findBoardByCode: (code) => findByCode(state, code)?.row,
    updateBoard: (update) => updateBoard(state, update),
    deleteBoard: (boardId) => deleteBoard(state, boardId),
    raiseGeneration: ({ boardId, generation }) => raiseGeneration(state, boardId, generation),
    replaceBoard: (replaced) => replaceBoard(state, replaced),
    listDocuments: (boardId) => board(boardId)?.documents ?? [],
    addSecret: (added) => addSecret(state, added),
    findSecret: ({ boardId, hash }) => board(boardId)?.secrets.get(hash),
    revoke: ({ boardId, participantId }) => revoke(state, boardId, participantId),
    isRevoked: ({ boardId, participantId }) => board(boardId)?.revoked.has(participantId) ?? false,
    lateEntries: (boardId) => [...(board(boardId)?.late ?? [])],
    declare: (row) => declare(state, row),
    headcounts: (boardId) => sumDeclarations([...(board(boardId)?.declarations.values() ?? [])]),
    listDeclarations: (boardId) => listDeclarations(board(boardId)),
    probe: () => undefined,
    close: () => undefined,
  }
}

function addSecret({ boards }: State, { boardId, secret }: Calls['addSecret']['input']): void {
  const board = boards.get(boardId)
  if (!board) throw new StoreError(`There is no board ${boardId}`)
  board.secrets.set(secret.hash, toGrant(secret))
}

const toGrant = ({ hash: _hash, ...grant }: SecretRow): SecretGrant => grant

function findByCode(state: State, code: string): MemoryBoard | undefined {
  return [...state.boards.values()].find(({ row }) => row.code === code)
}

function commit(state: State, { rows, leases }: Calls['commit']['input']): CommitResult {
  const find = (documentId: DocumentId) => state.documents.get(documentId)
  const standing: Standing = {
    head: (documentId) => find(documentId)?.head,
    bytesAt: (documentId, seq) => find(documentId)?.log.get(seq)?.bytes,
    holder: (documentId, clientId) => find(documentId)?.leases.get(clientId),
  }
  const plan = planCommit(rows, leases, standing)
  if (plan.kind === 'conflict') return plan

  for (const row of plan.rows) find(row.documentId)?.log.set(row.seq, row)
  for (const { documentId, late = [] } of rows) {
    const board = state.boards.get(find(documentId)?.row.boardId ?? '')
    for (const entry of late) board?.late.add(entry)
  }
  for (const { documentId, clientId, participantId } of plan.leases)
    find(documentId)?.leases.set(clientId, participantId)
  for (const [documentId, head] of plan.heads) {
    const document = find(documentId)
    if (document) document.head = head
  }
  return { kind: 'committed', heads: plan.heads }
}

function load(state: State, documentId: DocumentId): StoredDocument | undefined {
  const document = state.documents.get(documentId)
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

function compact(state: State, { documentId, seq, bytes }: Calls['compact']['input']): void {
  const document = state.documents.get(documentId)
  if (!document) return
  if (seq > document.head)
    throw new StoreError(`${documentId}: a snapshot at ${seq} is beyond the head ${document.head}`)
  if (document.snapshot && seq <= document.snapshot.seq) return
  document.snapshot = { seq, bytes }
  for (const replaced of document.log.keys()) if (replaced <= seq) document.log.delete(replaced)
}

function createBoard(
  state: State,
  { board, secrets, documents, contents = [], declarations = [] }: NewBoard,
): Calls['createBoard']['output'] {
  if (findByCode(state, board.code)) return 'taken'
  if (state.boards.has(board.boardId))
    throw new StoreError(`There is a board ${board.boardId} already`)
  requireNew(state, documents)
  state.boards.set(board.boardId, {
    row: board,
    documents: [],
    secrets: new Map(secrets.map((secret) => [secret.hash, toGrant(secret)])),
    declarations: new Map(declarations.map((row) => [row.declarationId, row])),
    revoked: new Set(),
    late: new Set(),
  })
  addDocuments(state, documents)
  putContents(state, contents)
  return 'created'
}

function putContents(state: State, contents: readonly FirstContent[]): void {
  for (const { documentId, bytes, leases } of contents) {
    const document = state.documents.get(documentId)
    if (!document) continue
    document.head = 1
    document.snapshot = { seq: 1, bytes }
    for (const { clientId, participantId } of leases) document.leases.set(clientId, participantId)
  }
}

function replaceBoard(
  state: State,
  { boardId, room, documents, contents, declarations }: Calls['replaceBoard']['input'],
): Calls['replaceBoard']['output'] {
  const board = state.boards.get(boardId)
  if (!board) return 'absent'
  requireNew(state, documents)
  for (const { documentId } of board.documents.splice(0)) state.documents.delete(documentId)
  board.row = { ...board.row, room, version: board.row.version + 1 }
  board.declarations.clear()
  board.late.clear()
  for (const row of declarations) board.declarations.set(row.declarationId, row)
  addDocuments(state, documents)
  putContents(state, contents)
  return 'replaced'
}

function raiseGeneration(
  state: State,
  boardId: BoardId,
  generation: number,
): Calls['raiseGeneration']['output'] {
  const board = state.boards.get(boardId)
  if (!board) return []
  const known = board.documents.find(({ documentId }) => generationOf(documentId) === generation)
  if (known) throw new StoreError(`${known.documentId} is of generation ${generation} already`)
  board.documents.splice(
    0,
    Infinity,
    ...board.documents.map((row) => renameDocument(state, row, generation)),
  )
  return board.documents
}

function renameDocument(state: State, row: DocumentRow, generation: number): DocumentRow {
  const raised = { ...row, documentId: inGeneration(row.documentId, generation) }
  const document = state.documents.get(row.documentId)
  if (!document) return raised
  state.documents.delete(row.documentId)
  for (const [seq, logged] of document.log)
    document.log.set(seq, { ...logged, documentId: raised.documentId })
  state.documents.set(raised.documentId, { ...document, row: raised })
  return raised
}

function updateBoard(
  state: State,
  { row, added, removed }: Calls['updateBoard']['input'],
): Calls['updateBoard']['output'] {
  const board = state.boards.get(row.boardId)
  if (board?.row.version !== row.version - 1) return 'stale'
  const isAt = ({ documentId, head }: DocumentHead) =>
    state.documents.get(documentId)?.row.boardId === row.boardId &&
    state.documents.get(documentId)?.head === head
  if (!removed.every(isAt)) return 'stale'
  const holder = findByCode(state, row.code)
  if (holder && holder !== board) throw new StoreError(`Another board has the code ${row.code}`)
  requireNew(state, added)
  board.row = row
  addDocuments(state, added)
  for (const { documentId } of removed) {
    state.documents.delete(documentId)
    board.documents.splice(
      board.documents.findIndex((document) => document.documentId === documentId),
      1,
    )
  }
  return 'updated'
}

function requireNew(state: State, documents: readonly DocumentRow[]): void {
  const known = documents.find(({ documentId }) => state.documents.has(documentId))
  if (known) throw new StoreError(`There is a document ${known.documentId} already`)
}

function addDocuments(state: State, documents: readonly DocumentRow[]): void {
  for (const row of documents) {
    state.boards.get(row.boardId)?.documents.push(row)
    state.documents.set(row.documentId, {
      row,
      head: 0,
      snapshot: null,
      log: new Map(),
      leases: new Map(),
    })
  }
}

function deleteBoard(state: State, boardId: BoardId): void {
  for (const { documentId } of state.boards.get(boardId)?.documents ?? [])
    state.documents.delete(documentId)
  state.boards.delete(boardId)
}

function revoke(state: State, boardId: BoardId, participantId: ParticipantId): void {
  const board = state.boards.get(boardId)
  if (!board) throw new StoreError(`There is no board ${boardId}`)
  board.revoked.add(participantId)
}

function declare(state: State, row: DeclarationRow): Calls['declare']['output'] {
  const declarations = state.boards.get(row.boardId)?.declarations
  if (!declarations) throw new StoreError(`There is no board ${row.boardId}`)
  declarations.set(row.declarationId, row)
  return sumDeclarations([...declarations.values()])
}

function listDeclarations(board: MemoryBoard | undefined): DeclarationRow[] {
  return [...(board?.declarations.values() ?? [])].toSorted((left, right) =>
    left.declarationId < right.declarationId ? -1 : 1,
  )
}
