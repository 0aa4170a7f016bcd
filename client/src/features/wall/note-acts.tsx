import type { BoardCard } from '@murmure/shared/board'
import { areNotesShown } from '@murmure/shared/session'

import { useBoard } from '../../documents/use-board.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { Button } from '../../ui/button.tsx'
import css from './file-notes.module.css'
import type { NoteSelection } from './note-selection.ts'

type NoteActsProps = {
  /** Never empty. */
  readonly cards: readonly BoardCard[]
  readonly texts: WallTexts
  readonly selection: NoteSelection
  readonly onRetire: () => void
  readonly onShow: () => void
}

/** What is done to a note at once, before the places it may go to. */
export function NoteActs({ cards, texts, selection, onRetire, onShow }: NoteActsProps) {
  const isShown = useBoard((board) => areNotesShown(board.session))
  const [first] = cards
  const isOne = cards.length === 1
  return (
    <>
      <div className={css.acts}>
        <Button icon="eyeOff" onClick={onRetire}>
          {texts.retire}
        </Button>
        {isShown && isOne && (
          <Button icon="project" onClick={onShow}>
            {texts.showThisNote}
          </Button>
        )}
      </div>
      <p className={css.hint}>{texts.retireHint}</p>
      {isOne && first && (
        <label className={css.select}>
          <input
            type="checkbox"
            defaultChecked={selection.has(first.cardId)}
            onChange={() => selection.toggle(first.cardId)}
          />
          {texts.selectNote}
        </label>
      )}
    </>
  )
}
