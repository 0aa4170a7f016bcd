import type { Commands } from '../../features/phase/use-commands.ts'
import { useBoard } from '../../documents/use-board.ts'
import { PhaseSteps } from '../../features/phase/phase-steps.tsx'
import type { StageRemote } from '../../features/stage/use-stage-remote.ts'
import { Timer } from '../../features/phase/timer.tsx'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { Button } from '../../ui/button.tsx'
import { Logo } from '../../ui/logo.tsx'
import { PhaseGuide } from './phase-guide.tsx'
import type { SidePanel } from './use-side-panel.ts'
import type { WallDialog } from './wall-dialogs.tsx'
import { whereLine } from './where-line.ts'
import css from './wall-header.module.css'

type WallHeaderProps = {
  readonly texts: WallTexts
  readonly send: Commands['send']
  readonly remote: Pick<StageRemote, 'onPhaseAsked'>
  readonly code: string | undefined
  readonly open: (dialog: WallDialog) => void
  readonly panel: SidePanel
}

export function WallHeader({ texts, send, remote, code, open, panel }: WallHeaderProps) {
  const meta = useBoard((board) => board.meta)
  const session = useBoard((board) => board.session)
  const where = whereLine(meta, texts)
  return (
    <header className={css.header}>
      <Logo />
      <div className={css.name}>
        <h1>
          <button type="button" title={texts.editBoard} onClick={() => open({ kind: 'board' })}>
            {meta.title}
          </button>
        </h1>
        {where && <p>{where}</p>}
      </div>
      <div className={css.steps}>
        <PhaseSteps
          phase={session.phase}
          revealed={session.revealed}
          isWritingOpen={session.open.length > 0}
          texts={texts}
          onPhase={(phase) => send({ type: 'phase', phase }, remote.onPhaseAsked())}
          onReveal={() => send({ type: 'reveal' }, remote.onPhaseAsked())}
        />
      </div>
      <div className={css.tools}>
        {/* Its room is kept: a hand that goes up must not make the title wrap and the wall jump. */}
        <Button
          icon="voice"
          className={css.hands ?? ''}
          data-none={session.hands.length === 0 || undefined}
          title={texts.handsCount(session.hands.length)}
          aria-label={texts.handsCount(session.hands.length)}
          onClick={() => panel.goTo('hands')}
        >
          {session.hands.length}
        </Button>
        <Timer
          endsAt={session.timerEndsAt}
          texts={texts}
          onTimer={(seconds) => send({ type: 'timer', seconds })}
        />
        {code !== undefined && (
          <Button
            icon="people"
            aria-label={texts.joinCode(code)}
            onClick={() => open({ kind: 'join' })}
          >
            {code}
          </Button>
        )}
      </div>
      <PhaseGuide texts={texts} send={send} onPublished={() => open({ kind: 'published' })} />
    </header>
  )
}
