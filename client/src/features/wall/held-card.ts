import type { CardId } from '@murmure/shared/ids'

/** Which note is in hand. Lives outside React's tree, so that only the overlay reads it. */
export type HeldCard = {
  /** The pointer went down on this note; it is not in hand yet. */
  readonly aim: (card: HTMLElement) => void
  readonly lift: () => void
  readonly drop: () => void
  readonly cardId: () => CardId | null
  readonly subscribe: (listener: () => void) => () => void
}

export function createHeldCard(): HeldCard {
  let aimed: HTMLElement | null = null
  let cardId: CardId | null = null
  const listeners = new Set<() => void>()

  const set = (next: CardId | null) => {
    cardId = next
    for (const listener of listeners) listener()
  }
  return {
    aim: (card) => {
      aimed = card
    },
    lift: () => {
      // An attribute, not a prop: the place a note leaves is dimmed without rendering it.
      aimed?.setAttribute('data-held', '')
      set(aimed?.dataset['cardId'] ?? null)
    },
    drop: () => {
      aimed?.removeAttribute('data-held')
      aimed = null
      set(null)
    },
    cardId: () => cardId,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
