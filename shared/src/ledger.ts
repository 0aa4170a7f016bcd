import type { Board, BoardCard } from './board.ts'
import type { CardId } from './ids.ts'

/** Nothing is lost between wall and minutes: kept + merged + aside = the live notes. */
export type Ledger = {
  readonly kept: readonly BoardCard[]
  /** Merged notes, by the kept note that says it for them. */
  readonly merged: ReadonlyMap<CardId, readonly BoardCard[]>
  readonly aside: readonly BoardCard[]
}

/** Accounts for every live note of the board, exactly once. */
export function ledgerOf(board: Board): Ledger {
  const kept: BoardCard[] = []
  const merged = new Map<CardId, BoardCard[]>()
  const aside: BoardCard[] = []
  for (const card of board.cards) {
    switch (card.outcome.kind) {
      case 'kept':
        kept.push(card)
        break
      case 'merged':
        merged.set(card.outcome.into, [...(merged.get(card.outcome.into) ?? []), card])
        break
      case 'aside':
        aside.push(card)
        break
    }
  }
  return { kept, merged, aside }
}
