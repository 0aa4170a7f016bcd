import { z } from 'zod'

import { Column, Section } from './column.ts'
import { Group } from './group.ts'
import { TITLE_MAX_UNITS } from './limits.ts'
import { Session } from './session.ts'

/** The version of the document roots (`docs/protocol.md`). Raised with a migration, by the server alone. */
export const SCHEMA = 1

export const Locale = z.enum(['fr', 'en'])
export type Locale = z.infer<typeof Locale>

export const Meta = z.strictObject({
  schema: z.int().positive(),
  title: z.string().trim().min(1).max(TITLE_MAX_UNITS),
  place: z.string().trim().min(1).max(TITLE_MAX_UNITS).optional(),
  /** ISO 8601 calendar date, e.g. `2026-06-13`. */
  date: z.iso.date().optional(),
  locale: Locale,
})
export type Meta = z.infer<typeof Meta>

/** What the server tells everyone on the board: the room document, read. */
export const Room = z.strictObject({
  meta: Meta,
  sections: z.array(Section).readonly(),
  columns: z.array(Column).readonly(),
  groups: z.array(Group).readonly(),
  session: Session,
})
export type Room = z.infer<typeof Room>
