import type { Locale } from '@murmure/shared/room'

/** A catalogue in each language: the English has the keys and the parameters of the French. */
export type Catalogue<Texts> = Readonly<Record<Locale, Texts>>

let chosen: Locale | undefined
const listeners = new Set<() => void>()

/** The board's language once known, until then the browser's. */
export function currentLocale(): Locale {
  return chosen ?? (navigator.language.toLowerCase().startsWith('fr') ? 'fr' : browserLocale())
}

/** Called when the board says which language it speaks. */
export function chooseLocale(locale: Locale): void {
  if (locale === chosen) return
  chosen = locale
  document.documentElement.lang = locale
  for (const listener of listeners) listener()
}

export function subscribeLocale(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** French unless the browser prefers English before French. */
function browserLocale(): Locale {
  const known = navigator.languages.map((language) => language.slice(0, 2).toLowerCase())
  return known.find((language) => language === 'fr' || language === 'en') === 'en' ? 'en' : 'fr'
}
