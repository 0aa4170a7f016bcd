import * as z from 'zod/mini'

import { Column, Section } from './column.ts'
import { Group } from './group.ts'
import { Session } from './session.ts'
import { Title } from './title.ts'
import { Visio } from './visio.ts'

/** The version of the document roots (`docs/protocol.md`). Raised with a migration, by the server alone. */
export const SCHEMA = 1

export const Locale = z.enum(['fr', 'en'])
export type Locale = z.infer<typeof Locale>

export const Meta = z.strictObject({
  schema: z.int().check(z.positive()),
  title: Title,
  place: z.optional(Title),
  /** ISO 8601 calendar date, e.g. `2026-06-13`. */
  date: z.optional(z.iso.date()),
  locale: Locale,
  /** The video meeting beside the wall, where remote centres take part. */
  visio: z.optional(Visio),
})
export type Meta = z.infer<typeof Meta>

/** What the server tells everyone on the board: the room document, read. */
export const Room = z.strictObject({
  meta: Meta,
  sections: z.readonly(z.array(Section)),
  columns: z.readonly(z.array(Column)),
  groups: z.readonly(z.array(Group)),
  session: Session,
})
export type Room = z.infer<typeof Room>
