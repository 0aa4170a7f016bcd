import * as z from 'zod/mini'

import { CardId, ColumnId, GroupId, ParticipantId } from './ids.ts'

/** Deletion is a flag: what somebody typed stays in the document, and can be put back. */
export const Removed = z.strictObject({ at: z.int().check(z.nonnegative()), by: ParticipantId })
export type Removed = z.infer<typeof Removed>

/** Who changed its words last, where that was not its author: the role, and not the person. */
export const CorrectedBy = z.enum(['scribe', 'facilitator'])
export type CorrectedBy = z.infer<typeof CorrectedBy>

/** A note as it stands in its group's document. `at` is the writer's clock (ms): shown, never trusted to order alone. */
export const Card = z.strictObject({
  cardId: CardId,
  groupId: GroupId,
  columnId: ColumnId,
  text: z.string(),
  at: z.int().check(z.nonnegative()),
  removed: z.optional(Removed),
  corrected: z.optional(CorrectedBy),
})
export type Card = z.infer<typeof Card>

/** Column, theme and rank move together, hence one value: two people moving one card never mix. */
export const Placement = z.tuple([z.nullable(ColumnId), z.nullable(z.string()), z.string()])
export type Placement = z.infer<typeof Placement>
