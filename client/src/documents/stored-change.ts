import type { Change, Plain } from '@murmure/shared/actions/change'
import * as z from 'zod/mini'

const Value = z.optional(z.json())

/** A change, as it is kept on the device: JSON leaves out what is undefined. */
export const StoredChange = z.object({
  path: z.union([z.tuple([z.string(), z.string()]), z.tuple([z.string(), z.string(), z.string()])]),
  before: Value,
  mine: Value,
})

export const changeOf = ({ path, before, mine }: z.infer<typeof StoredChange>): Change => ({
  path,
  before: before as Plain | undefined,
  mine: mine as Plain | undefined,
})
