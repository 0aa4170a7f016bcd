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
  /** Somebody may write, in one part at least. */
  readonly isWritingOpen: boolean
  readonly texts: WallTexts
  readonly onPhase: (phase: Phase) => void
  readonly onReveal: () => void
}

const PHASES = Phase.options

type Question = 'reveal' | 'revealAgain' | 'conclude'

/**
 * Écrire → Dévoiler → Regrouper → Conclure. « Dévoiler » asks: the first time, since it cannot be undone; in one
 * sentence where the screens have hidden the notes again and would show what was written since. « Conclure » asks
 * where it would take the pen out of somebody's hand.
 */
export function PhaseSteps(props: PhaseStepsProps) {
  const { phase, revealed, isWritingOpen, texts, onPhase, onReveal } = props
  const [asked, setAsked] = useState<Question>()
  const present = PHASES.indexOf(phase)
  const choose = (chosen: Phase): void => {
    if (chosen === 'reveal' && !revealed) setAsked('reveal')
    else if (chosen === 'reveal' && phase === 'write') setAsked('revealAgain')
    else if (chosen === 'conclude' && chosen !== phase && revealed && isWritingOpen)
      setAsked('conclude')
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
      {asked && (
        <Ask
          question={texts.questions[asked]}
          texts={texts}
          onClose={() => setAsked(undefined)}
          onConfirm={() => {
            if (asked === 'reveal') onReveal()
            else onPhase(asked === 'conclude' ? 'conclude' : 'reveal')
          }}
        />
      )}
    </>
  )
}

type AskProps = {
  readonly question: WallTexts['questions'][Question]
  readonly texts: WallTexts
  readonly onClose: () => void
  readonly onConfirm: () => void
}

function Ask({ question: { title, points, confirm }, texts, onClose, onConfirm }: AskProps) {
  return (
    <Modal title={title} closeLabel={texts.close} onClose={onClose}>
      {points.length === 1 ? (
        <p>{points[0]}</p>
      ) : (
        <ul className={css.asked}>
          {points.map((point) => (
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
          {confirm}
        </Button>
      </p>
    </Modal>
  )
}
