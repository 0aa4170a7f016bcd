import type { BoardTheme } from '@murmure/shared/board'
import { ALL_SCREENS, type Stage } from '@murmure/shared/stage'

import { useActions } from '../../documents/use-actions.ts'
import { useBoard } from '../../documents/use-board.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { buttonClass, IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './stage-panel.module.css'

type StagePanelProps = {
  readonly texts: WallTexts
  /** The projector's page, where this device knows its secret. */
  readonly screenLink: string | undefined
  readonly announce: (text: string) => void
}

const PLAIN_MODES = ['wall', 'timer', 'blank'] as const

/** What all screens show, and the way to show something else. Screens cannot be touched: this is their remote. */
export function StagePanel({ texts, screenLink, announce }: StagePanelProps) {
  const revealed = useBoard((board) => board.session.revealed)
  const themes = useBoard((board) => board.themes)
  const stage = useBoard((board) => board.stages.get(ALL_SCREENS))
  const { showOnStage } = useActions()
  const shown = describeStage(stage, themes, texts)
  const show = (mode: Stage['mode'], target?: BoardTheme): void => {
    showOnStage({ mode, ...(target && { targetId: target.themeId, page: 0 }) })
    announce(texts.shown(target ? target.title : labelOf(mode, texts)))
  }
  return (
    <>
      <p className={css.shown}>
        <Icon name="screen" />
        {revealed ? shown.label : texts.screenBefore}
      </p>
      {revealed && (
        <fieldset className={css.modes} aria-label={texts.showing}>
          {PLAIN_MODES.map((mode) => (
            <button
              key={mode}
              type="button"
              aria-pressed={(stage?.mode ?? 'wall') === mode}
              onClick={() => show(mode)}
            >
              {texts.stage[mode]}
            </button>
          ))}
          <ThemeChoice texts={texts} themes={themes} shownId={shown.themeId} onShow={show} />
        </fieldset>
      )}
      {shown.themeId !== undefined && revealed && (
        <Pages texts={texts} themeId={shown.themeId} page={stage?.page ?? 0} />
      )}
      {screenLink === undefined ? (
        <p className={css.hint}>{texts.noScreenLink}</p>
      ) : (
        <a
          className={buttonClass({}, css.open)}
          href={screenLink}
          target="_blank"
          rel="noopener noreferrer"
        >
          <Icon name="project" />
          {texts.openScreen}
        </a>
      )}
    </>
  )
}

type ThemeChoiceProps = {
  readonly texts: WallTexts
  readonly themes: readonly BoardTheme[]
  readonly shownId: string | undefined
  readonly onShow: (mode: 'theme', theme: BoardTheme) => void
}

function ThemeChoice({ texts, themes, shownId, onShow }: ThemeChoiceProps) {
  if (themes.length === 0) return null
  return (
    <select
      aria-label={texts.showTheme}
      value={shownId ?? ''}
      data-shown={shownId !== undefined || undefined}
      onChange={(event) => {
        const theme = themes.find(({ themeId }) => themeId === event.target.value)
        if (theme) onShow('theme', theme)
      }}
    >
      <option value="" disabled>
        {texts.showTheme}
      </option>
      {themes.map((theme) => (
        <option key={theme.themeId} value={theme.themeId}>
          {theme.title || texts.untitled}
        </option>
      ))}
    </select>
  )
}

type PagesProps = { readonly texts: WallTexts; readonly themeId: string; readonly page: number }

/** The screen alone knows how many pages it has: it goes on from the first after its last. */
function Pages({ texts, themeId, page }: PagesProps) {
  const { showOnStage } = useActions()
  const turn = (to: number): void => showOnStage({ mode: 'theme', targetId: themeId, page: to })
  return (
    <div className={css.pages}>
      <IconButton
        icon="arrow"
        look="plain"
        className={css.back ?? ''}
        label={texts.previousPage}
        disabled={page === 0}
        onClick={() => turn(page - 1)}
      />
      <button type="button" className={buttonClass({})} onClick={() => turn(page + 1)}>
        {texts.nextPage}
        <Icon name="arrow" />
      </button>
    </div>
  )
}

function describeStage(
  stage: Stage | undefined,
  themes: readonly BoardTheme[],
  texts: WallTexts,
): { readonly label: string; readonly themeId?: string } {
  const theme = themes.find(({ themeId }) => themeId === stage?.targetId)
  if (stage?.mode === 'theme' && theme)
    return { label: theme.title || texts.untitled, themeId: theme.themeId }
  return { label: labelOf(stage?.mode ?? 'wall', texts) }
}

/** A group or a note alone is not shown by this version: screens fall back on the whole wall, and so do we. */
function labelOf(mode: Stage['mode'], texts: WallTexts): string {
  return mode === 'timer' || mode === 'blank' ? texts.stage[mode] : texts.stage.wall
}
