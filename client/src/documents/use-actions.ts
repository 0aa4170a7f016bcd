import { useSyncExternalStore } from 'react'

import { assert } from '@murmure/shared/assert'

import type { BoardActions } from './actions.ts'
import { useBoardContext } from './board-provider.tsx'
import type { ActionName, WriterActions } from './writer-actions.ts'

/** What a participant does, bound to the board of this page. The same object as long as the page lives. */
export function useWriterActions(): WriterActions {
  return useBoardContext().actions
}

/** What a facilitator does, below a provider that was given `createActions`. */
export function useActions(): BoardActions {
  const { actions } = useBoardContext()
  assert('placeCards' in actions, 'useActions stands below a BoardProvider with createActions')
  return actions
}

/** What « Annuler » would take back now; undefined = nothing. */
export function useUndoable(): ActionName | undefined {
  const { undo } = useBoardContext()
  return useSyncExternalStore(undo.subscribe, () => undo.next()?.name)
}

/** The same, with what it changed. */
export function useUndoStep() {
  const { undo } = useBoardContext()
  return useSyncExternalStore(undo.subscribe, undo.next)
}

/** How many acts there have been in this page. */
export function useActCount(): number {
  const { undo } = useBoardContext()
  return useSyncExternalStore(undo.subscribe, undo.acts)
}
