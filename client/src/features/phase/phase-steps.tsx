import { Phase } from '@murmure/shared/session'
import { useState } from 'react'

import type { WallTexts } from '../../texts/wall.fr.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Modal } from '../../ui/modal.tsx'
import css from './phase.module.css'

type PhaseStepsProps = {
  readonly phase: Phase
  readonly revealed: boolean
  readonly texts: WallTexts
  readonly onPhase: (phase: Phase) => void
  readonly onReveal: () => void
}

const PHASES = Phase.options

/**
 * Écrire → Dévoiler → Regrouper → Conclure. Only « Dévoiler » asks: the first time, since it cannot be undone;
 * in one sentence where the screens have hidden the notes again and would show what was written since.
 */
export function PhaseSteps({ phase, revealed, texts, onPhase, onReveal }: PhaseStepsProps) {
  const [isAsking, setAsking] = useState(false)
  const present = PHASES.indexOf(phase)
  const choose = (chosen: Phase): void => {
    if (chosen === 'reveal' && (!revealed || phase === 'write')) setAsking(true)
    // The present one again: nothing begins, and what the screens show stays.
    else if (chosen !== phase) onPhase(chosen)
  }
  return (
    <>
      <ol className={css.steps} role="list" aria-label={texts.phases}>
        {PHASES.map((step, index) => {
          const isDone = index < present && (step !== 'reveal' || revealed)
          const place = index === present ? css.here : isDone ? css.done : ''
          const next = index === present + 1 ? css.next : ''
          return (
            <li key={step} className={`${place} ${next}`}>
              <button
                type="button"
                aria-current={index === present ? 'step' : undefined}
                onClick={() => choose(step)}
              >
                {isDone ? <Icon name="check" /> : <b>{index + 1}</b>}
                <span>{texts.phase[step]}</span>
              </button>
            </li>
          )
        })}
      </ol>
      {isAsking && (
        <AskReveal
          isAgain={revealed}
          texts={texts}
          onClose={() => setAsking(false)}
          onConfirm={() => (revealed ? onPhase('reveal') : onReveal())}
        />
      )}
    </>
  )
}

type AskRevealProps = {
  readonly isAgain: boolean
  readonly texts: WallTexts
  readonly onClose: () => void
  readonly onConfirm: () => void
}

function AskReveal({ isAgain, texts, onClose, onConfirm }: AskRevealProps) {
  return (
    <Modal
      title={isAgain ? texts.revealAgainTitle : texts.revealTitle}
      closeLabel={texts.close}
      onClose={onClose}
    >
      {isAgain ? (
        <p>{texts.revealAgainBody}</p>
      ) : (
        <ul className={css.asked}>
          {texts.revealPoints.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      )}
      <p className={css.answers}>
        <Button onClick={onClose}>{texts.notYet}</Button>
        <Button
          look="strong"
          onClick={() => {
            onClose()
            onConfirm()
          }}
        >
          {isAgain ? texts.revealAgainConfirm : texts.revealConfirm}
        </Button>
      </p>
    </Modal>
  )
}
