import { parseJson } from './json.ts'
import { carriedKey } from './session-key.ts'
import { localStore, type KeyValueStore } from './storage.ts'

/** Own notes that came into their group by a change of group. They were written in time, elsewhere. */
export function carriedNotes(
  boardId: string,
  store: KeyValueStore = localStore,
): readonly unknown[] {
  const kept = parseJson(store.getItem(carriedKey(boardId)))
  return Array.isArray(kept) ? kept : []
}

export function keepCarried(store: KeyValueStore, boardId: string, cardId: string): void {
  const kept = [...carriedNotes(boardId, store), cardId]
  store.setItem(carriedKey(boardId), JSON.stringify([...new Set(kept)]))
}
