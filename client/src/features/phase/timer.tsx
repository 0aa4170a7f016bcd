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

export function Timer({ endsAt, texts, onTimer }: TimerProps) {
  const seconds = useSecondsLeft(endsAt)
  if (seconds === null) {
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
