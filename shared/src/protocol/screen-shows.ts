import * as z from 'zod/mini'

import { ParticipantId } from '../ids.ts'

const fields = {
  /** The mode and what it shows, as one word to compare. */
  shown: z.string().check(z.maxLength(80)),
  pages: z.int().check(z.minimum(1), z.maximum(9999)),
  /** From 0. */
  page: z.int().check(z.minimum(0), z.maximum(9998)),
  /** What it made of the whole wall: the notes' words, or bricks. Pages of before do not say it. */
  as: z.optional(z.enum(['texts', 'bricks'])),
}

/** All that a screen may show of itself by presence. How many pages something has follows from its size. */
export const ScreenShows = z.strictObject(fields)
export type ScreenShows = z.infer<typeof ScreenShows>

/** The same as facilitators get it, under the identity that the server writes. */
export const ScreenPresence = z.object({
  ...fields,
  who: z.object({ participantId: ParticipantId, role: z.literal('screen') }),
})
export type ScreenPresence = z.infer<typeof ScreenPresence>
