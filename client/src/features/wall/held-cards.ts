import type { CardId } from '@murmure/shared/ids'

/** Which notes are in hand. Lives outside React's tree, so that only the overlay reads it. */
export type HeldCards = {
  /** The pointer went down on this note; it, and the selection it is part of, are not in hand yet. */
  readonly aim: (card: HTMLElement, cardIds: readonly CardId[]) => void
  readonly lift: () => void
  readonly drop: () => void
  /** None is in hand: the empty list, the same one each time. */
  readonly cardIds: () => readonly CardId[]
  readonly subscribe: (listener: () => void) => () => void
}

const NONE: readonly CardId[] = []

export function createHeldCards(): HeldCards {
  let aimed: HTMLElement | null = null
  let aimedAt: readonly CardId[] = NONE
  let cardIds: readonly CardId[] = NONE
  const listeners = new Set<() => void>()

  const set = (next: readonly CardId[]) => {
    cardIds = next
    for (const listener of listeners) listener()
  }
  return {
    aim: (card, wanted) => {
      aimed = card
      aimedAt = wanted
    },
    lift: () => {
      // An attribute, not a prop: the place a note leaves is dimmed without rendering it.
      aimed?.setAttribute('data-held', '')
      set(aimedAt)
    },
    drop: () => {
      aimed?.removeAttribute('data-held')
      aimed = null
      set(NONE)
    },
    cardIds: () => cardIds,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
