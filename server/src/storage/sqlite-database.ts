import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite'

import { fail, ok, type Result } from '@murmure/shared/result'

import { MIGRATIONS } from './sqlite-schema.ts'

/**
 * Why the store does not open.
 * - `in-use`: another process, or another store of this one, holds the folder.
 * - `unwritable`: the folder or the file cannot be created, read or written.
 * - `newer`: a later version of Murmure has written it. Nothing was changed.
 * - `damaged`: the file is no database, or a broken one.
 */
export type OpenFailure =
  | { readonly kind: 'in-use' }
  | { readonly kind: 'unwritable'; readonly cause: Error }
  | { readonly kind: 'newer'; readonly found: number; readonly known: number }
  | { readonly kind: 'damaged'; readonly cause: Error }

export type DatabaseOptions = {
  readonly folder: string
  /** A disk of this many pages of 4096 bytes. Without it, the disk itself is the limit. */
  readonly maxPages?: number | undefined
}

export type Row = Record<string, SQLOutputValue>

/** One connection, its prepared statements, and transactions that leave nothing behind when they fail. */
export type Database = {
  run(sql: string, values?: readonly SQLInputValue[]): number
  get(sql: string, values?: readonly SQLInputValue[]): Row | undefined
  all(sql: string, values?: readonly SQLInputValue[]): Row[]
  transaction<Value>(work: () => Value): Value
  /** Brings everything into the database file and empties the log beside it. */
  checkpoint(): void
  close(): void
}

/** Opens, and creates or migrates where needed, `murmure.db` in this folder. */
export function openDatabase(options: DatabaseOptions): Result<Database, OpenFailure> {
  let connection: DatabaseSync | undefined
  try {
    connection = new DatabaseSync(prepareFile(options.folder), { timeout: 0 })
    configure(connection, options)
    const found = schemaOf(connection)
    if (found > MIGRATIONS.length) {
      connection.close()
      return fail({ kind: 'newer', found, known: MIGRATIONS.length })
    }
    migrate(connection, found)
    return ok(createDatabase(connection))
  } catch (cause) {
    connection?.close()
    return fail(toOpenFailure(cause))
  }
}

/** How many bytes SQLite keeps in memory at most: a document that is joined often is not read from disk. */
const CACHE_KIB = 16_384

function configure(connection: DatabaseSync, { maxPages }: DatabaseOptions): void {
  // Exclusive locking comes before the first access: the write-ahead log then needs no shared memory, and the
  // lock is held until the process ends, however it ends.
  connection.exec(`
    pragma locking_mode = exclusive;
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma foreign_keys = on;
    pragma secure_delete = on;
    pragma cache_size = -${CACHE_KIB};
    begin immediate; commit;
  `)
  if (maxPages !== undefined) connection.exec(`pragma max_page_count = ${maxPages}`)
}

/**
 * Creates folder and file for their owner alone before SQLite sees them; it gives the log beside the file the
 * same rights. An existing file is never opened here: closing it would drop the lock that another store of
 * this process holds on it (POSIX locks belong to the process, not to the descriptor).
 */
function prepareFile(folder: string): string {
  const path = join(folder, 'murmure.db')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    closeSync(openSync(path, 'ax', 0o600))
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause
    chmodSync(path, 0o600)
  }
  return path
}

function schemaOf(connection: DatabaseSync): number {
  return Number(connection.prepare('pragma user_version').get()?.['user_version'])
}

function migrate(connection: DatabaseSync, found: number): void {
  for (const [index, sql] of MIGRATIONS.entries()) {
    if (index < found) continue
    connection.exec(`begin immediate; ${sql} pragma user_version = ${index + 1}; commit;`)
  }
}

function createDatabase(connection: DatabaseSync): Database {
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>()

  const prepare = (sql: string) => {
    const known = statements.get(sql)
    if (known) return known
    const prepared = connection.prepare(sql)
    statements.set(sql, prepared)
    return prepared
  }

  return {
    run: (sql, values = []) => Number(prepare(sql).run(...values).changes),
    get: (sql, values = []) => prepare(sql).get(...values),
    all: (sql, values = []) => prepare(sql).all(...values),
    transaction(work) {
      prepare('begin immediate').run()
      try {
        const value = work()
        prepare('commit').run()
        return value
      } catch (cause) {
        // A full disk may have rolled it back already.
        if (connection.isTransaction) prepare('rollback').run()
        throw cause
      }
    },
    checkpoint: () => checkpoint(connection),
    close: () => connection.close(),
  }
}

/** SQLite answers with a row, also where it could not do it. */
function checkpoint(connection: DatabaseSync): void {
  const answer = connection.prepare('pragma wal_checkpoint(truncate)').get()
  if (answer?.['busy'] !== 0) throw new Error('The write-ahead log could not be emptied')
}

const SQLITE_BUSY = 5
const SQLITE_CORRUPT = 11
const SQLITE_NOTADB = 26

/** What an error of the first minute means to the operator. */
export function toOpenFailure(cause: unknown): OpenFailure {
  if (!(cause instanceof Error)) throw cause
  switch (resultCode(cause)) {
    case SQLITE_BUSY:
      return { kind: 'in-use' }
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return { kind: 'damaged', cause }
    default:
      return { kind: 'unwritable', cause }
  }
}

/** The primary code: the low byte of the extended one. */
function resultCode(error: Error): number | undefined {
  return 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : undefined
}
