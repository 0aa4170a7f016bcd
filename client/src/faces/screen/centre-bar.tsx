import type { Stage } from '@murmure/shared/stage'

import { useBoard } from '../../documents/use-board.ts'
import { HandRaiser } from '../../features/hands/hand-raiser.tsx'
import { VisioLink } from '../../features/visio/visio-link.tsx'
import type { ScreenTexts } from '../../texts/screen.fr.ts'
import { Button } from '../../ui/button.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import css from './centre-bar.module.css'

/** What a remote centre looks at by itself; undefined: what the facilitators show. */
export type FreeLook = Pick<Stage, 'mode' | 'targetId' | 'page'> | undefined

type CentreBarProps = {
  readonly texts: ScreenTexts
  readonly look: FreeLook
  readonly onLook: (look: FreeLook) => void
}

/** A remote centre sits at its screen: it may speak, see the others, and look around the wall. */
export function CentreBar({ texts, look, onLook }: CentreBarProps) {
  const visio = useBoard((board) => board.meta.visio)
  const revealed = useBoard((board) => board.session.revealed)
  return (
    <aside className={css.bar} aria-label={texts.centre}>
      {revealed && <Looking texts={texts} look={look} onLook={onLook} />}
      <HandRaiser />
      {visio && (
        <div className={css.visio}>
          <QrCode text={visio.url} label={texts.visioQr} />
          <VisioLink visio={visio} />
        </div>
      )}
    </aside>
  )
}

function Looking({ texts, look, onLook }: CentreBarProps) {
  const themes = useBoard((board) => board.themes)
  const page = look?.page ?? 0
  return (
    <div className={css.looking}>
      <select
        aria-label={texts.lookAt}
        value={look ? (look.targetId ?? 'wall') : ''}
        onChange={({ target: { value } }) =>
          onLook(
            value === 'wall'
              ? { mode: 'wall', page: 0 }
              : { mode: 'theme', targetId: value, page: 0 },
          )
        }
      >
        <option value="" disabled>
          {texts.lookAt}
        </option>
        <option value="wall">{texts.wholeWall}</option>
        {themes.map(({ themeId, title }) => (
          <option key={themeId} value={themeId}>
            {title || texts.untitled}
          </option>
        ))}
      </select>
      {look && (
        <>
          <Button iconAfter="arrow" onClick={() => onLook({ ...look, page: page + 1 })}>
            {texts.nextPage}
          </Button>
          <Button look="strong" icon="screen" onClick={() => onLook(undefined)}>
            {texts.backToStage}
          </Button>
        </>
      )}
    </div>
  )
}
