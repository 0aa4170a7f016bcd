import type { Problem } from '@murmure/shared/protocol/http'

import { useBoard, useConnection } from '../../documents/use-board.ts'
import { useUndoLabel } from '../../features/wall/use-undo-label.ts'
import { TextSize } from '../../features/wall/text-size.tsx'
import type { ChosenTextSize } from '../../features/wall/use-text-size.ts'
import type { WallActs } from '../../features/wall/wall-actions.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './wall-footer.module.css'

type WallFooterProps = {
  readonly texts: WallTexts
  readonly acts: WallActs
  /** What this person just did, in a sentence. */
  readonly said: string
  readonly problem: Problem | undefined
  readonly size: ChosenTextSize
  readonly onAsides: () => void
}

/** « Annuler » always at the same place, what was just done, and how the connection is. */
export function WallFooter({ texts, acts, said, problem, size, onAsides }: WallFooterProps) {
  const undo = useUndoLabel(texts)
  const asides = useBoard(
    (board) => board.cards.filter((card) => card.outcome.kind === 'aside').length,
  )
  return (
    <footer className={problem ? `${css.footer} ${css.rows}` : css.footer}>
      <Button
        icon="undo"
        className={css.undo ?? ''}
        disabled={undo === undefined}
        onClick={acts.undo}
      >
        <span className={css.undone}>{undo ?? texts.nothingToUndo}</span>
      </Button>
      <div className={css.words}>
        <output>
          {/* Anew for each sentence: where it lies over the wall, it goes by itself. */}
          {said && (
            <span key={said} className={css.said}>
              {said}
            </span>
          )}
        </output>
        {/* Apart: a sentence that goes must not have the hint read out in its place. */}
        {!said && <p className={css.hint}>{texts.dragHint}</p>}
      </div>
      {problem && (
        <p className={css.problem} role="alert">
          <Icon name="alert" />
          {[problem.title, problem.detail].filter(Boolean).join('. ')}
        </p>
      )}
      {asides > 0 && (
        <Button aria-haspopup="dialog" onClick={onAsides}>
          {texts.aside(asides)}
        </Button>
      )}
      <TextSize texts={texts} size={size} />
      <ConnectionState texts={texts} />
    </footer>
  )
}

function ConnectionState({ texts }: { readonly texts: WallTexts }) {
  const { state, waiting, problem } = useConnection()
  const isSaving = state === 'online' && waiting > 0
  const look = state === 'online' && !isSaving ? css.fine : css.waiting
  return (
    <p className={`${css.state} ${look}`} title={problem?.detail}>
      <Icon name={state === 'online' ? (isSaving ? 'waiting' : 'check') : 'offline'} />
      <span>{isSaving ? texts.saving : texts.state[state]}</span>
    </p>
  )
}
