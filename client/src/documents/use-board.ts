import { useCallback, useRef, useSyncExternalStore } from 'react'

import type { Board, BoardCard, BoardTheme } from '@murmure/shared/board'
import type { CardId, ColumnId, ThemeId } from '@murmure/shared/ids'
import type { CreatedSession } from '@murmure/shared/protocol/http'

import { useBoardContext } from './board-provider.tsx'
import type { BoardConnectionState, BoardStore } from './board-store.ts'
import { shareList } from './share.ts'

function useStore(): BoardStore {
  return useBoardContext().connection.store
}

/** A part of the board. Renders again only when that part changed; lists are compared entry by entry. */
export function useBoard<Part>(selector: (board: Board) => Part): Part {
  const store = useStore()
  const last = useRef<{ readonly part: Part } | undefined>(undefined)
  const read = (): Part => {
    const part = selector(store.board())
    const shared = last.current ? sharePart(last.current.part, part) : part
    last.current = { part: shared }
    return shared
  }
  return useSyncExternalStore(store.subscribe, read)
}

/** A note; undefined when it is gone (removed by its author, or its group's document is not open). */
export function useCard(cardId: CardId): BoardCard | undefined {
  const store = useStore()
  const subscribe = useCallback(
    (listener: () => void) => store.subscribeCard(cardId, listener),
    [store, cardId],
  )
  return useSyncExternalStore(subscribe, () => store.card(cardId))
}

/** Live themes of a column (null: across columns), by order, each parent before its children. */
export function useColumnThemes(columnId: ColumnId | null): readonly BoardTheme[] {
  const store = useStore()
  return useSyncExternalStore(store.subscribe, () => store.columnThemes(columnId))
}

/**
 * Kept notes by rank. `themeId: null` = « À ranger » of the column (null: « Sans colonne »);
 * `columnId: null` with a theme = all notes of that theme.
 */
export function useThemeCards(
  columnId: ColumnId | null,
  themeId: ThemeId | null,
): readonly CardId[] {
  const store = useStore()
  return useSyncExternalStore(store.subscribe, () => store.themeCards(columnId, themeId))
}

export function useConnection(): BoardConnectionState {
  const store = useStore()
  return useSyncExternalStore(store.subscribe, store.connection)
}

export function useSession(): CreatedSession {
  const { connection } = useBoardContext()
  return useSyncExternalStore(connection.onStatus, connection.session)
}

function sharePart<Part>(before: Part, after: Part): Part {
  return Array.isArray(before) && Array.isArray(after)
    ? (shareList(before, after) as Part & readonly unknown[])
    : after
}
