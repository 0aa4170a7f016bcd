import { z } from 'zod'

import { DecisionId, ParticipantId, ThemeId } from './ids.ts'

/** What the assembly decided: each field may be corrected apart, by different people at once. */
export const Decision = z.strictObject({
  decisionId: DecisionId,
  what: z.string(),
  who: z.string().optional(),
  when: z.string().optional(),
  themeId: ThemeId.optional(),
  order: z.string(),
  removed: z.strictObject({ at: z.int().nonnegative(), by: ParticipantId }).optional(),
})
export type Decision = z.infer<typeof Decision>
