import type { Locale } from '../room.ts'
import { EN } from './words.en.ts'
import { FR, type MinutesWords } from './words.fr.ts'

const CATALOGUES: Readonly<Record<Locale, MinutesWords>> = { fr: FR, en: EN }

/** The words of the minutes in the board's language, whatever that of their reader. */
export function minutesWords(locale: Locale): MinutesWords {
  return CATALOGUES[locale]
}
