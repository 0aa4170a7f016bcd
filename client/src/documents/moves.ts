import { CardId } from '@murmure/shared/ids'
import { CreatedSession } from '@murmure/shared/protocol/http'
import * as z from 'zod/mini'

import { parseJson } from './json.ts'
import { movesKey } from './session-key.ts'
import type { KeyValueStore } from './storage.ts'

/**
 * A change of group that is not finished: own notes are still to follow. It holds both sessions, because each
 * opens one of the two documents, and outlives the page: what is interrupted goes on at the next load.
 */
export const Move = z.object({
  from: CreatedSession,
  to: CreatedSession,
  /** Under which id a note stands in the new group. Written before the note: repeated, it is one note. */
  cards: z.record(CardId, CardId),
})
export type Move = z.infer<typeof Move>

export type Moves = {
  /** The oldest first: someone may change twice before the first change is through. */
  readonly next: () => Move | undefined
  /** The id that a note has in the new group: always the same for the same note. */
  readonly newCardId: (cardId: CardId) => CardId
  readonly finish: () => void
}

export function createMoves(
  store: KeyValueStore,
  boardId: string,
  createCardId: () => CardId,
): Moves {
  const key = movesKey(boardId)

  function read(): readonly Move[] {
    const list = z.array(z.unknown()).safeParse(parseJson(store.getItem(key)))
    return (list.data ?? []).flatMap((entry) => {
      const move = Move.safeParse(entry)
      return move.success ? [move.data] : []
    })
  }

  function write(moves: readonly Move[]): void {
    if (moves.length === 0) store.removeItem(key)
    else store.setItem(key, JSON.stringify(moves))
  }

  return {
    next: () => read()[0],
    newCardId: (cardId) => {
      const [move, ...later] = read()
      const known = move?.cards[cardId]
      if (known !== undefined) return known
      const fresh = createCardId()
      if (move) write([{ ...move, cards: { ...move.cards, [cardId]: fresh } }, ...later])
      return fresh
    },
    finish: () => write(read().slice(1)),
  }
}
