import { useSyncExternalStore } from 'react'

import { serverNow } from '../../documents/server-clock.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { Icon } from '../../ui/icon.tsx'
import css from './phase.module.css'
import { clockText, useSecondsLeft } from './use-clock.ts'

type TimerProps = {
  readonly endsAt: number | null
  readonly texts: WallTexts
  /** Seconds from now; null stops it. */
  readonly onTimer: (seconds: number | null) => void
}

const STARTS_MIN = [5, 10, 15] as const
/** « Temps écoulé » has been read by then, and nobody has to take it away. */
const OVER_MS = 60_000
const LOOK_MS = 1000

export function Timer({ endsAt, texts, onTimer }: TimerProps) {
  const seconds = useSecondsLeft(endsAt)
  const isOver = useIsOver(endsAt)
  if (seconds === null || isOver) {
    return (
      <fieldset className={css.timer} aria-label={texts.timer}>
        <Icon name="clock" />
        {STARTS_MIN.map((minutes) => (
          <button
            key={minutes}
            type="button"
            aria-label={texts.startMinutes(minutes)}
            onClick={() => onTimer(minutes * 60)}
          >
            {texts.minutes(minutes)}
          </button>
        ))}
      </fieldset>
    )
  }
  return (
    <fieldset className={`${css.timer} ${css.running}`} aria-label={texts.timer}>
      <Icon name="clock" />
      {seconds > 0 ? (
        <b role="timer" aria-label={texts.timeLeft}>
          {clockText(seconds)}
        </b>
      ) : (
        <span className={css.timeUp}>{texts.timeUp}</span>
      )}
      <button type="button" aria-label={texts.oneMoreLabel} onClick={() => onTimer(seconds + 60)}>
        {texts.oneMore}
      </button>
      <button
        type="button"
        aria-label={texts.stopTimer}
        title={texts.stopTimer}
        onClick={() => onTimer(null)}
      >
        <Icon name="close" />
      </button>
    </fieldset>
  )
}

function useIsOver(endsAt: number | null): boolean {
  return useSyncExternalStore(everySecond, () => endsAt !== null && serverNow() > endsAt + OVER_MS)
}

function everySecond(listener: () => void): () => void {
  const timer = window.setInterval(listener, LOOK_MS)
  return () => window.clearInterval(timer)
}
