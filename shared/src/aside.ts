import * as z from 'zod/mini'

/**
 * Why a note is off the wall. Plain words, as every wall before had them, mean that the minutes quote the note;
 * `unquoted` that they name it without what it says.
 */
export const Aside = z.union([
  z.string(),
  z.strictObject({ reason: z.string(), unquoted: z.literal(true) }),
])
export type Aside = z.infer<typeof Aside>

export const asideOf = (reason: string, isQuoted: boolean): Aside =>
  isQuoted ? reason : { reason, unquoted: true }
