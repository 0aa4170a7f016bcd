import { DocumentKind } from '@murmure/shared/access'
import { z } from 'zod'

import type { DocumentRow } from './contract.ts'

export const DOCUMENT_COLUMNS = 'document_id, board_id, kind, group_id'

export const DocumentRecord = z.object({
  document_id: z.string(),
  board_id: z.string(),
  kind: DocumentKind,
  group_id: z.string().nullable(),
})
type DocumentRecord = z.infer<typeof DocumentRecord>

export function toDocumentRow(record: DocumentRecord): DocumentRow {
  return {
    documentId: record.document_id,
    boardId: record.board_id,
    kind: record.kind,
    ...(record.group_id !== null && { groupId: record.group_id }),
  }
}
