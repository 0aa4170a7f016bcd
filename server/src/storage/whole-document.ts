import { type StoredDocument, StoreError } from './contract.ts'

/**
 * The document, if snapshot and rows join without gap up to its head. Otherwise throws: a room that came alive
 * on less than was committed would be merged with what its clients still have, and nobody would notice.
 */
export function requireWhole(stored: StoredDocument): StoredDocument {
  const { document, snapshot, rows, head } = stored
  let reached = snapshot?.seq ?? 0
  for (const { seq } of rows) {
    if (seq !== reached + 1)
      throw new StoreError(`${document.documentId}: row ${seq} follows row ${reached}`)
    reached = seq
  }
  if (reached !== head)
    throw new StoreError(`${document.documentId}: the head is ${head}, the rows end at ${reached}`)
  return stored
}
