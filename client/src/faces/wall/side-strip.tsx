import type { StageRemote } from '../../features/stage/use-stage-remote.ts'
import { useTooDeep } from '../../features/stage/use-too-deep.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
import css from './side-strip.module.css'
import { PANEL_ID, type SidePanel, type SidePart } from './use-side-panel.ts'

type SideStripProps = {
  readonly texts: WallTexts
  readonly panel: SidePanel
  readonly remote: StageRemote
}

/** What the folded panel beside the wall holds, part by part; only there where the panel is folded. */
export function SideStrip({ texts, panel, remote }: SideStripProps) {
  const warning = useTooDeep(texts, remote)
  const parts: readonly (readonly [part: SidePart, icon: IconName, name: string])[] = [
    ['screens', 'screen', texts.onScreen],
    ['groups', 'people', texts.groups],
    ['report', 'document', texts.report],
    ['keep', 'print', texts.keep],
  ]
  return (
    <div className={css.strip} role="group" aria-label={texts.remote}>
      {parts.map(([part, icon, name]) => {
        const isOpen = panel.isOpen && panel.part === part
        return (
          <button
            key={part}
            type="button"
            aria-expanded={isOpen}
            aria-controls={PANEL_ID}
            title={part === 'screens' ? warning : undefined}
            onClick={() => (isOpen ? panel.close() : panel.goTo(part))}
          >
            <Icon name={icon} />
            {name}
            {/* The title says it in words, also to who cannot see the sign. */}
            {part === 'screens' && warning !== undefined && <Icon name="alert" />}
          </button>
        )
      })}
    </div>
  )
}
