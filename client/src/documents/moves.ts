import { CardId } from '@murmure/shared/ids'
import { CreatedSession } from '@murmure/shared/protocol/http'
import * as z from 'zod/mini'

import { keepCarried } from './carried.ts'
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
  /** The notes that were put into the new group: what happens to them there afterwards is their author's. */
  placed: z._default(z.array(CardId), []),
})
export type Move = z.infer<typeof Move>

export type Moves = {
  /** The oldest first: someone may change twice before the first change is through. */
  readonly next: () => Move | undefined
  readonly place: (cardId: CardId) => void
  readonly finish: () => void
}

export function createMoves(store: KeyValueStore, boardId: string): Moves {
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
    place: (cardId) => {
      const [move, ...later] = read()
      if (!move || move.placed.includes(cardId)) return
      write([{ ...move, placed: [...move.placed, cardId] }, ...later])
      keepCarried(store, boardId, cardId)
    },
    finish: () => write(read().slice(1)),
  }
}
