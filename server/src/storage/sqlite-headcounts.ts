import { z } from 'zod'

import type { DeclarationRow } from './contract.ts'
import type { Calls } from './operations.ts'
import type { Database } from './sqlite-database.ts'
import { sumDeclarations } from './sum-declarations.ts'

const SumRecord = z.object({
  group_id: z.string(),
  kind: z.enum(['volunteer', 'employee', 'other']),
  department: z.string().nullable(),
  count: z.int(),
})
const DeclarationRecord = z.object({ ...SumRecord.shape, declaration_id: z.string() })

export function declare(
  database: Database,
  row: Calls['declare']['input'],
): Calls['declare']['output'] {
  putDeclaration(database, row)
  return headcounts(database, row.boardId)
}

export function putDeclaration(database: Database, row: DeclarationRow): void {
  database.run(
    `insert into declarations (board_id, declaration_id, group_id, kind, department, count)
     values (?, ?, ?, ?, ?, ?)
     on conflict (board_id, declaration_id) do update set
       group_id = excluded.group_id, kind = excluded.kind,
       department = excluded.department, count = excluded.count`,
    [row.boardId, row.declarationId, row.groupId, row.kind, row.department ?? null, row.count],
  )
}

/** Summed here by the database, so that a hall of declarations is a handful of rows. */
export function headcounts(
  database: Database,
  boardId: Calls['headcounts']['input'],
): Calls['headcounts']['output'] {
  const sums = database.all(
    `select group_id, kind, department, sum(count) as count from declarations
     where board_id = ? group by group_id, kind, department`,
    [boardId],
  )
  return sumDeclarations(
    sums.map((row) => {
      const { group_id: groupId, department, kind, count } = SumRecord.parse(row)
      return { groupId, kind, count, ...(department !== null && { department }) }
    }),
  )
}

export function listDeclarations(
  database: Database,
  boardId: Calls['listDeclarations']['input'],
): Calls['listDeclarations']['output'] {
  const rows = database.all(
    `select declaration_id, group_id, kind, department, count from declarations
     where board_id = ? order by declaration_id`,
    [boardId],
  )
  return rows.map((row): DeclarationRow => {
    const { declaration_id, group_id, kind, department, count } = DeclarationRecord.parse(row)
    return {
      boardId,
      declarationId: declaration_id,
      groupId: group_id,
      kind,
      ...(department !== null && { department }),
      count,
    }
  })
}
