import type { Headcount } from '@murmure/shared/group'
import { compare } from '@murmure/shared/order'

import type { MinutesTexts } from '../../texts/minutes.fr.ts'

/** « Bénévoles : 5, salariés : 7 »; nothing where nobody declared anything. */
export function peopleLine(headcount: Headcount, texts: MinutesTexts): string {
  const parts: string[] = []
  if (headcount.volunteers > 0) parts.push(texts.volunteers(headcount.volunteers))
  if (headcount.employees > 0) parts.push(texts.employees(headcount.employees, parts.length === 0))
  if (headcount.other > 0) parts.push(texts.others(headcount.other, parts.length === 0))
  return parts.join(', ')
}

/** « Départements : 36, 37, 45 », by code. */
export function departmentsLine(headcount: Headcount, texts: MinutesTexts): string {
  const codes = Object.keys(headcount.departments).sort(compare)
  return codes.length === 0 ? '' : texts.departments(codes)
}
