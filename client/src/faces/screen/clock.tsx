import { useSyncExternalStore } from 'react'

import { serverNow } from '../../documents/server-clock.ts'
import { useBoard } from '../../documents/use-board.ts'
import { clockText, useSecondsLeft } from '../../features/phase/use-clock.ts'
import type { ScreenTexts } from '../../texts/screen.fr.ts'
import { Icon } from '../../ui/icon.tsx'
import css from './clock.module.css'

/** « Temps écoulé » has been read by then; a facilitator who is busy need not clear it. */
const TIME_UP_MS = 60_000
const LOOK_MS = 1000

type ClockProps = {
  readonly texts: ScreenTexts
  /** `full`: alone on the screen, and stays until something else is shown. */
  readonly size: 'corner' | 'large' | 'full'
}

/** Time left, in the colour of what goes on now. Does not blink at nought: it says so, for a minute. */
export function Clock({ texts, size }: ClockProps) {
  const endsAt = useBoard((board) => board.session.timerEndsAt)
  const seconds = useSecondsLeft(endsAt)
  const isPast = useIsPast(endsAt)
  if (seconds === null || (size !== 'full' && isPast)) return null
  return (
    <p className={`${css.clock} ${css[size]}`}>
      <Icon name="clock" />
      {seconds > 0 ? (
        <Figures text={clockText(seconds)} label={texts.timeLeft} />
      ) : (
        <strong>{texts.timeUp}</strong>
      )}
    </p>
  )
}

/** Each as wide as the widest would be: neither they nor what stands beside them move each second. */
function Figures({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <b role="timer" aria-label={label}>
      {/* Heard as one time, not figure by figure. */}
      <span className="visually-hidden">{text}</span>
      <span aria-hidden="true">
        {text.split('').map((sign, index) =>
          sign === ':' ? (
            sign
          ) : (
            // oxlint-disable-next-line react/no-array-index-key -- a figure is its place
            <i key={index}>{sign}</i>
          ),
        )}
      </span>
    </b>
  )
}

function useIsPast(endsAt: number | null): boolean {
  return useSyncExternalStore(
    everySecond,
    () => endsAt !== null && serverNow() > endsAt + TIME_UP_MS,
  )
}

function everySecond(listener: () => void): () => void {
  const timer = window.setInterval(listener, LOOK_MS)
  return () => window.clearInterval(timer)
}
