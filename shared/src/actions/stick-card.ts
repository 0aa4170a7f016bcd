import * as Y from 'yjs'

import { cardsRoot } from '../group-doc.ts'
import type { CardId, ColumnId } from '../ids.ts'
import { act } from './change.ts'

export type NewCard = {
  readonly cardId: CardId
  readonly columnId: ColumnId
  readonly text: string
  readonly at: number
}

/**
 * Puts a card into its group's document, whole, in one transaction. A key is set once for ever: `exists`
 * means that this very draft was stuck before (another tab, a healed document), and nothing is written.
 */
export function stickCard(doc: Y.Doc, card: NewCard): 'stuck' | 'exists' {
  const cards = cardsRoot(doc)
  if (cards.has(card.cardId)) return 'exists'
  act(doc, () => {
    const map = new Y.Map<unknown>()
    map.set('text', new Y.Text(card.text))
    map.set('columnId', card.columnId)
    map.set('at', card.at)
    cards.set(card.cardId, map)
  })
  return 'stuck'
}
