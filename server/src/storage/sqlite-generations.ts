import { type BoardId, generationOf, inGeneration } from '@murmure/shared/ids'
import { z } from 'zod'

import { type DocumentRow, StoreError } from './contract.ts'
import type { Calls } from './operations.ts'
import { listDocuments } from './sqlite-boards.ts'
import type { Database } from './sqlite-database.ts'

const IdRecord = z.object({ id: z.string() })

export function raiseGeneration(
  database: Database,
  { boardId, generation }: Calls['raiseGeneration']['input'],
): readonly DocumentRow[] {
  return database.transaction(() => moveToGeneration(database, boardId, generation))
}

/** Several boards in one transaction: all of them, or none. */
export function raiseGenerations(
  database: Database,
  boardIds: readonly BoardId[],
  generation: number,
): void {
  database.transaction(() => {
    for (const boardId of boardIds) moveToGeneration(database, boardId, generation)
  })
}

function moveToGeneration(
  database: Database,
  boardId: BoardId,
  generation: number,
): readonly DocumentRow[] {
  // Rows point at ids that change one table after the other. Holds until the end of the transaction.
  database.run('pragma defer_foreign_keys = on')
  for (const { documentId } of listDocuments(database, boardId)) {
    if (generationOf(documentId) === generation)
      throw new StoreError(`${documentId} is of generation ${generation} already`)
    const raised = inGeneration(documentId, generation)
    for (const table of ['documents', 'log', 'snapshots', 'leases'])
      database.run(`update ${table} set document_id = ? where document_id = ?`, [
        raised,
        documentId,
      ])
  }
  return listDocuments(database, boardId)
}

export function listBoardIds(database: Database): readonly BoardId[] {
  return database
    .all('select board_id as id from boards order by board_id')
    .map((row) => IdRecord.parse(row).id)
}

/** Every generation that a document of this database is of. */
export function listGenerations(database: Database): ReadonlySet<number> {
  const rows = database.all('select document_id as id from documents')
  return new Set(rows.map((row) => generationOf(IdRecord.parse(row).id)))
}
