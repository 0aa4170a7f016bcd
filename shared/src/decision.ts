import * as z from 'zod/mini'

import { Removed } from './card.ts'
import { DecisionId, ThemeId } from './ids.ts'

/** What the assembly decided: each field may be corrected apart, by different people at once. */
export const Decision = z.strictObject({
  decisionId: DecisionId,
  what: z.string(),
  who: z.optional(z.string()),
  when: z.optional(z.string()),
  themeId: z.optional(ThemeId),
  order: z.string(),
  removed: z.optional(Removed),
})
export type Decision = z.infer<typeof Decision>
