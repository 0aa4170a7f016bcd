import type { Commands } from '../../features/phase/use-commands.ts'
import { useBoard } from '../../documents/use-board.ts'
import { PhaseSteps } from '../../features/phase/phase-steps.tsx'
import { Timer } from '../../features/phase/timer.tsx'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { Button } from '../../ui/button.tsx'
import { Logo } from '../../ui/logo.tsx'
import css from './wall-header.module.css'

type WallHeaderProps = {
  readonly texts: WallTexts
  readonly send: Commands['send']
  readonly code: string | undefined
  readonly onEdit: () => void
  readonly onJoin: () => void
}

export function WallHeader({ texts, send, code, onEdit, onJoin }: WallHeaderProps) {
  const meta = useBoard((board) => board.meta)
  const session = useBoard((board) => board.session)
  const where = [meta.place, meta.date && texts.date(meta.date)].filter(Boolean).join(', ')
  return (
    <header className={css.header}>
      <Logo />
      <div className={css.name}>
        <h1>
          <button type="button" title={texts.editBoard} onClick={onEdit}>
            {meta.title}
          </button>
        </h1>
        {where && <p>{where}</p>}
      </div>
      <PhaseSteps
        phase={session.phase}
        revealed={session.revealed}
        texts={texts}
        onPhase={(phase) => send({ type: 'phase', phase })}
        onReveal={() => send({ type: 'reveal' })}
      />
      <div className={css.tools}>
        <Timer
          endsAt={session.timerEndsAt}
          texts={texts}
          onTimer={(seconds) => send({ type: 'timer', seconds })}
        />
        {code !== undefined && (
          <Button icon="people" aria-label={texts.joinCode(code)} onClick={onJoin}>
            {code}
          </Button>
        )}
      </div>
    </header>
  )
}
