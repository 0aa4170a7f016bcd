import * as z from 'zod/mini'

import { ParticipantId } from './ids.ts'

const Metres = z.number().check(z.minimum(0.5), z.maximum(100))

/**
 * The room that a screen stands in, in metres: from the image to the last row, and how wide the image is.
 * The smallest type follows from these two alone.
 */
export const StageRoom = z.strictObject({ depth: Metres, width: Metres })
export type StageRoom = z.infer<typeof StageRoom>

/** What a screen shows, in words that hold at any resolution. `wall`: the whole wall; `blank`: nothing. */
export const Stage = z.strictObject({
  /** `follow`: this screen has no stage of its own any more, and shows what all show. */
  mode: z.enum(['wall', 'theme', 'group', 'note', 'timer', 'blank', 'follow']),
  /** The theme, group or note of that mode. */
  targetId: z.optional(z.string()),
  page: z.optional(z.int().check(z.nonnegative())),
  /** Absent: a hall of 8 m before an image of 2.40 m. */
  room: z.optional(StageRoom),
  /** A bright wall for a bright room: a weak projector cannot make black. */
  light: z.optional(z.boolean()),
  /** Every screen says its short name, so that one of them can be chosen. */
  named: z.optional(z.boolean()),
  seq: z.int().check(z.nonnegative()),
  by: ParticipantId,
})
export type Stage = z.infer<typeof Stage>

/** The key under `stage` that every screen follows unless it has a stage of its own. */
export const ALL_SCREENS = 'all'
