import * as Y from 'yjs'

import type { CorrectedBy, Removed } from '../card.ts'
import { cardsRoot } from '../group-doc.ts'
import type { CardId, ColumnId } from '../ids.ts'
import { act, type Change, setValue, spliceText } from './change.ts'

/**
 * Corrects the words of a card by one splice. `by`: in which role somebody does it who is not its author; without it
 * they are the author's own again. Returns its inverse; nothing where there is no such card.
 */
export function correctCard(
  doc: Y.Doc,
  cardId: CardId,
  text: string,
  by?: CorrectedBy,
): readonly Change[] {
  const held: unknown = cardsRoot(doc).get(cardId)?.get('text')
  if (!(held instanceof Y.Text)) return []
  const before = held.toString()
  if (before === text) return []
  return act(doc, () => {
    spliceText(held, text)
    const marked = setValue(doc, ['cards', cardId, 'corrected'], by)
    return [
      { path: ['cards', cardId, 'text'], before, mine: text },
      // Taken back, nobody's mark comes back with it: each role sets its own only.
      ...(by === undefined ? [] : marked.map((change) => ({ ...change, before: undefined }))),
    ]
  })
}

/** Moves a card to another column, by its author (facilitators file it by `placeCards`, in the wall document). */
export function moveCardToColumn(
  doc: Y.Doc,
  cardId: CardId,
  columnId: ColumnId,
): readonly Change[] {
  if (!cardsRoot(doc).has(cardId)) return []
  return act(doc, () => setValue(doc, ['cards', cardId, 'columnId'], columnId))
}

/** Removes a card: a flag. By its author it is gone; by someone else it counts as set aside. */
export function removeCard(doc: Y.Doc, cardId: CardId, removed: Removed): readonly Change[] {
  if (!cardsRoot(doc).has(cardId)) return []
  return act(doc, () => setValue(doc, ['cards', cardId, 'removed'], removed))
}

/** Puts a removed card back. */
export function restoreCard(doc: Y.Doc, cardId: CardId): readonly Change[] {
  if (!cardsRoot(doc).has(cardId)) return []
  return act(doc, () => setValue(doc, ['cards', cardId, 'removed'], undefined))
}
