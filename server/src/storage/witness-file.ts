import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

import { BoardId } from '@murmure/shared/ids'
import { z } from 'zod'

/** What was confirmed at some moment: a lower bound of what must be found at the next start. */
export type Witness = z.infer<typeof Witness>
const Witness = z.strictObject({
  version: z.literal(1),
  /** When the database file was born, ms: a copy is born later. Null where the file system does not say. */
  born: z.number().nullable(),
  /** For each board, the heads of its documents added up: they only grow, until a document goes, which is witnessed. */
  heads: z.record(BoardId, z.int().nonnegative()),
})

const FILE = 'murmure.witness'

/** Undefined: there is none, or nothing that we could have written. Then nothing can be said. */
export function readWitness(folder: string): Witness | undefined {
  try {
    return Witness.safeParse(JSON.parse(readFileSync(join(folder, FILE), 'utf8'))).data
  } catch (cause) {
    if (cause instanceof SyntaxError || hasCode(cause, 'ENOENT')) return undefined
    throw cause
  }
}

/**
 * Replaces the file in one step. After a power cut the one before may stand there again: a lower bound too, so
 * the folder is not flushed.
 */
export function writeWitness(folder: string, witness: Witness): void {
  const path = join(folder, FILE)
  const aside = `${path}.new`
  const descriptor = openSync(aside, 'w', 0o600)
  try {
    writeSync(descriptor, JSON.stringify(witness))
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(aside, path)
}

/** What it saw confirmed says nothing about the database that comes next. */
export function removeWitness(folder: string): void {
  rmSync(join(folder, FILE), { force: true })
}

const hasCode = (cause: unknown, code: string): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === code
