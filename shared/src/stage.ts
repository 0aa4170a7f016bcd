import * as z from 'zod/mini'

import { ParticipantId } from './ids.ts'

/** What a screen shows, in words that hold at any resolution. `wall`: the whole wall; `blank`: nothing. */
export const Stage = z.strictObject({
  mode: z.enum(['wall', 'theme', 'group', 'note', 'timer', 'blank']),
  targetId: z.optional(z.string()),
  page: z.optional(z.int().check(z.nonnegative())),
  seq: z.int().check(z.nonnegative()),
  by: ParticipantId,
})
export type Stage = z.infer<typeof Stage>

/** The key under `stage` that every screen follows unless it has a stage of its own. */
export const ALL_SCREENS = 'all'
