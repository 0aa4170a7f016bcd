import type { CardId } from '@murmure/shared/ids'

/** Which notes are selected. Lives outside React's tree: a note renders when its own answer changes. */
export type NoteSelection = {
  readonly has: (cardId: CardId) => boolean
  readonly all: () => ReadonlySet<CardId>
  readonly set: (cardIds: readonly CardId[]) => void
  readonly toggle: (cardId: CardId) => void
  readonly clear: () => void
  readonly subscribe: (listener: () => void) => () => void
}

export function createNoteSelection(): NoteSelection {
  let selected: ReadonlySet<CardId> = new Set()
  const listeners = new Set<() => void>()
  const replace = (next: ReadonlySet<CardId>): void => {
    if (next.size === 0 && selected.size === 0) return
    selected = next
    for (const listener of listeners) listener()
  }
  return {
    has: (cardId) => selected.has(cardId),
    all: () => selected,
    set: (cardIds) => replace(new Set(cardIds)),
    toggle: (cardId) => {
      const next = new Set(selected)
      if (!next.delete(cardId)) next.add(cardId)
      replace(next)
    },
    clear: () => replace(new Set()),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
