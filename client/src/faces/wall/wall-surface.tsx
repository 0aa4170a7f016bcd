import type { CardId, ColumnId } from '@murmure/shared/ids'
import { type ReactNode, useMemo, useState } from 'react'

import { useBoardContext } from '../../documents/board-provider.tsx'
import { Note } from '../../features/card/note.tsx'
import {
  createFreshTheme,
  type FreshTheme,
  FreshThemeContext,
} from '../../features/theme/fresh-theme.ts'
import { type DropTarget, WallDrag } from '../../features/wall/drag.tsx'
import type { NoteSelection } from '../../features/wall/note-selection.ts'
import type { WallActs } from '../../features/wall/wall-actions.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'

type WallSurfaceProps = {
  readonly texts: WallTexts
  readonly acts: WallActs
  readonly selection: NoteSelection
  readonly children: ReactNode
}

/** What is dragged over the wall, and what putting it down does. */
export function WallSurface({ texts, acts, selection, children }: WallSurfaceProps) {
  const [fresh] = useState(createFreshTheme)
  const drop = useDrop(texts, acts, fresh)
  return (
    <FreshThemeContext value={fresh}>
      <WallDrag {...drop} selection={selection}>
        {children}
      </WallDrag>
    </FreshThemeContext>
  )
}

/** What a drop means, and what is in hand meanwhile: read at that moment, so that nothing here re-renders. */
function useDrop(texts: WallTexts, acts: WallActs, fresh: FreshTheme) {
  const { connection } = useBoardContext()
  return useMemo(
    () => ({
      onDrop: (cardIds: readonly CardId[], target: DropTarget): void => {
        const { store } = connection
        const isThere = (cardId: CardId): boolean => {
          const card = store.card(cardId)
          return card?.columnId === target.columnId && card.themeId === target.themeId
        }
        const moved = cardIds.filter((cardId) => !isThere(cardId))
        if (moved.length === 0) return
        const theme = store.board().themes.find(({ themeId }) => themeId === target.themeId)
        acts.place(moved, target, theme ? theme.title || texts.untitled : texts.toFile)
      },
      onDropNew: (cardIds: readonly CardId[], columnId: ColumnId): void => {
        fresh.set(acts.createTheme('', { columnId, themeId: null }, cardIds))
      },
      renderHeld: (cardId: CardId) => {
        const board = connection.store.board()
        const card = connection.store.card(cardId)
        const group = board.groups.find(({ groupId }) => groupId === card?.groupId)
        return (
          card &&
          group && (
            <Note text={card.wording ?? card.text} sign={group.sign} groupName={group.name} />
          )
        )
      },
    }),
    [acts, connection, fresh, texts],
  )
}
