import type { Locale } from '@murmure/shared/room'

/** « 0 note », « 2 notes », “0 notes”: each language counts in its own way. */
export function pluralIn(locale: Locale): (count: number, one: string, other: string) => string {
  const rules = new Intl.PluralRules(locale)
  const figures = new Intl.NumberFormat(locale)
  return (count, one, other) =>
    `${figures.format(count)} ${rules.select(count) === 'one' ? one : other}`
}
