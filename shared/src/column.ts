import { z } from 'zod'

import { ColumnId, SectionId } from './ids.ts'
import { QUESTION_MAX_UNITS, TITLE_MAX_UNITS } from './limits.ts'

/** A part of the assembly, opened and closed as one: « Bilan », « Perspectives ». */
export const Section = z.strictObject({
  sectionId: SectionId,
  title: z.string().trim().min(1).max(TITLE_MAX_UNITS),
  order: z.int().nonnegative(),
})
export type Section = z.infer<typeof Section>

/** The title heads the column on wall, screen and minutes; the question is what a phone asks. */
export const Column = z.strictObject({
  columnId: ColumnId,
  section: SectionId,
  title: z.string().trim().min(1).max(TITLE_MAX_UNITS),
  question: z.string().trim().min(1).max(QUESTION_MAX_UNITS),
  order: z.int().nonnegative(),
})
export type Column = z.infer<typeof Column>
