import { createId, type RandomBytes } from '@murmure/shared/ids'

import type { KeyValueStore } from './storage.ts'

const KEY = 'murmure:tab'

/** This tab's own name: kept through reloads and restored with the tab after a crash. */
export function tabName(store: KeyValueStore, random: RandomBytes): string {
  const known = store.getItem(KEY)
  if (known !== null) return known
  const name = createId(random)
  store.setItem(KEY, name)
  return name
}
