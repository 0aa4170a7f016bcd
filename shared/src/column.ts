import * as z from 'zod/mini'

import { ColumnId, SectionId } from './ids.ts'
import { QUESTION_MAX_UNITS } from './limits.ts'
import { Title } from './title.ts'

/** A part of the assembly, opened and closed as one: « Bilan », « Perspectives ». */
export const Section = z.strictObject({
  sectionId: SectionId,
  title: Title,
  order: z.int().check(z.nonnegative()),
})
export type Section = z.infer<typeof Section>

/** What a phone asks above the composer. */
export const Question = z.string().check(z.trim(), z.minLength(1), z.maxLength(QUESTION_MAX_UNITS))

/** The title heads the column on wall, screen and minutes; the question is what a phone asks. */
export const Column = z.strictObject({
  columnId: ColumnId,
  section: SectionId,
  title: Title,
  question: Question,
  order: z.int().check(z.nonnegative()),
})
export type Column = z.infer<typeof Column>
