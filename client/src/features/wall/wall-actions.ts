import { asideOf } from '@murmure/shared/aside'
import type { BoardTheme } from '@murmure/shared/board'
import type { CardId, ThemeId } from '@murmure/shared/ids'
import { areNotesShown } from '@murmure/shared/session'
import { useMemo } from 'react'

import { useBoardContext } from '../../documents/board-provider.tsx'
import type { BoardStore } from '../../documents/board-store.ts'
import { useActions } from '../../documents/use-actions.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { wallNewsEn } from '../../texts/wall-news.en.ts'
import { wallNewsFr } from '../../texts/wall-news.fr.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import type { DropTarget } from './drag.tsx'
import { quoted } from './use-undo-label.ts'

const NEWS = { fr: wallNewsFr, en: wallNewsEn }

const QUOTED = true
/** Read as « Sans raison donnée » by the wall and the minutes. */
export const NO_REASON = ''

export type Announce = (text: string) => void

/** What a facilitator does to notes and themes: each act says in a sentence what it did. */
export type WallActs = {
  readonly place: (cardIds: readonly CardId[], target: DropTarget, placeName: string) => void
  /** Without a title it is to be named next. */
  readonly createTheme: (
    title: string,
    target: DropTarget,
    cardIds?: readonly CardId[],
  ) => ThemeId | undefined
  readonly renameTheme: (theme: BoardTheme, title: string) => void
  readonly removeTheme: (theme: BoardTheme) => void
  readonly setAside: (cardIds: readonly CardId[], reason: string, isQuoted: boolean) => void
  /** Whether the minutes quote a note that is set aside already. */
  readonly quote: (cardId: CardId, reason: string, isQuoted: boolean) => void
  /** Another reason for a note that is set aside already. */
  readonly giveReason: (cardId: CardId, reason: string, isQuoted: boolean) => void
  /**
   * A note that must not stay: off the wall and the screens at once, kept in the ledger. That is the reason, where
   * the screens show notes; before, none is given.
   */
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
    const { store } = connection
    return {
      ...themeActs({ actions, store, texts, say }),
      ...asideActs({ actions, store, texts, say }),
      undo: () => {
        const outcome = actions.undo()
        if (outcome.kind === 'nothing' && !connection.wallDoc()) say('')
        if (outcome.kind === 'reverted') say(texts.undone(texts.acts[outcome.name]))
        if (outcome.kind === 'overwritten') say(texts.overwritten)
      },
    }
  }, [actions, announce, connection, news, texts])
}

type Acting = {
  readonly actions: ReturnType<typeof useActions>
  readonly store: BoardStore
  readonly texts: WallTexts
  readonly say: (done: string) => void
}

function themeActs({ actions, store, texts, say }: Acting) {
  /** A drop into a theme shows nothing of the column that comes with it. */
  const sayPlaced = (done: string, count: number, name: string, column?: string): void =>
    say(column === undefined ? done : texts.placedElsewhere(count, name, column))
  return {
    place: (cardIds, target, placeName) => {
      const column = columnEntered(store, cardIds, target)
      actions.placeCards(cardIds, target)
      sayPlaced(texts.placed(cardIds.length, placeName), cardIds.length, placeName, column)
    },
    createTheme: (title, target, cardIds = []) => {
      const column = columnEntered(store, cardIds, target)
      const themeId = actions.createTheme({ title, columnId: target.columnId, cardIds })
      const name = title || texts.untitled
      sayPlaced(texts.themeCreated(name), cardIds.length, name, column)
      return themeId
    },
    renameTheme: ({ themeId }, title) => {
      actions.renameTheme(themeId, title)
      say(texts.themeRenamed(title))
    },
    removeTheme: ({ themeId, title }) => {
      actions.removeTheme(themeId)
      say(texts.themeRemoved(title))
    },
  } satisfies Partial<WallActs>
}

function asideActs({ actions, store, texts, say }: Acting) {
  const setAside: WallActs['setAside'] = (cardIds, reason, isQuoted) => {
    const [first] = cardIds
    const card = first === undefined ? undefined : store.card(first)
    actions.setCardsAside(cardIds, asideOf(reason, isQuoted))
    const done = texts.wereSetAside(cardIds.length, quoted(card?.wording ?? card?.text ?? ''))
    say(isQuoted ? done : `${done} ${texts.isQuoted(false)}`)
  }
  return {
    setAside,
    quote: (cardId, reason, isQuoted) => {
      actions.quoteAside(cardId, reason, isQuoted)
      say(texts.isQuoted(isQuoted))
    },
    giveReason: (cardId, reason, isQuoted) => {
      actions.giveReason(cardId, asideOf(reason, isQuoted))
      const given = reason === NO_REASON ? texts.noReason : texts.asideReason(reason)
      say(`${given}. ${texts.isQuoted(isQuoted)}`)
    },
    retire: (cardIds) => {
      if (cardIds.length === 0) return
      const wasOnScreen = areNotesShown(store.board().session)
      setAside(cardIds, wasOnScreen ? texts.retiredReason : NO_REASON, QUOTED)
    },
    takeBack: (cardId) => {
      actions.takeCardBack(cardId)
      say(texts.wasTakenBack)
    },
  } satisfies Partial<WallActs>
}

/** The column that some of these notes come into from another one. */
function columnEntered(
  store: BoardStore,
  cardIds: readonly CardId[],
  { columnId }: DropTarget,
): string | undefined {
  return cardIds.some((cardId) => store.card(cardId)?.columnId !== columnId)
    ? store.board().columns.find((column) => column.columnId === columnId)?.title
    : undefined
}
