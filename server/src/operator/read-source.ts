import { constants, copyFileSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { fail, ok, type Result } from '@murmure/shared/result'

import type { RestoreFailure } from '../storage/restore-contract.ts'

/** What an operator may have kept: a data folder or its database, or the file of « Sauvegarder une copie ». */
export type Source =
  | { readonly kind: 'database' }
  | { readonly kind: 'wall'; readonly bytes: Uint8Array }

const SQLITE_MAGIC = 'SQLite format 3\0'
const KEY_FILE = 'secret.key'

/** Looks at the beginning of a file, not at its name. */
export function readSource(path: string): Result<Source, RestoreFailure> {
  try {
    if (statSync(path).isDirectory()) return ok({ kind: 'database' })
    const bytes = readFileSync(path)
    const isDatabase = bytes.toString('latin1', 0, SQLITE_MAGIC.length) === SQLITE_MAGIC
    return ok(isDatabase ? { kind: 'database' } : { kind: 'wall', bytes })
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause
    return fail(
      cause.code === 'ENOENT' ? { kind: 'copy-absent' } : { kind: 'copy-unreadable', cause },
    )
  }
}

/**
 * On a machine that lost everything the copy's key goes on, so that phones keep their tokens. One that stands
 * there stays: it is what the tokens of today were signed with.
 */
export function adoptKey(source: string, folder: string): void {
  try {
    copyFileSync(join(source, KEY_FILE), join(folder, KEY_FILE), constants.COPYFILE_EXCL)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    // Neither is needed: a server without a key makes one, and everybody joins again.
    if (code !== 'EEXIST' && code !== 'ENOENT' && code !== 'ENOTDIR') throw cause
  }
}
