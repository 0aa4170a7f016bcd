import { dateBesideTitle } from '@murmure/shared/minutes/lines'
import { minutesWords } from '@murmure/shared/minutes/words'
import type { Meta } from '@murmure/shared/room'

import type { WallTexts } from '../../texts/wall.fr.ts'

/** « Montreval (41), 9 novembre », under the wall's title: what the title does not say itself, or nothing. */
export function whereLine(meta: Meta, texts: Pick<WallTexts, 'date'>): string {
  const isDateLeft = dateBesideTitle(meta, minutesWords(meta.locale)) !== undefined
  return [meta.place, isDateLeft && meta.date && texts.date(meta.date)].filter(Boolean).join(', ')
}
