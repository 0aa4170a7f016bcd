import type * as Y from 'yjs'

import type { Aside } from '../aside.ts'
import type { CardId, ColumnId, GroupId, ThemeId } from '../ids.ts'
import { act, type Change, setValue } from './change.ts'

export type PlacedCard = {
  readonly cardId: CardId
  /** null = the column that its author chose. */
  readonly columnId: ColumnId | null
  /** null = « À ranger ». */
  readonly themeId: ThemeId | null
  readonly order: string
}

/** Files notes under a theme, a column or « À ranger »: one transaction, one value per note. */
export function placeCards(wall: Y.Doc, cards: readonly PlacedCard[]): readonly Change[] {
  return act(wall, () =>
    cards.flatMap(({ cardId, columnId, themeId, order }) =>
      setValue(wall, ['placements', cardId], [columnId, themeId, order]),
    ),
  )
}

/** Files a note under another group; `undefined` gives it back to the group it was written in. */
export function regroupCard(
  wall: Y.Doc,
  cardId: CardId,
  groupId: GroupId | undefined,
): readonly Change[] {
  return act(wall, () => setValue(wall, ['regroups', cardId], groupId))
}

/** « Dit aussi par »: notes that say what another note says. Nothing is lost: each can be taken out again. */
export function mergeCards(
  wall: Y.Doc,
  cardIds: readonly CardId[],
  into: CardId,
): readonly Change[] {
  return act(wall, () =>
    cardIds
      .filter((cardId) => cardId !== into)
      .flatMap((cardId) => setValue(wall, ['merges', cardId], into)),
  )
}

export function unmergeCard(wall: Y.Doc, cardId: CardId): readonly Change[] {
  return act(wall, () => setValue(wall, ['merges', cardId], undefined))
}

/** Sets a note aside, with a reason: off the wall, in the ledger. */
export function setCardAside(wall: Y.Doc, cardId: CardId, aside: Aside): readonly Change[] {
  return act(wall, () => setValue(wall, ['asides', cardId], aside))
}

/** Takes a note set aside back onto the wall. */
export function takeCardBack(wall: Y.Doc, cardId: CardId): readonly Change[] {
  return act(wall, () => setValue(wall, ['asides', cardId], undefined))
}

/** A reformulation for the minutes; the words of its author stay in the group's document. */
export function rewordCard(
  wall: Y.Doc,
  cardId: CardId,
  wording: string | undefined,
): readonly Change[] {
  return act(wall, () => setValue(wall, ['wordings', cardId], wording))
}
