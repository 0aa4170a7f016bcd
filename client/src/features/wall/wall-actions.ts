import type { BoardTheme } from '@murmure/shared/board'
import type { CardId } from '@murmure/shared/ids'
import { useMemo } from 'react'

import { useActions } from '../../documents/use-actions.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import type { DropTarget } from './drag.tsx'

export type Announce = (text: string) => void

/** What a facilitator does to notes and themes: each act says in a sentence what it did. */
export type WallActs = {
  readonly place: (cardId: CardId, target: DropTarget, placeName: string) => void
  readonly createTheme: (title: string, target: DropTarget, cardId?: CardId) => void
  readonly renameTheme: (theme: BoardTheme, title: string) => void
  readonly removeTheme: (theme: BoardTheme) => void
  readonly setAside: (cardId: CardId, reason: string) => void
  readonly takeBack: (cardId: CardId) => void
  readonly undo: () => void
}

export function useWallActs(texts: WallTexts, announce: Announce): WallActs {
  const actions = useActions()
  return useMemo(
    () => ({
      place: (cardId, target, placeName) => {
        actions.placeCards([cardId], target)
        announce(texts.placed(placeName))
      },
      createTheme: (title, { columnId }, cardId) => {
        actions.createTheme({ title, columnId, ...(cardId !== undefined && { cardIds: [cardId] }) })
        announce(texts.themeCreated(title))
      },
      renameTheme: ({ themeId }, title) => {
        actions.renameTheme(themeId, title)
        announce(texts.themeRenamed(title))
      },
      removeTheme: ({ themeId, title }) => {
        actions.removeTheme(themeId)
        announce(texts.themeRemoved(title))
      },
      setAside: (cardId, reason) => {
        actions.setCardAside(cardId, reason)
        announce(texts.wasSetAside)
      },
      takeBack: (cardId) => {
        actions.takeCardBack(cardId)
        announce(texts.wasTakenBack)
      },
      undo: () => {
        const outcome = actions.undo()
        if (outcome.kind === 'reverted') announce(texts.undone(texts.acts[outcome.name]))
        if (outcome.kind === 'overwritten') announce(texts.overwritten)
      },
    }),
    [actions, announce, texts],
  )
}
