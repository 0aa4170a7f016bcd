import { Role } from '@murmure/shared/access'
import { Room } from '@murmure/shared/room'
import { z } from 'zod'

import {
  type BoardRow,
  type DocumentHead,
  type DocumentRow,
  type SecretGrant,
  type SecretRow,
  StoreError,
} from './contract.ts'
import type { Calls } from './operations.ts'
import type { Database, Row } from './sqlite-database.ts'
import { DOCUMENT_COLUMNS, DocumentRecord, toDocumentRow } from './sqlite-documents.ts'
import { putDeclaration } from './sqlite-headcounts.ts'
import { putFirstContent } from './sqlite-log.ts'

const BOARD_COLUMNS = 'board_id, code, created_at, version, room'
const BoardRecord = z.object({
  board_id: z.string(),
  code: z.string(),
  created_at: z.int(),
  version: z.int(),
  room: z.string(),
})
const SecretRecord = z.object({ role: Role, group_id: z.string().nullable() })

export function createBoard(
  database: Database,
  { board, secrets, documents, contents, declarations }: Calls['createBoard']['input'],
): Calls['createBoard']['output'] {
  return database.transaction(() => {
    if (database.get('select 1 from boards where code = ?', [board.code])) return 'taken'
    database.run(`insert into boards (${BOARD_COLUMNS}) values (?, ?, ?, ?, ?)`, [
      board.boardId,
      board.code,
      board.createdAt,
      board.version,
      JSON.stringify(board.room),
    ])
    for (const secret of secrets) insertSecret(database, board.boardId, secret)
    addDocuments(database, documents)
    for (const content of contents ?? []) putFirstContent(database, content)
    for (const row of declarations ?? []) putDeclaration(database, row)
    return 'created'
  })
}

function addDocuments(database: Database, documents: readonly DocumentRow[]): void {
  for (const { documentId, boardId, kind, groupId } of documents)
    database.run(`insert into documents (${DOCUMENT_COLUMNS}) values (?, ?, ?, ?)`, [
      documentId,
      boardId,
      kind,
      groupId ?? null,
    ])
}

export function getBoard(
  database: Database,
  boardId: Calls['getBoard']['input'],
): BoardRow | undefined {
  const row = database.get(`select ${BOARD_COLUMNS} from boards where board_id = ?`, [boardId])
  return row && toBoardRow(row)
}

export function findBoardByCode(
  database: Database,
  code: Calls['findBoardByCode']['input'],
): BoardRow | undefined {
  const row = database.get(`select ${BOARD_COLUMNS} from boards where code = ?`, [code])
  return row && toBoardRow(row)
}

function toBoardRow(row: Row): BoardRow {
  const record = BoardRecord.parse(row)
  return {
    boardId: record.board_id,
    code: record.code,
    createdAt: record.created_at,
    version: record.version,
    room: Room.parse(JSON.parse(record.room)),
  }
}

export function updateBoard(
  database: Database,
  { row, added, removed }: Calls['updateBoard']['input'],
): Calls['updateBoard']['output'] {
  return database.transaction(() => {
    if (!removed.every((document) => isAt(database, row.boardId, document))) return 'stale'
    const changed = database.run(
      `update boards set code = ?, created_at = ?, version = ?, room = ?
       where board_id = ? and version = ?`,
      [
        row.code,
        row.createdAt,
        row.version,
        JSON.stringify(row.room),
        row.boardId,
        row.version - 1,
      ],
    )
    if (changed === 0) return 'stale'
    addDocuments(database, added)
    for (const { documentId } of removed)
      database.run('delete from documents where document_id = ?', [documentId])
    return 'updated'
  })
}

const isAt = (database: Database, boardId: string, { documentId, head }: DocumentHead): boolean =>
  database.get('select 1 from documents where document_id = ? and board_id = ? and head = ?', [
    documentId,
    boardId,
    head,
  ]) !== undefined

/** The documents take all that they hold with them. */
export function replaceBoard(
  database: Database,
  { boardId, room, documents, contents, declarations }: Calls['replaceBoard']['input'],
): Calls['replaceBoard']['output'] {
  return database.transaction(() => {
    const changed = database.run(
      'update boards set room = ?, version = version + 1 where board_id = ?',
      [JSON.stringify(room), boardId],
    )
    if (changed === 0) return 'absent'
    for (const { documentId } of documents)
      if (database.get('select 1 from documents where document_id = ?', [documentId]))
        throw new StoreError(`There is a document ${documentId} already`)
    database.run('delete from documents where board_id = ?', [boardId])
    database.run('delete from declarations where board_id = ?', [boardId])
    database.run('delete from late where board_id = ?', [boardId])
    addDocuments(database, documents)
    for (const content of contents) putFirstContent(database, content)
    for (const row of declarations) putDeclaration(database, row)
    return 'replaced'
  })
}

/**
 * `secure_delete` writes zeros over what goes, the checkpoint brings them into the database and empties the log
 * beside it, in which the deleted words would otherwise stay until it is written over. It runs for a board that
 * is gone already too: the call before may have failed between the two.
 */
export function deleteBoard(database: Database, boardId: Calls['deleteBoard']['input']): void {
  database.run('delete from boards where board_id = ?', [boardId])
  database.checkpoint()
}

export function listDocuments(
  database: Database,
  boardId: Calls['listDocuments']['input'],
): readonly DocumentRow[] {
  const rows = database.all(
    `select ${DOCUMENT_COLUMNS} from documents where board_id = ? order by added`,
    [boardId],
  )
  return rows.map((row) => toDocumentRow(DocumentRecord.parse(row)))
}

/** A board that is gone has no place for it: the foreign key throws. */
export function addSecret(
  database: Database,
  { boardId, secret }: Calls['addSecret']['input'],
): void {
  insertSecret(database, boardId, secret)
}

function insertSecret(
  database: Database,
  boardId: string,
  { hash, role, groupId }: SecretRow,
): void {
  database.run('insert into secrets (board_id, hash, role, group_id) values (?, ?, ?, ?)', [
    boardId,
    hash,
    role,
    groupId ?? null,
  ])
}

export function findSecret(
  database: Database,
  { boardId, hash }: Calls['findSecret']['input'],
): SecretGrant | undefined {
  const row = database.get('select role, group_id from secrets where board_id = ? and hash = ?', [
    boardId,
    hash,
  ])
  if (!row) return undefined
  const { role, group_id: groupId } = SecretRecord.parse(row)
  return { role, ...(groupId !== null && { groupId }) }
}
