import type { OpenFailure } from './sqlite-database.ts'

export type { OpenFailure } from './sqlite-database.ts'

/**
 * Why nothing was restored, and nothing changed.
 * - `folder`: the folder of the walls cannot be held or written; `in-use` = a server runs on it.
 * - `copy-absent`, `copy-unreadable`: there is no such copy, or it may not be read.
 * - `copy-damaged`, `copy-newer`: it is no database or a broken one, or a later version of Murmure wrote it.
 */
export type RestoreFailure =
  | { readonly kind: 'folder'; readonly failure: OpenFailure }
  | { readonly kind: 'copy-absent' | 'copy-damaged' | 'copy-newer' }
  | { readonly kind: 'copy-unreadable'; readonly cause: Error }

/** `value`: what was put there; `aside`: the folder that holds what stood there before, if there was a wall. */
export type Replaced<Value> = { readonly value: Value; readonly aside: string | undefined }

/** Walls that stand there now, and walls that stood there and do not any more. */
export type RestoredFolder = { readonly boards: number; readonly lost: number }
