import type { Board, BoardTheme } from '@murmure/shared/board'
import type { ColumnId } from '@murmure/shared/ids'
import { useContext, useRef } from 'react'

import { useBoard, useColumnThemes, useThemeCards } from '../../documents/use-board.ts'
import { Bricks } from '../../features/card/bricks.tsx'
import { FloorContext } from '../../features/stage/floor.ts'
import { type Paging, type Setting, usePages } from '../../features/stage/use-pages.ts'
import type { ScreenTexts } from '../../texts/screen.fr.ts'
import { GroupSign } from '../../ui/group-sign.tsx'
import { Logo } from '../../ui/logo.tsx'
import { Clock } from './clock.tsx'
import { PageMark } from './page-mark.tsx'
import { useBricks } from '../../features/card/use-bricks.ts'
import { WayIn } from './way-in.tsx'
import css from './wall-scene.module.css'

/** A theme's title in fewer signs breaks its words. */
const COLUMN_MIN_EM = 7.5
const AT_THE_FLOOR: readonly Setting[] = [{ scale: 1, columns: 1 }]

type WallSceneProps = { readonly texts: ScreenTexts; readonly page: number }

/** The whole wall, to be grasped in five seconds: themes, counts, one brick per note. Never tiny text. */
export function WallScene({ texts, page }: WallSceneProps) {
  const stage = useRef<HTMLDivElement>(null)
  const sections = useBoard((board) => board.sections)
  const title = useBoard((board) => board.meta.title)
  const content = useBoard(contentOf)
  const columnCount = useBoard((board) => board.columns.length)
  const isSplit = (columnCount * COLUMN_MIN_EM * useContext(FloorContext)) / 100 > 1
  const paging = usePages(stage, `${isSplit} ${content}`, AT_THE_FLOOR)
  const shown = page % paging.count
  const part = paging.partOf(shown)
  const isOn = (index: number): boolean => !isSplit || paging.isMeasuring || index === part
  return (
    <div className={css.scene}>
      <main
        className={css.wall}
        ref={stage}
        data-measuring={paging.isMeasuring || undefined}
        data-split={isSplit || undefined}
      >
        <h1 className="visually-hidden">{title}</h1>
        {sections
          .filter((_, index) => isOn(index))
          .map((section) => (
            <SceneSection
              key={section.sectionId}
              sectionId={section.sectionId}
              title={section.title}
              texts={texts}
              isPart={isSplit}
              paging={paging}
              page={shown}
            />
          ))}
      </main>
      <footer className={css.foot}>
        <Logo />
        <Legend />
        <PageMark texts={texts} page={shown} count={paging.count} />
        <Clock texts={texts} size="corner" />
        <WayIn texts={texts} layout="strip" />
      </footer>
    </div>
  )
}

/** Everything that changes how high something is. */
function contentOf(board: Board): string {
  const counts = new Map<string, number>()
  for (const card of board.cards) {
    if (card.outcome.kind !== 'kept') continue
    const place = `${card.columnId ?? ''}/${card.themeId ?? ''}`
    counts.set(place, (counts.get(place) ?? 0) + 1)
  }
  const titles = board.themes.map(({ themeId, title, columnId }) => [themeId, title, columnId])
  const columns = board.columns.map(({ columnId, title }) => [columnId, title])
  return JSON.stringify([columns, titles, [...counts]])
}

type SceneSectionProps = {
  readonly sectionId: string
  readonly title: string
  /** A deep hall leaves no room for all columns beside each other: sections come one after the other. */
  readonly isPart: boolean
  readonly texts: ScreenTexts
  readonly paging: Paging
  readonly page: number
}

function SceneSection({ sectionId, title, isPart, ...shared }: SceneSectionProps) {
  const columns = useBoard((board) => board.columns.filter(({ section }) => section === sectionId))
  const count = useBoard((board) => {
    const own = new Set(board.columns.filter((c) => c.section === sectionId).map((c) => c.columnId))
    return board.cards.filter(
      ({ columnId, outcome }) => columnId !== null && own.has(columnId) && outcome.kind === 'kept',
    ).length
  })
  return (
    <section
      className={css.section}
      style={{ flexGrow: columns.length }}
      {...(isPart && { 'data-fit-part': '' })}
    >
      <header>
        <h2>{title}</h2>
        <small>{shared.texts.notes(count)}</small>
      </header>
      <div className={css.columns}>
        {columns.map((column) => (
          <div key={column.columnId} className={css.column}>
            <h3>{column.title}</h3>
            <SceneColumn columnId={column.columnId} {...shared} />
          </div>
        ))}
      </div>
    </section>
  )
}

type SceneColumnProps = Omit<SceneSectionProps, 'sectionId' | 'title' | 'isPart'> & {
  readonly columnId: ColumnId
}

/** Themes with most notes first; what is under none comes last, greyed. */
function SceneColumn({ columnId, texts, paging, page }: SceneColumnProps) {
  const own = useColumnThemes(columnId)
  const across = useColumnThemes(null)
  const counts = useBoard((board) =>
    [...own, ...across].map(
      ({ themeId }) =>
        board.cards.filter(
          (card) =>
            card.themeId === themeId && card.columnId === columnId && card.outcome.kind === 'kept',
        ).length,
    ),
  )
  const themes = [...own, ...across]
    .map((theme, index) => ({ theme, count: counts[index] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
  const isOn = (id: string): boolean => paging.isMeasuring || paging.pageOf(id) === page
  return (
    <div className={css.themes} data-fit-column="">
      {themes
        .filter(({ theme }) => isOn(`${columnId}/${theme.themeId}`))
        .map(({ theme }) => (
          <SceneTheme key={theme.themeId} columnId={columnId} theme={theme} texts={texts} />
        ))}
      {isOn(`${columnId}/`) && <SceneTheme columnId={columnId} theme={null} texts={texts} />}
    </div>
  )
}

type SceneThemeProps = {
  readonly columnId: ColumnId
  readonly theme: BoardTheme | null
  readonly texts: ScreenTexts
}

function SceneTheme({ columnId, theme, texts }: SceneThemeProps) {
  const cardIds = useThemeCards(columnId, theme?.themeId ?? null)
  const bricks = useBricks(cardIds)
  if (cardIds.length === 0) return null
  const title = theme === null ? texts.toFile : theme.title || texts.untitled
  return (
    <section
      className={`${css.theme} ${theme === null ? css.loose : ''}`}
      data-fit-id={`${columnId}/${theme?.themeId ?? ''}`}
    >
      <h4>
        <span>{title}</span>
        <b>{cardIds.length}</b>
      </h4>
      <Bricks bricks={bricks} label={texts.notes(cardIds.length)} />
    </section>
  )
}

/** A sign alone where letter and name agree (« Groupe A »); with its name where nobody could guess it. */
function Legend() {
  const groups = useBoard((board) => board.groups)
  return (
    <ul role="list" className={css.legend}>
      {groups.map((group) => (
        <li key={group.groupId}>
          <GroupSign sign={group.sign} name={group.name} />
          {group.kind !== 'team' && <span aria-hidden="true">{group.name}</span>}
        </li>
      ))}
    </ul>
  )
}
