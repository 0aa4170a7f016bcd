import type { Operations } from './operations.ts'
import {
  createBoard,
  deleteBoard,
  findBoardByCode,
  addSecret,
  findSecret,
  getBoard,
  listDocuments,
  replaceBoard,
  updateBoard,
} from './sqlite-boards.ts'
import type { Database } from './sqlite-database.ts'
import { raiseGeneration } from './sqlite-generations.ts'
import { declare, headcounts, listDeclarations } from './sqlite-headcounts.ts'
import { commit, compact, lateEntries, load } from './sqlite-log.ts'
import { isRevoked, revoke } from './sqlite-revocations.ts'

/** The calls of a store on this database. Each runs to its end, durable or without a trace. */
export function createOperations(database: Database): Operations {
  return {
    commit: (batch) => commit(database, batch),
    load: (documentId) => load(database, documentId),
    compact: (snapshot) => compact(database, snapshot),
    createBoard: (board) => createBoard(database, board),
    getBoard: (boardId) => getBoard(database, boardId),
    findBoardByCode: (code) => findBoardByCode(database, code),
    updateBoard: (update) => updateBoard(database, update),
    deleteBoard: (boardId) => deleteBoard(database, boardId),
    raiseGeneration: (raised) => raiseGeneration(database, raised),
    replaceBoard: (board) => replaceBoard(database, board),
    listDocuments: (boardId) => listDocuments(database, boardId),
    addSecret: (added) => addSecret(database, added),
    findSecret: (secret) => findSecret(database, secret),
    revoke: (revocation) => revoke(database, revocation),
    isRevoked: (revocation) => isRevoked(database, revocation),
    lateEntries: (boardId) => lateEntries(database, boardId),
    declare: (row) => declare(database, row),
    headcounts: (boardId) => headcounts(database, boardId),
    listDeclarations: (boardId) => listDeclarations(database, boardId),
    probe: () => probe(database),
    close: () => close(database),
  }
}

/** More than a page: a database that is full has no room for it, unlike for one more number in a row. */
const PROBE_BYTES = 16_384

function probe(database: Database): void {
  database.run('insert or replace into probe (only, bytes) values (1, zeroblob(?))', [PROBE_BYTES])
  database.run('delete from probe')
}

function close(database: Database): void {
  try {
    database.checkpoint()
  } finally {
    database.close()
  }
}
