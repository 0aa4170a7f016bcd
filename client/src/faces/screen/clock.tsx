import { useBoard } from '../../documents/use-board.ts'
import { clockText, useSecondsLeft } from '../../features/phase/use-clock.ts'
import type { ScreenTexts } from '../../texts/screen.fr.ts'
import { Icon } from '../../ui/icon.tsx'
import css from './clock.module.css'

/** Time left, in the colour of what goes on now. Does not blink at nought: it says so. */
export function Clock(props: { readonly texts: ScreenTexts; readonly size: 'corner' | 'full' }) {
  const endsAt = useBoard((board) => board.session.timerEndsAt)
  const seconds = useSecondsLeft(endsAt)
  const { texts, size } = props
  if (seconds === null) return null
  return (
    <p className={`${css.clock} ${css[size]}`}>
      <Icon name="clock" />
      {seconds === 0 ? (
        <strong>{texts.timeUp}</strong>
      ) : (
        <b role="timer" aria-label={texts.timeLeft}>
          {clockText(seconds)}
        </b>
      )}
    </p>
  )
}
