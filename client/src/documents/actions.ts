import {
  mergeCards,
  placeCards,
  rewordCard,
  setCardAside,
  takeCardBack,
  unmergeCard,
} from '@murmure/shared/actions/arrange-cards'
import { type Aside, asideOf } from '@murmure/shared/aside'
import { act, type Change } from '@murmure/shared/actions/change'
import { restoreCard } from '@murmure/shared/actions/edit-card'
import { createTheme, removeTheme, renameTheme } from '@murmure/shared/actions/edit-theme'
import { showOnStage } from '@murmure/shared/actions/show-on-stage'
import {
  type CardId,
  type ColumnId,
  createId,
  type RandomBytes,
  type ThemeId,
} from '@murmure/shared/ids'
import { orderBetween } from '@murmure/shared/order-between'
import { ALL_SCREENS, type Stage } from '@murmure/shared/stage'
import type * as Y from 'yjs'

import type { BoardConnection } from './board-connection.ts'
import type { UndoTarget } from './undo.ts'
import {
  type ActionDeps,
  type ActionName,
  createWriterActions,
  groupOf,
  writableGroup,
  type WriterActions,
} from './writer-actions.ts'

/** Where notes are put down. `before`: the note that will follow them; without it they come last. */
export type Destination = {
  readonly columnId: ColumnId | null
  readonly themeId: ThemeId | null
  readonly before?: CardId | undefined
}

export type NewThemeRequest = {
  readonly title: string
  readonly columnId: ColumnId | null
  readonly parentId?: ThemeId
  readonly cardIds?: readonly CardId[]
}

/** Everything that a person does to the documents; what this session may not write is left undone. */
export type BoardActions = WriterActions & {
  readonly createTheme: (theme: NewThemeRequest) => ThemeId | undefined
  readonly renameTheme: (themeId: ThemeId, title: string) => void
  /** Its notes go back to « À ranger », in their column. */
  readonly removeTheme: (themeId: ThemeId) => void
  readonly placeCards: (cardIds: readonly CardId[], destination: Destination) => void
  readonly setCardsAside: (cardIds: readonly CardId[], aside: Aside) => void
  /** Whether the minutes quote a note that is set aside already. */
  readonly quoteAside: (cardId: CardId, reason: string, isQuoted: boolean) => void
  /** Another reason for a note that is set aside already. */
  readonly giveReason: (cardId: CardId, aside: Aside) => void
  readonly takeCardBack: (cardId: CardId) => void
  readonly mergeCards: (cardIds: readonly CardId[], into: CardId) => void
  readonly unmergeCard: (cardId: CardId) => void
  readonly rewordCard: (cardId: CardId, wording: string | undefined) => void
  readonly showOnStage: (shown: Omit<Stage, 'seq' | 'by'>, screenId?: string) => void
}

const WALL: UndoTarget = { kind: 'wall' }

export function createActions(deps: ActionDeps): BoardActions {
  return { ...createWriterActions(deps), ...themeActions(deps), ...wallActions(deps) }
}

function themeActions({
  connection,
  undo,
  now,
  random,
}: ActionDeps): Pick<BoardActions, 'createTheme' | 'renameTheme' | 'removeTheme'> {
  const { store } = connection
  const flag = () => ({ at: now(), by: connection.session().participantId })
  return {
    createTheme: ({ title, columnId, parentId, cardIds = [] }) => {
      const wall = writableWall(connection)
      if (!wall) return undefined
      const themeId = createId(random)
      const siblings = store.columnThemes(columnId)
      const order = orderBetween(siblings[siblings.length - 1]?.order ?? null, null, random)
      const cards = ranks(cardIds, null, null, random)
      const theme = { themeId, title, columnId, order, ...(parentId !== undefined && { parentId }) }
      const placed = createTheme(wall, theme, cards)
      const removal: Change = {
        path: ['themes', themeId, 'removed'],
        before: flag(),
        mine: undefined,
      }
      undo.push('create-theme', WALL, [removal, ...placed])
      return themeId
    },
    renameTheme: (themeId, title) => {
      const wall = writableWall(connection)
      if (wall) undo.push('rename-theme', WALL, renameTheme(wall, themeId, title))
    },
    removeTheme: (themeId) => {
      const wall = writableWall(connection)
      if (!wall) return
      const cards = store
        .board()
        .cards.filter((card) => card.themeId === themeId)
        .map(({ cardId, columnId, order }) => ({ cardId, columnId, themeId: null, order }))
      undo.push('remove-theme', WALL, removeTheme(wall, themeId, flag(), cards))
    },
  }
}

type WallActions = Pick<
  BoardActions,
  | 'placeCards'
  | 'setCardsAside'
  | 'quoteAside'
  | 'giveReason'
  | 'takeCardBack'
  | 'mergeCards'
  | 'unmergeCard'
  | 'rewordCard'
  | 'showOnStage'
>

function wallActions({ connection, undo, random }: ActionDeps): WallActions {
  const change = (name: ActionName, make: (wall: Y.Doc) => readonly Change[]): void => {
    const wall = writableWall(connection)
    if (wall) undo.push(name, WALL, make(wall))
  }
  return {
    placeCards: (cardIds, destination) =>
      change('place', (wall) =>
        placeCards(wall, placesFor(connection, cardIds, destination, random)),
      ),
    setCardsAside: (cardIds, aside) =>
      change('set-aside', (wall) =>
        act(wall, () => cardIds.flatMap((cardId) => setCardAside(wall, cardId, aside))),
      ),
    quoteAside: (cardId, reason, isQuoted) =>
      change('quote', (wall) => setCardAside(wall, cardId, asideOf(reason, isQuoted))),
    giveReason: (cardId, aside) => change('reason', (wall) => setCardAside(wall, cardId, aside)),
    takeCardBack: (cardId) => {
      change('take-back', (wall) => takeCardBack(wall, cardId))
      // Set aside because somebody else removed it: the flag stands in its group's document.
      const groupId = groupOf(connection, cardId)
      const doc = groupId === undefined ? undefined : writableGroup(connection, groupId)
      if (doc && groupId !== undefined)
        undo.push('restore', { kind: 'group', groupId }, restoreCard(doc, cardId))
    },
    mergeCards: (cardIds, into) => change('merge', (wall) => mergeCards(wall, cardIds, into)),
    unmergeCard: (cardId) => change('unmerge', (wall) => unmergeCard(wall, cardId)),
    rewordCard: (cardId, wording) => change('reword', (wall) => rewordCard(wall, cardId, wording)),
    showOnStage: (shown, screenId = ALL_SCREENS) => {
      const wall = writableWall(connection)
      const by = connection.session().participantId
      // Not in the stack: showing is not an arrangement that one takes back, one shows something else.
      if (wall) showOnStage(wall, screenId, { ...shown, by })
    },
  }
}

/** Ranks between the neighbours at the destination, which are not themselves being moved. */
function placesFor(
  { store }: BoardConnection,
  cardIds: readonly CardId[],
  { columnId, themeId, before }: Destination,
  random: RandomBytes,
) {
  const staying = store.themeCards(columnId, themeId).filter((cardId) => !cardIds.includes(cardId))
  const index = before === undefined ? -1 : staying.indexOf(before)
  const rankOf = (cardId: CardId | undefined): string | null =>
    (cardId !== undefined && store.card(cardId)?.order) || null
  const previous = staying[(index < 0 ? staying.length : index) - 1]
  const next = index < 0 ? undefined : staying[index]
  return ranks(cardIds, rankOf(previous), rankOf(next), random).map((card) => ({
    ...card,
    columnId,
    themeId,
  }))
}

function ranks(
  cardIds: readonly CardId[],
  after: string | null,
  before: string | null,
  random: RandomBytes,
): readonly { readonly cardId: CardId; readonly order: string }[] {
  let last = after
  return cardIds.map((cardId) => {
    last = orderBetween(last, before, random)
    return { cardId, order: last }
  })
}

function writableWall(connection: BoardConnection): Y.Doc | undefined {
  const mayWrite = connection
    .session()
    .documents.some(({ kind, access }) => kind === 'wall' && access === 'write')
  return mayWrite ? connection.wallDoc() : undefined
}
