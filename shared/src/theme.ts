import { z } from 'zod'

import { ColumnId, ParticipantId, ThemeId } from './ids.ts'

/** A cluster of notes named by the facilitators. `columnId: null` = a theme across columns. */
export const Theme = z.strictObject({
  themeId: ThemeId,
  title: z.string(),
  columnId: ColumnId.nullable(),
  parentId: ThemeId.nullable(),
  order: z.string(),
  removed: z.strictObject({ at: z.int().nonnegative(), by: ParticipantId }).optional(),
})
export type Theme = z.infer<typeof Theme>
