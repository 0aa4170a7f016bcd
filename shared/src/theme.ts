import * as z from 'zod/mini'

import { Removed } from './card.ts'
import { ColumnId, ThemeId } from './ids.ts'

/** A cluster of notes named by the facilitators. `columnId: null` = a theme across columns. */
export const Theme = z.strictObject({
  themeId: ThemeId,
  title: z.string(),
  columnId: z.nullable(ColumnId),
  parentId: z.nullable(ThemeId),
  order: z.string(),
  removed: z.optional(Removed),
})
export type Theme = z.infer<typeof Theme>
