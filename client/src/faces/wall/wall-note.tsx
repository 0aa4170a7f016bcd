import type { BoardGroup } from '@murmure/shared/board'
import type { CardId, GroupId } from '@murmure/shared/ids'
import { createContext, memo, useContext } from 'react'

import { useCard } from '../../documents/use-board.ts'
import { Note } from '../../features/card/note.tsx'
import { countNoteRender } from '../../features/wall/note-renders.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { Icon } from '../../ui/icon.tsx'
import css from './wall-note.module.css'

/** What every note needs and none should ask the store for by itself. Changes with the groups only. */
export type NoteSurroundings = {
  readonly groups: ReadonlyMap<GroupId, BoardGroup>
  readonly texts: WallTexts
  readonly onMenu: (cardId: CardId) => void
}

export const NoteSurroundingsContext = createContext<NoteSurroundings | null>(null)

/** One note on the wall. Renders when that note changed, and at no other time. */
export const WallNote = memo(function WallNote({ cardId }: { readonly cardId: CardId }) {
  countNoteRender()
  const card = useCard(cardId)
  const surroundings = useContext(NoteSurroundingsContext)
  const group = card && surroundings?.groups.get(card.groupId)
  if (!card || !group || !surroundings) return null
  const text = card.wording ?? card.text
  return (
    <li className={css.item}>
      <Note
        text={text}
        sign={group.sign}
        groupName={group.name}
        cardId={cardId}
        menu={
          <button
            type="button"
            className={css.menu}
            aria-label={surroundings.texts.noteMenu(text)}
            aria-haspopup="dialog"
            onClick={() => surroundings.onMenu(cardId)}
          >
            <Icon name="down" />
          </button>
        }
      />
    </li>
  )
})
