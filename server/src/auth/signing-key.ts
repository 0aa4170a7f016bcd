import { link, mkdir, open, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'

import type { RandomBytes } from '@murmure/shared/ids'

const KEY_FILE = 'secret.key'
const KEY_BYTES = 32

/** The key file is there and is not one: nobody's token could be checked. */
export type KeyFailure = { readonly kind: 'bad-key'; readonly file: string }

/**
 * The key that signs tokens, made at the first start. It is written aside, flushed, then linked under its
 * name: a crash leaves either no key or a whole one, and of two processes that start together both end up
 * with the key that was linked first.
 */
export async function loadSigningKey(
  folder: string,
  random: RandomBytes,
): Promise<Uint8Array | KeyFailure> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, KEY_FILE)
  const bytes = (await readKey(file)) ?? (await createKey(file, random))
  return bytes.length === KEY_BYTES ? bytes : { kind: 'bad-key', file }
}

async function createKey(file: string, random: RandomBytes): Promise<Uint8Array> {
  const aside = `${file}.${Buffer.from(random(6)).toString('hex')}`
  const handle = await open(aside, 'wx', 0o600)
  try {
    await handle.writeFile(random(KEY_BYTES))
    await handle.sync()
  } finally {
    await handle.close()
  }
  try {
    await link(aside, file)
  } catch (cause) {
    if (!hasCode(cause, 'EEXIST')) throw cause
  } finally {
    await unlink(aside)
  }
  return readFile(file)
}

async function readKey(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file)
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return undefined
    throw cause
  }
}

const hasCode = (cause: unknown, code: string): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === code
