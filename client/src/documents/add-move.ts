import { parseJson } from './json.ts'
import { movesKey } from './session-key.ts'
import { localStore } from './storage.ts'

/** Notes a change of group, before the new session is kept. Without a schema: the join page calls it too. */
export function addMove(
  boardId: string,
  move: { readonly from: unknown; readonly to: unknown },
): void {
  const stored = parseJson(localStore.getItem(movesKey(boardId)))
  const moves: readonly unknown[] = Array.isArray(stored) ? stored : []
  localStore.setItem(movesKey(boardId), JSON.stringify([...moves, { ...move, cards: {} }]))
}

export const hasMoves = (boardId: string): boolean => localStore.getItem(movesKey(boardId)) !== null
