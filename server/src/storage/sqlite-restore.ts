import { copyFileSync, existsSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { drawGeneration, type RandomBytes } from '@murmure/shared/ids'
import { fail, ok, type Result } from '@murmure/shared/result'

import type { Replaced, RestoredFolder, RestoreFailure } from './restore-contract.ts'
import { type Database, openDatabase } from './sqlite-database.ts'
import { listBoardIds, listGenerations, raiseGenerations } from './sqlite-generations.ts'
import { isSameFile, isWhole, replaceDatabase, type Replacement } from './sqlite-replace.ts'

/**
 * Puts a copy of a data folder, or of its database file, in the place of this folder's: every wall of it under a
 * generation that it never had. Who was sent out since the copy was made stays out, and links made since then
 * open what they opened.
 */
export function restoreCopy(
  replacement: Replacement,
  source: string,
  random: RandomBytes,
): Promise<Result<Replaced<RestoredFolder>, RestoreFailure>> {
  return replaceDatabase(replacement, async (present, staging) => {
    const copied = copyTo(staging, { source, present, folder: replacement.folder })
    if (!copied.ok) return copied
    const opened = openCopy(staging)
    if (!opened.ok) return opened
    const copy = opened.value
    try {
      const used = new Set([...listGenerations(copy), ...(present ? listGenerations(present) : [])])
      const boards = listBoardIds(copy)
      raiseGenerations(copy, boards, drawGeneration(random, used))
      if (present) carryAccess(present, copy)
      copy.checkpoint()
      const before = present ? listBoardIds(present) : []
      return ok({
        boards: boards.length,
        lost: before.filter((boardId) => !boards.includes(boardId)).length,
      })
    } finally {
      copy.close()
    }
  })
}

/** The same database, changed by `change` in a folder of its own, then put back in one step. */
export function restoreWithin<Value, Failure>(
  replacement: Replacement,
  change: (folder: string) => Promise<Result<Value, Failure>>,
): Promise<Result<Replaced<Value>, RestoreFailure | Failure>> {
  return replaceDatabase<Value, RestoreFailure | Failure>(replacement, async (present, staging) => {
    if (!present) {
      const cause = new Error('The database cannot be read')
      return fail({ kind: 'folder', failure: { kind: 'damaged', cause } })
    }
    duplicate(present, staging)
    return change(staging)
  })
}

function copyTo(
  staging: string,
  given: {
    readonly source: string
    readonly present: Database | undefined
    readonly folder: string
  },
): Result<undefined, RestoreFailure> {
  const { source, present, folder } = given
  try {
    const file = statSync(source).isDirectory() ? join(source, 'murmure.db') : source
    // What stands there, said to be older than what people have seen: only its ids change.
    if (present && isSameFile(file, join(folder, 'murmure.db'))) duplicate(present, staging)
    else for (const log of ['', '-wal']) copyIfThere(file + log, join(staging, `murmure.db${log}`))
    return existsSync(join(staging, 'murmure.db')) ? ok(undefined) : fail({ kind: 'copy-absent' })
  } catch (cause) {
    if (!(cause instanceof Error && 'path' in cause && String(cause.path).startsWith(source)))
      throw cause
    const isAbsent = 'code' in cause && cause.code === 'ENOENT'
    return fail(isAbsent ? { kind: 'copy-absent' } : { kind: 'copy-unreadable', cause })
  }
}

function copyIfThere(from: string, to: string): void {
  if (existsSync(from)) copyFileSync(from, to)
}

/** By SQLite itself: a plain copy would close a descriptor of the file, and with it drop our lock. */
function duplicate(present: Database, staging: string): void {
  present.run('vacuum into ?', [join(staging, 'murmure.db')])
}

function openCopy(staging: string): Result<Database, RestoreFailure> {
  const opened = openDatabase({ folder: staging })
  if (opened.ok) {
    if (isWhole(opened.value)) return opened
    opened.value.close()
    return fail({ kind: 'copy-damaged' })
  }
  switch (opened.error.kind) {
    case 'damaged':
      return fail({ kind: 'copy-damaged' })
    case 'newer':
      return fail({ kind: 'copy-newer' })
    case 'in-use':
    case 'unwritable':
      return fail({ kind: 'folder', failure: opened.error })
  }
}

/** Walls of both: whom the one sends away, and every secret that it knows, are the other's too. */
function carryAccess(from: Database, to: Database): void {
  const boards = new Set(listBoardIds(to))
  to.transaction(() => {
    for (const { board_id, participant_id } of rowsOf(from, 'revocations', boards))
      to.run('insert or ignore into revocations (board_id, participant_id) values (?, ?)', [
        board_id ?? null,
        participant_id ?? null,
      ])
    for (const { board_id, hash, role, group_id } of rowsOf(from, 'secrets', boards))
      to.run('insert or ignore into secrets (board_id, hash, role, group_id) values (?, ?, ?, ?)', [
        board_id ?? null,
        hash ?? null,
        role ?? null,
        group_id ?? null,
      ])
  })
}

const rowsOf = (database: Database, table: string, boards: ReadonlySet<string>) =>
  database.all(`select * from ${table}`).filter(({ board_id }) => boards.has(String(board_id)))
