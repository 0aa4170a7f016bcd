import { asideOf } from '@murmure/shared/aside'
import type { BoardTheme } from '@murmure/shared/board'
import type { CardId } from '@murmure/shared/ids'
import { useMemo } from 'react'

import { useBoardContext } from '../../documents/board-provider.tsx'
import { useActions } from '../../documents/use-actions.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { wallNewsEn } from '../../texts/wall-news.en.ts'
import { wallNewsFr } from '../../texts/wall-news.fr.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import type { DropTarget } from './drag.tsx'

const NEWS = { fr: wallNewsFr, en: wallNewsEn }

export type Announce = (text: string) => void

/** What a facilitator does to notes and themes: each act says in a sentence what it did. */
export type WallActs = {
  readonly place: (cardIds: readonly CardId[], target: DropTarget, placeName: string) => void
  readonly createTheme: (title: string, target: DropTarget, cardIds?: readonly CardId[]) => void
  readonly renameTheme: (theme: BoardTheme, title: string) => void
  readonly removeTheme: (theme: BoardTheme) => void
  readonly setAside: (cardIds: readonly CardId[], reason: string, isQuoted: boolean) => void
  /** Whether the minutes quote a note that is set aside already. */
  readonly quote: (cardId: CardId, reason: string, isQuoted: boolean) => void
  /** A note that must not stay: off the wall and the screens at once, kept in the ledger. */
  readonly retire: (cardIds: readonly CardId[]) => void
  readonly takeBack: (cardId: CardId) => void
  readonly undo: () => void
}

export function useWallActs(texts: WallTexts, announce: Announce): WallActs {
  const actions = useActions()
  const { connection } = useBoardContext()
  const news = useTexts(NEWS)
  return useMemo(() => {
    /** While the wall is replaced by a fresh one nothing is done, and nothing else must be said. */
    const say = (done: string): void => announce(connection.wallDoc() ? done : news.reloading)
    return {
      place: (cardIds, target, placeName) => {
        actions.placeCards(cardIds, target)
        say(texts.placed(cardIds.length, placeName))
      },
      createTheme: (title, { columnId }, cardIds = []) => {
        actions.createTheme({ title, columnId, cardIds })
        say(texts.themeCreated(title))
      },
      renameTheme: ({ themeId }, title) => {
        actions.renameTheme(themeId, title)
        say(texts.themeRenamed(title))
      },
      removeTheme: ({ themeId, title }) => {
        actions.removeTheme(themeId)
        say(texts.themeRemoved(title))
      },
      setAside: (cardIds, reason, isQuoted) => {
        actions.setCardsAside(cardIds, asideOf(reason, isQuoted))
        say(
          [texts.wereSetAside(cardIds.length), isQuoted ? '' : texts.isQuoted(false)]
            .filter(Boolean)
            .join(' '),
        )
      },
      quote: (cardId, reason, isQuoted) => {
        actions.quoteAside(cardId, reason, isQuoted)
        say(texts.isQuoted(isQuoted))
      },
      retire: (cardIds) => {
        if (cardIds.length === 0) return
        actions.setCardsAside(cardIds, texts.retiredReason)
        say(texts.wereRetired(cardIds.length))
      },
      takeBack: (cardId) => {
        actions.takeCardBack(cardId)
        say(texts.wasTakenBack)
      },
      undo: () => {
        const outcome = actions.undo()
        if (outcome.kind === 'nothing' && !connection.wallDoc()) say('')
        if (outcome.kind === 'reverted') say(texts.undone(texts.acts[outcome.name]))
        if (outcome.kind === 'overwritten') say(texts.overwritten)
      },
    }
  }, [actions, announce, connection, news, texts])
}
