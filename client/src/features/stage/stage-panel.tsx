import { areNotesShown } from '@murmure/shared/session'
import { ALL_SCREENS, type Stage } from '@murmure/shared/stage'
import { Fragment, type ReactNode, useId, useState } from 'react'

import { useBoard, useSession } from '../../documents/use-board.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { buttonClass, IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { usePagesOnScreens } from './page-count.ts'
import { ScreenChoice } from './screen-choice.tsx'
import css from './stage-panel.module.css'
import { StageSettingsForm } from './stage-settings-form.tsx'
import { settingsOf } from './stage-settings.ts'
import { useTooDeep } from './use-too-deep.ts'
import { wallPlan } from './wall-plan.ts'
import { describeShown, type StageRemote } from './use-stage-remote.ts'

type StagePanelProps = {
  readonly texts: WallTexts
  readonly remote: StageRemote
  /** The way to open the projector's page. */
  readonly children: ReactNode
}

const PLAIN_MODES = ['wall', 'timer', 'blank'] as const

/** What the screens show, and the way to show something else. Screens cannot be touched: this is their remote. */
export function StagePanel({ texts, remote, children }: StagePanelProps) {
  const { revealed } = useBoard((board) => board.session)
  const isShown = useBoard((board) => areNotesShown(board.session))
  const stage = useBoard((board) => board.stages.get(remote.screenId))
  const label = useBoard((board) => describeShown(stage ?? followed(remote), board, texts))
  const mode = stage?.mode ?? followed(remote).mode
  const [isOpen, setOpen] = useState(false)
  const wallNote = useId()
  return (
    <>
      <p className={css.shown}>
        <Icon name="screen" />
        <span>{isShown ? label : revealed ? texts.screenWriting : texts.screenBefore}</span>
      </p>
      {isShown && (
        <fieldset className={css.modes} aria-label={texts.showing}>
          {PLAIN_MODES.map((plain) => (
            <Fragment key={plain}>
              <button
                type="button"
                aria-pressed={mode === plain}
                aria-describedby={plain === 'wall' ? wallNote : undefined}
                onClick={() => remote.show({ mode: plain })}
              >
                {texts.stage[plain]}
              </button>
              {plain === 'wall' && <WallShown id={wallNote} texts={texts} remote={remote} />}
            </Fragment>
          ))}
          <ThemeChoice texts={texts} remote={remote} stage={stage} />
          <GroupChoice texts={texts} remote={remote} stage={stage} />
        </fieldset>
      )}
      {isShown && PAGED.has(mode) && <Pages texts={texts} remote={remote} stage={stage} />}
      <TooDeep texts={texts} remote={remote} />
      {children}
      <details className={css.more} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{texts.screenSettings}</summary>
        {isOpen && (
          <>
            <StageSettingsForm
              key={remote.screenId}
              texts={texts}
              settings={settingsOf(stage)}
              onSet={remote.set}
            />
            <ScreenChoice texts={texts} remote={remote} />
          </>
        )}
      </details>
    </>
  )
}

const PAGED: ReadonlySet<Stage['mode']> = new Set(['wall', 'theme', 'group', 'note'])

/** A screen without a stage of its own. */
const followed = ({ screenId }: StageRemote): { readonly mode: Stage['mode'] } => ({
  mode: screenId === ALL_SCREENS ? 'wall' : 'follow',
})

type WallShownProps = Pick<StagePanelProps, 'texts' | 'remote'> & { readonly id: string }

/** What « Mur entier » is at this moment: a screen that shows it has told; else what it would try. */
function WallShown({ id, texts, remote }: WallShownProps) {
  const { boardId } = useSession()
  const told = usePagesOnScreens(boardId, remote.screenId, { mode: 'wall' })
  const planned = useBoard((board) => (wallPlan(board) === 'bricks' ? 'bricks' : 'either'))
  return (
    <p id={id} className={css.hint}>
      {texts.wallShown[told?.as ?? planned]}
    </p>
  )
}

function TooDeep({ texts, remote }: Pick<StagePanelProps, 'texts' | 'remote'>) {
  const warning = useTooDeep(texts, remote)
  if (warning === undefined) return null
  return (
    <p className={css.tooDeep} role="status">
      <Icon name="alert" />
      <span>{warning}</span>
    </p>
  )
}

type ChoiceProps = {
  readonly texts: WallTexts
  readonly remote: StageRemote
  readonly stage: Stage | undefined
}

function ThemeChoice({ texts, remote, stage }: ChoiceProps) {
  const themes = useBoard((board) => board.themes)
  if (themes.length === 0) return null
  return (
    <Choice
      label={texts.showTheme}
      shownId={stage?.mode === 'theme' ? stage.targetId : undefined}
      options={themes.map(({ themeId, title }) => ({ id: themeId, name: title || texts.untitled }))}
      onChoose={(id) => remote.show({ mode: 'theme', id })}
    />
  )
}

/** Restitution: the notes of one group, for the person who speaks for it. */
function GroupChoice({ texts, remote, stage }: ChoiceProps) {
  const groups = useBoard((board) => board.groups)
  return (
    <Choice
      label={texts.showGroup}
      shownId={stage?.mode === 'group' ? stage.targetId : undefined}
      options={groups.map(({ groupId, name }) => ({ id: groupId, name }))}
      onChoose={(id) => remote.show({ mode: 'group', id })}
    />
  )
}

type SelectProps = {
  readonly label: string
  readonly shownId: string | undefined
  readonly options: readonly { readonly id: string; readonly name: string }[]
  readonly onChoose: (id: string) => void
}

function Choice({ label, shownId, options, onChoose }: SelectProps) {
  const isShown = options.some(({ id }) => id === shownId)
  return (
    <select
      aria-label={label}
      value={isShown ? shownId : ''}
      data-shown={isShown || undefined}
      onChange={(event) => onChoose(event.target.value)}
    >
      <option value="" disabled>
        {label}
      </option>
      {options.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  )
}

/** Where no screen tells how many pages there are, it goes on from the first after the last. */
function Pages({ texts, remote, stage }: ChoiceProps) {
  const { boardId } = useSession()
  const told = usePagesOnScreens(boardId, remote.screenId, stage)
  const count = told?.pages
  const page = count === undefined ? (stage?.page ?? 0) : (stage?.page ?? 0) % count
  const turn = (to: number): void =>
    remote.show({
      mode: stage?.mode ?? 'wall',
      page: to,
      ...(stage?.targetId !== undefined && { id: stage.targetId }),
    })
  // A note has pages in a deep hall only.
  if (count === 1 || (count === undefined && stage?.mode === 'note')) return null
  return (
    <div className={css.pages}>
      {told && <p>{texts.pageOf(told.page + 1, told.pages)}</p>}
      <IconButton
        icon="arrow"
        look="plain"
        className={css.back ?? ''}
        label={texts.previousPage}
        disabled={page === 0}
        onClick={() => turn(page - 1)}
      />
      <button
        type="button"
        className={buttonClass({})}
        disabled={page + 1 === count}
        onClick={() => turn(page + 1)}
      >
        {texts.nextPage}
        <Icon name="arrow" />
      </button>
    </div>
  )
}
