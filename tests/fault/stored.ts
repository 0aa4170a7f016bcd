import { open, readFile } from 'node:fs/promises'

import { readCards } from '@murmure/shared/group-doc'
import * as Y from 'yjs'

import { openStore } from '../contract/open-store.ts'
import type { TestBoard } from '../support/board.ts'

/** The notes that a data folder holds, read without any server: id by id, of all groups. */
export async function notesInStore(folder: string, board: TestBoard): Promise<readonly string[]> {
  const store = await openStore({ folder })
  try {
    const notes: string[] = []
    for (const { kind, documentId } of board.facilitator.documents) {
      if (kind !== 'group') continue
      const stored = await store.load(documentId)
      if (!stored) throw new Error(`the store has no ${documentId}`)
      const doc = new Y.Doc()
      if (stored.snapshot) Y.applyUpdate(doc, stored.snapshot.bytes)
      for (const { bytes } of stored.rows) Y.applyUpdate(doc, bytes)
      if (doc.store.pendingStructs || doc.store.pendingDs) throw new Error('the log has a gap')
      notes.push(...readCards(doc, '').map(({ cardId }) => cardId))
    }
    return notes
  } finally {
    await store.close()
  }
}

/** What the folder of a server that is gone holds of a document. */
export async function readStored(folder: string, documentId: string) {
  const store = await openStore({ folder })
  try {
    const stored = await store.load(documentId)
    if (!stored) throw new Error(`the store has no ${documentId}`)
    const doc = new Y.Doc()
    if (stored.snapshot) Y.applyUpdate(doc, stored.snapshot.bytes)
    for (const { bytes } of stored.rows) Y.applyUpdate(doc, bytes)
    return { doc, rows: stored.rows, head: stored.head }
  } finally {
    await store.close()
  }
}

/** Bytes that are no text in UTF-8 in the place of these words in a file. Returns what puts them back. */
export async function breakWords(path: string, words: string): Promise<() => Promise<void>> {
  const at = (await readFile(path)).indexOf(words)
  if (at < 0) throw new Error('the file does not hold these words')
  const put = async (bytes: Uint8Array) => {
    const file = await open(path, 'r+')
    await file.write(bytes, 0, bytes.length, at)
    await file.close()
  }
  await put(Buffer.alloc(64, 0xff))
  return () => put(Buffer.from(words).subarray(0, 64))
}
