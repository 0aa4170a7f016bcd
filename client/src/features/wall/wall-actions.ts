import type { BoardTheme } from '@murmure/shared/board'
import type { CardId } from '@murmure/shared/ids'
import { useMemo } from 'react'

import { useActions } from '../../documents/use-actions.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import type { DropTarget } from './drag.tsx'

export type Announce = (text: string) => void

/** What a facilitator does to notes and themes: each act says in a sentence what it did. */
export type WallActs = {
  readonly place: (cardIds: readonly CardId[], target: DropTarget, placeName: string) => void
  readonly createTheme: (title: string, target: DropTarget, cardIds?: readonly CardId[]) => void
  readonly renameTheme: (theme: BoardTheme, title: string) => void
  readonly removeTheme: (theme: BoardTheme) => void
  readonly setAside: (cardIds: readonly CardId[], reason: string) => void
  /** A note that must not stay: off the wall and the screens at once, kept in the ledger. */
  readonly retire: (cardIds: readonly CardId[]) => void
  readonly takeBack: (cardId: CardId) => void
  readonly undo: () => void
}

export function useWallActs(texts: WallTexts, announce: Announce): WallActs {
  const actions = useActions()
  return useMemo(
    () => ({
      place: (cardIds, target, placeName) => {
        actions.placeCards(cardIds, target)
        announce(texts.placed(cardIds.length, placeName))
      },
      createTheme: (title, { columnId }, cardIds = []) => {
        actions.createTheme({ title, columnId, cardIds })
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
      setAside: (cardIds, reason) => {
        actions.setCardsAside(cardIds, reason)
        announce(texts.wereSetAside(cardIds.length))
      },
      retire: (cardIds) => {
        if (cardIds.length === 0) return
        actions.setCardsAside(cardIds, texts.retiredReason)
        announce(texts.wereRetired(cardIds.length))
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
