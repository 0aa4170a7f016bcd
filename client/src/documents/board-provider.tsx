import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react'

import { assert } from '@murmure/shared/assert'

import { chooseLocale } from '../texts/locale.ts'
import type { BoardActions } from './actions.ts'
import type { BoardConnection } from './board-connection.ts'
import { browserNow, browserRandom } from './browser.ts'
import { createUndoStack, type UndoShelf, type UndoStack } from './undo.ts'
import {
  type ActionDeps,
  type ActionName,
  createWriterActions,
  type WriterActions,
} from './writer-actions.ts'

export type BoardContextValue = {
  readonly connection: BoardConnection
  readonly actions: WriterActions | BoardActions
  readonly undo: UndoStack<ActionName>
}

const BoardContext = createContext<BoardContextValue | null>(null)

/** Gives the components below the board of this connection. The page speaks the board's language. */
export function BoardProvider(props: {
  readonly connection: BoardConnection
  /** `createActions` for facilitators; without it, what a phone does. */
  readonly createActions?: (deps: ActionDeps) => WriterActions | BoardActions
  /** Keeps « Annuler » beyond this page; a constant object. */
  readonly undoShelf?: UndoShelf<ActionName>
  readonly children: ReactNode
}): ReactNode {
  const { connection, createActions = createWriterActions, undoShelf, children } = props
  const value = useMemo((): BoardContextValue => {
    const undo = createUndoStack<ActionName>(
      (target) =>
        target.kind === 'wall' ? connection.wallDoc() : connection.groupDoc(target.groupId),
      connection.acted,
      undoShelf,
    )
    const actions = createActions({ connection, undo, now: browserNow, random: browserRandom })
    return { connection, actions, undo }
  }, [connection, createActions, undoShelf])
  useEffect(() => {
    const speak = (): void => {
      if (connection.store.connection().synced) chooseLocale(connection.store.board().meta.locale)
    }
    speak()
    return connection.store.subscribe(speak)
  }, [connection])
  return <BoardContext value={value}>{children}</BoardContext>
}

export function useBoardContext(): BoardContextValue {
  const value = useContext(BoardContext)
  assert(value, 'useBoard and its like stand below a BoardProvider')
  return value
}
