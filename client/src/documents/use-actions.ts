import { useSyncExternalStore } from 'react'

import type { ActionName, BoardActions } from './actions.ts'
import { useBoardContext } from './board-provider.tsx'

/** What a person does, bound to the board of this page. The same object as long as the page lives. */
export function useActions(): BoardActions {
  return useBoardContext().actions
}

/** What « Annuler » would take back now; undefined = nothing. */
export function useUndoable(): ActionName | undefined {
  const { undo } = useBoardContext()
  return useSyncExternalStore(undo.subscribe, undo.next)
}
