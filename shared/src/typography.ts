import type { Locale } from './room.ts'

/**
 * French sets a thin blank before ; ! ? and a blank before : and inside « », neither of which may break a
 * line. Applied when displaying: what people typed is never rewritten.
 */
export function typeset(text: string, locale: Locale): string {
  if (locale !== 'fr') return text
  return text
    .replace(/ +([;!?])/g, '\u202F$1')
    .replace(/ +([:»])/g, '\u00A0$1')
    .replace(/« +/g, '«\u00A0')
}
