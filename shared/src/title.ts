import * as z from 'zod/mini'

import { TITLE_MAX_UNITS } from './limits.ts'

/** A title or a name that somebody typed: trimmed, not empty. */
export const Title = z.string().check(z.trim(), z.minLength(1), z.maxLength(TITLE_MAX_UNITS))
