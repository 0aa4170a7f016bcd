import type { BoardCard, BoardGroup } from '@murmure/shared/board'
import type { CardId, GroupId } from '@murmure/shared/ids'
import { createContext, memo, useContext, useSyncExternalStore } from 'react'

import { useCard } from '../../documents/use-board.ts'
import { Note } from '../../features/card/note.tsx'
import type { NoteSelection } from '../../features/wall/note-selection.ts'
import { countNoteRender } from '../../features/wall/note-renders.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { Icon } from '../../ui/icon.tsx'
import css from './wall-note.module.css'

/** What every note needs and none should ask the store for by itself. Changes with the groups, and with what comes late. */
export type NoteSurroundings = {
  readonly groups: ReadonlyMap<GroupId, BoardGroup>
  /** Came after their section was closed. */
  readonly late: ReadonlySet<CardId>
  readonly texts: WallTexts
  readonly selection: NoteSelection
  readonly onMenu: (cardId: CardId) => void
  readonly onRetire: (cardId: CardId) => void
}

export const NoteSurroundingsContext = createContext<NoteSurroundings | null>(null)

/** One note on the wall. Renders when that note changed, and at no other time. */
export const WallNote = memo(function WallNote({ cardId }: { readonly cardId: CardId }) {
  countNoteRender()
  const card = useCard(cardId)
  const surroundings = useContext(NoteSurroundingsContext)
  const group = card && surroundings?.groups.get(card.groupId)
  if (!card || !group || !surroundings) return null
  return <Standing card={card} group={group} {...surroundings} />
})

type StandingProps = Omit<NoteSurroundings, 'groups'> & {
  readonly card: BoardCard
  readonly group: BoardGroup
}

const POSE = [{ transform: 'scale(1.03)' }, { transform: 'none' }]

/** A note that comes, or comes to another place, settles there; a wall that is opening does not dance. */
function settle(item: HTMLLIElement | null): void {
  if (!item?.closest('[data-settled]') || matchMedia('(prefers-reduced-motion: reduce)').matches)
    return
  item.animate(POSE, { duration: 200, easing: 'cubic-bezier(0.2, 0.9, 0.25, 1)' })
}

/** Buttons are for pointers, and for who browses with a screen reader: Tab goes from region to region. */
function Standing({ card, group, late, texts, selection, onMenu, onRetire }: StandingProps) {
  const { cardId } = card
  const isSelected = useSyncExternalStore(selection.subscribe, () => selection.has(cardId))
  const text = card.wording ?? card.text
  // Once it is filed, who leads has seen it.
  const mark = card.themeId === null && late.has(cardId) ? texts.lateMark : undefined
  return (
    <li
      className={css.item}
      ref={settle}
      data-stop="note"
      data-note={cardId}
      data-selected={isSelected || undefined}
      tabIndex={-1}
      aria-label={texts.note(group.name, mark ? `${text} (${mark})` : text, isSelected)}
    >
      <Note
        text={text}
        sign={group.sign}
        groupName={group.name}
        cardId={cardId}
        mark={mark}
        menu={
          <button
            type="button"
            className={css.menu}
            tabIndex={-1}
            aria-label={texts.noteMenu(text)}
            aria-haspopup="dialog"
            onClick={() => onMenu(cardId)}
          >
            <Icon name="down" />
          </button>
        }
      />
      <button
        type="button"
        className={css.retire}
        tabIndex={-1}
        title={texts.retireTip}
        aria-label={texts.retireNote(text)}
        onClick={({ detail }) => {
          // The next note moves up under the pointer: the second half of a double click is not meant for it.
          if (detail < 2) onRetire(cardId)
        }}
      >
        <Icon name="eyeOff" />
      </button>
    </li>
  )
}
