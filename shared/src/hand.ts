import * as z from 'zod/mini'

import { GroupId } from './ids.ts'

export const HandId = z.string().check(z.regex(/^[A-Za-z0-9_-]{16}$/))
export type HandId = z.infer<typeof HandId>

/** « Demander la parole »: someone of this group wants to speak. Who, only they and the server can tell. */
export const Hand = z.strictObject({
  handId: HandId,
  groupId: GroupId,
  /** Server time, ms: the queue is in this order. */
  at: z.int().check(z.nonnegative()),
})
export type Hand = z.infer<typeof Hand>
