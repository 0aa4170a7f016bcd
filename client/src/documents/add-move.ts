import { parseJson } from './json.ts'
import { declarationKey, movesKey } from './session-key.ts'
import { localStore } from './storage.ts'

/** Notes a change of group, before the new session is kept. Without a schema: the join page calls it too. */
export function addMove(
  boardId: string,
  move: { readonly from: unknown; readonly to: unknown },
): void {
  const stored = parseJson(localStore.getItem(movesKey(boardId)))
  const moves: readonly unknown[] = Array.isArray(stored) ? stored : []
  localStore.setItem(movesKey(boardId), JSON.stringify([...moves, move]))
}

export const hasMoves = (boardId: string): boolean => localStore.getItem(movesKey(boardId)) !== null

/** The id of what this phone declared, for the server to take it along; without a schema too. */
export function declaredHere(boardId: string): { readonly declarationId?: string } {
  const kept = parseJson(localStore.getItem(declarationKey(boardId)))
  if (typeof kept !== 'object' || kept === null || !('declarationId' in kept)) return {}
  const { declarationId } = kept
  // Spoilt on the device, it must not keep anybody out.
  return typeof declarationId === 'string' && /^[\w-]{16}$/.test(declarationId)
    ? { declarationId }
    : {}
}
