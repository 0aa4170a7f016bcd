import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'

import { assert } from '@murmure/shared/assert'
import { fail, ok, type Result } from '@murmure/shared/result'

import type { Replaced, RestoreFailure } from './restore-contract.ts'
import { type Database, openDatabase, type OpenFailure, toOpenFailure } from './sqlite-database.ts'
import { listBoardIds } from './sqlite-generations.ts'
import { removeWitness } from './witness-file.ts'

const DATABASE = 'murmure.db'
const STAGING = 'restoring-'
const ASIDE = 'replaced-'

export type Replacement = {
  readonly folder: string
  /** Of this moment and fit for a file name: `2026-11-22T20-15-00-123`. */
  readonly stamp: string
}

/**
 * Puts another database in the place of this folder's. `prepare` makes it as `murmure.db` in a folder beside,
 * from the present one if that can be read; whatever happens until it is whole changes nothing. Then one rename
 * puts it there: a crash leaves the old one or the new one. The old one is kept, under a second name that it gets
 * before. The folder is this process's alone all along: a server refuses to start, and a running one refuses this.
 */
export async function replaceDatabase<Value, Failure>(
  { folder, stamp }: Replacement,
  prepare: (present: Database | undefined, staging: string) => Promise<Result<Value, Failure>>,
): Promise<Result<Replaced<Value>, RestoreFailure | Failure>> {
  const held = holdFolder(folder)
  if (!held.ok) return fail({ kind: 'folder', failure: held.error })
  const { lock } = held.value
  const present = held.value.isWhole ? lock : undefined
  const staging = join(folder, STAGING + stamp)
  try {
    removeLeftovers(folder)
    mkdirSync(staging, { mode: 0o700 })
    const prepared = await prepare(present, staging)
    if (!prepared.ok) return prepared
    const isWorthKeeping = !present || listBoardIds(present).length > 0
    const aside = isWorthKeeping ? keepAside(folder, join(folder, ASIDE + stamp)) : undefined
    putInPlace(folder, staging)
    return ok({ value: prepared.value, aside })
  } catch (cause) {
    if (!isOfSystem(cause)) throw cause
    return fail({ kind: 'folder', failure: toOpenFailure(cause) })
  } finally {
    rmSync(staging, { recursive: true, force: true })
    lock?.close()
  }
}

/** Without a lock: what stands there is no database at all, so nobody has it open. */
type Held = { readonly lock: Database | undefined; readonly isWhole: boolean }

/**
 * What stands there may be damaged: a restore may well be for that.
 * The write-ahead log is folded in and gone: beside another database SQLite would play it into that one. And the
 * lock stays, since from here on nobody in this process closes a descriptor of the file.
 */
function holdFolder(folder: string): Result<Held, OpenFailure> {
  const opened = openDatabase({ folder })
  if (!opened.ok) return opened.error.kind === 'damaged' ? ok(NO_DATABASE) : opened
  const database = opened.value
  try {
    for (const mode of ['delete', 'memory']) {
      const answer = database.get(`pragma journal_mode = ${mode}`)
      assert(answer?.['journal_mode'] === mode, `The journal does not become ${mode}`)
    }
    database.transaction(() => undefined)
    // Under an exclusive lock SQLite keeps its empty journal: ours from the first of the two modes.
    rmSync(join(folder, `${DATABASE}-journal`), { force: true })
    return ok({ lock: database, isWhole: isWhole(database) })
  } catch (cause) {
    database.close()
    const failure = toOpenFailure(cause)
    return failure.kind === 'damaged' ? ok(NO_DATABASE) : fail(failure)
  }
}

const NO_DATABASE: Held = { lock: undefined, isWhole: false }

/** Every page of it can be read and says what it should. */
export function isWhole(database: Database): boolean {
  try {
    return database.get('pragma integrity_check')?.['integrity_check'] === 'ok'
  } catch (cause) {
    if (toOpenFailure(cause).kind === 'damaged') return false
    throw cause
  }
}

/** Of a restore that was killed: what it prepared, and the second name that it gave to what still stands. */
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const isSecondName =
      name.startsWith(ASIDE) && isSameFile(join(path, DATABASE), join(folder, DATABASE))
    if (name.startsWith(STAGING) || isSecondName) rmSync(path, { recursive: true, force: true })
  }
}

/** Two names of one file: whoever opens and closes the one drops the locks of the other. */
export function isSameFile(left: string, right: string): boolean {
  if (!existsSync(left) || !existsSync(right)) return false
  const [one, other] = [statSync(left), statSync(right)]
  return one.ino === other.ino && one.dev === other.dev
}

function keepAside(folder: string, aside: string): string {
  mkdirSync(aside, { mode: 0o700 })
  linkSync(join(folder, DATABASE), join(aside, DATABASE))
  // Of a damaged database only: ours are folded in.
  for (const log of [`${DATABASE}-wal`, `${DATABASE}-journal`])
    if (existsSync(join(folder, log))) renameSync(join(folder, log), join(aside, log))
  flush(aside)
  flush(folder)
  return aside
}

function putInPlace(folder: string, staging: string): void {
  const staged = join(staging, DATABASE)
  const log = `${staged}-wal`
  assert(!existsSync(log) || statSync(log).size === 0, 'What is put in place has a log beside it')
  flush(staged)
  // It speaks of the old one. The next start makes another.
  removeWitness(folder)
  flush(folder)
  renameSync(staged, join(folder, DATABASE))
  flush(folder)
}

/** A file, or the names in a folder. */
function flush(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

const isOfSystem = (cause: unknown): boolean =>
  cause instanceof Error && ('errcode' in cause || 'syscall' in cause)
