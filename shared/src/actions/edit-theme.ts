import * as Y from 'yjs'

import type { Removed } from '../card.ts'
import type { CardId, ColumnId, ThemeId } from '../ids.ts'
import { themesRoot } from '../wall-doc.ts'
import { act, type Change, setValue, spliceText } from './change.ts'
import { type PlacedCard, placeCards } from './arrange-cards.ts'

export type NewTheme = {
  readonly themeId: ThemeId
  readonly title: string
  readonly columnId: ColumnId | null
  readonly parentId?: ThemeId
  readonly order: string
}

/** Creates a theme, whole, and files notes under it, in one transaction. */
export function createTheme(
  wall: Y.Doc,
  theme: NewTheme,
  cards: readonly { readonly cardId: CardId; readonly order: string }[] = [],
): readonly Change[] {
  const themes = themesRoot(wall)
  if (themes.has(theme.themeId)) return []
  return act(wall, () => {
    const map = new Y.Map<unknown>()
    map.set('title', new Y.Text(theme.title))
    map.set('columnId', theme.columnId)
    map.set('parentId', theme.parentId ?? null)
    map.set('order', theme.order)
    themes.set(theme.themeId, map)
    return placeCards(
      wall,
      cards.map(({ cardId, order }) => ({
        cardId,
        columnId: theme.columnId,
        themeId: theme.themeId,
        order,
      })),
    )
  })
}

export function renameTheme(wall: Y.Doc, themeId: ThemeId, title: string): readonly Change[] {
  const held: unknown = themesRoot(wall).get(themeId)?.get('title')
  if (!(held instanceof Y.Text)) return []
  const before = held.toString()
  if (before === title) return []
  act(wall, () => spliceText(held, title))
  return [{ path: ['themes', themeId, 'title'], before, mine: title }]
}

/** Nests a theme under a top-level one, or (null) makes it top-level. */
export function nestTheme(
  wall: Y.Doc,
  themeId: ThemeId,
  parentId: ThemeId | null,
): readonly Change[] {
  if (!themesRoot(wall).has(themeId)) return []
  return act(wall, () => setValue(wall, ['themes', themeId, 'parentId'], parentId))
}

/** Moves a theme within its column. */
export function moveTheme(wall: Y.Doc, themeId: ThemeId, order: string): readonly Change[] {
  if (!themesRoot(wall).has(themeId)) return []
  return act(wall, () => setValue(wall, ['themes', themeId, 'order'], order))
}

/**
 * Removes a theme (a flag) and moves the notes that its remover sees to `cards`' new places, in one
 * transaction. A note that someone files under it at the same moment falls to « À ranger » by projection.
 */
export function removeTheme(
  wall: Y.Doc,
  themeId: ThemeId,
  removed: Removed,
  cards: readonly PlacedCard[],
): readonly Change[] {
  if (!themesRoot(wall).has(themeId)) return []
  return act(wall, () => [
    ...setValue(wall, ['themes', themeId, 'removed'], removed),
    ...placeCards(wall, cards),
  ])
}
