import { useSyncExternalStore } from 'react'

import type { Locale } from '@murmure/shared/room'

import { type Catalogue, currentLocale, subscribeLocale } from './locale.ts'

export function useLocale(): Locale {
  return useSyncExternalStore(subscribeLocale, currentLocale)
}

/** The texts of a catalogue in the language of the moment. */
export function useTexts<Texts>(catalogue: Catalogue<Texts>): Texts {
  return catalogue[useLocale()]
}
