import type { Locale } from '@murmure/shared/room'
import { typeset } from '@murmure/shared/typography'

import { hyphenate } from '../../features/stage/hyphens.ts'

/** A title as a screen shows it: no line begins with a mark, and long words may be parted. */
export const setTitle = (title: string, locale: Locale): string => hyphenate(typeset(title, locale))
