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
  const show = (mode: Shown['mode'], target?: BoardTheme): void => {
    showOnStage({ mode, ...(target && { targetId: target.themeId, page: 0 }) })
    announce(texts.shown(target ? target.title : texts.stage[mode]))
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
              aria-pressed={shown.mode === mode}
              onClick={() => show(mode)}
            >
              {texts.stage[mode]}
            </button>
          ))}
          <ThemeChoice texts={texts} themes={themes} shownId={shown.themeId} onShow={show} />
        </fieldset>
      )}
      {revealed && (shown.mode === 'theme' || shown.mode === 'wall') && (
        <Pages texts={texts} stage={stage} mode={shown.mode} themeId={shown.themeId} />
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

type PagesProps = {
  readonly texts: WallTexts
  readonly stage: Stage | undefined
  readonly mode: 'theme' | 'wall'
  readonly themeId: string | undefined
}

/** The screen alone knows how many pages it has: it goes on from the first after its last. */
function Pages({ texts, stage, mode, themeId }: PagesProps) {
  const { showOnStage } = useActions()
  const page = stage?.page ?? 0
  const turn = (to: number): void =>
    showOnStage({ mode, page: to, ...(themeId !== undefined && { targetId: themeId }) })
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

type Shown = {
  readonly label: string
  readonly mode: 'wall' | 'theme' | 'timer' | 'blank'
  readonly themeId?: string
}

/** A group or a note alone is not shown by this version: screens fall back on the whole wall, and so do we. */
function describeStage(
  stage: Stage | undefined,
  themes: readonly BoardTheme[],
  texts: WallTexts,
): Shown {
  const theme = themes.find(({ themeId }) => themeId === stage?.targetId)
  if (stage?.mode === 'theme' && theme)
    return { label: theme.title || texts.untitled, mode: 'theme', themeId: theme.themeId }
  const mode = stage?.mode === 'timer' || stage?.mode === 'blank' ? stage.mode : 'wall'
  return { label: texts.stage[mode], mode }
}
