import type { Board, BoardTheme } from '@murmure/shared/board'
import type { CardId, ColumnId } from '@murmure/shared/ids'
import { useRef } from 'react'

import { useBoard, useCard, useColumnThemes, useThemeCards } from '../../documents/use-board.ts'
import { Bricks } from '../../features/card/bricks.tsx'
import { Note } from '../../features/card/note.tsx'
import { useBricks } from '../../features/card/use-bricks.ts'
import { type Attempt, bricksAt, type Paging, usePages } from '../../features/stage/use-pages.ts'
import { keptIn, TEXT_PAGES, type WallPlan, wallPlan } from '../../features/stage/wall-plan.ts'
import type { ScreenTexts } from '../../texts/screen.fr.ts'
import { Logo } from '../../ui/logo.tsx'
import { Clock } from './clock.tsx'
import { Legend } from './legend.tsx'
import { PageMark } from './page-mark.tsx'
import { Title } from './title.tsx'
import { WayIn } from './way-in.tsx'
import css from './wall-scene.module.css'

/**
 * Titles and bricks as large as they fit. Bricks are no text: they give way before anything goes onto a
 * second page, first lower, then shorter.
 */
const BRICKS: Attempt = {
  mode: 'bricks',
  pagesMax: Infinity,
  settings: [
    ...bricksAt(3, [1.6, 1.4]),
    ...bricksAt(4, [1.4, 1.3]),
    ...bricksAt(5, [1.3, 1.2, 1.1, 1, 0.9, 0.8, 0.7, 0.6, 0.5]),
    ...bricksAt(10, [0.8, 0.6, 0.45, 0.36, 0.3]),
    ...bricksAt(20, [0.45, 0.3]),
    ...bricksAt(5, [1, 0.7, 0.5]).map((setting) => ({ ...setting, split: true })),
    ...bricksAt(10, [0.7, 0.45]).map((setting) => ({ ...setting, split: true })),
    ...bricksAt(20, [0.45, 0.3]).map((setting) => ({ ...setting, split: true })),
  ],
}
const TEXTS_AT = [
  ...[1.7, 1.4, 1.2, 1].map((scale) => ({ scale, columns: 1 })),
  { scale: 1, columns: 1, split: true },
]
const textsOn = (pagesMax: number): Attempt => ({ mode: 'texts', pagesMax, settings: TEXTS_AT })
const ATTEMPTS: Readonly<Record<WallPlan, readonly [...Attempt[], Attempt]>> = {
  texts: [textsOn(TEXT_PAGES.texts), BRICKS],
  'texts-on-one': [textsOn(TEXT_PAGES['texts-on-one']), BRICKS],
  bricks: [BRICKS],
}

type WallSceneProps = { readonly texts: ScreenTexts; readonly page: number }

/**
 * The whole wall: the notes themselves where they fit, else to be grasped in five seconds: themes, counts,
 * one brick per note. Never tiny text.
 */
export function WallScene({ texts, page }: WallSceneProps) {
  const stage = useRef<HTMLDivElement>(null)
  const sections = useBoard(sectionsToShow)
  const title = useBoard((board) => board.meta.title)
  const content = useBoard(contentOf)
  const plan = useBoard(wallPlan)
  const paging = usePages(stage, `${plan} ${content}`, ATTEMPTS[plan])
  const shown = page % paging.count
  const part = paging.partOf(shown)
  const isOn = (index: number): boolean => !paging.isSplit || index === part
  return (
    <div className={css.scene}>
      <main className={css.wall} ref={stage} data-measuring={paging.isMeasuring || undefined}>
        <h1 className="visually-hidden">{title}</h1>
        {sections
          .filter((_, index) => isOn(index))
          .map((section) => (
            <SceneSection
              key={section.sectionId}
              sectionId={section.sectionId}
              title={section.title}
              texts={texts}
              hasTexts={plan !== 'bricks'}
              paging={paging}
              page={shown}
            />
          ))}
      </main>
      <footer className={css.foot}>
        <Logo />
        <Legend />
        <PageMark texts={texts} page={shown} paging={paging} />
        <Clock texts={texts} size="corner" />
        <WayIn texts={texts} layout="strip" />
      </footer>
    </div>
  )
}

/** A part that is closed and empty, because its time is still to come, takes no room from the other. */
function sectionsToShow(board: Board): Board['sections'] {
  const used = new Set(keptIn(board.cards).map(({ columnId }) => columnId))
  const shown = board.sections.filter(
    ({ sectionId }) =>
      board.session.open.includes(sectionId) ||
      board.columns.some(({ section, columnId }) => section === sectionId && used.has(columnId)),
  )
  return shown.length > 0 ? shown : board.sections
}

/** Everything that changes how high something is. */
function contentOf(board: Board): string {
  const counts = new Map<string, number>()
  const kept = keptIn(board.cards)
  for (const { columnId, themeId } of kept) {
    const place = `${columnId ?? ''}/${themeId ?? ''}`
    counts.set(place, (counts.get(place) ?? 0) + 1)
  }
  const words = wallPlan(board) === 'bricks' ? [] : kept.map((card) => card.wording ?? card.text)
  const titles = board.themes.map(({ themeId, title, columnId }) => [themeId, title, columnId])
  const columns = board.columns.map(({ columnId, title }) => [columnId, title])
  const sections = sectionsToShow(board).map(({ sectionId }) => sectionId)
  return JSON.stringify([sections, columns, titles, [...counts], words])
}

type SceneSectionProps = {
  readonly sectionId: string
  readonly title: string
  /** The notes may be shown as texts: both ways are there while they are measured. */
  readonly hasTexts: boolean
  readonly texts: ScreenTexts
  readonly paging: Paging
  readonly page: number
}

/** A part: where a deep hall leaves no room for all columns side by side, sections come one after the other. */
function SceneSection({ sectionId, title, ...shared }: SceneSectionProps) {
  const columns = useBoard((board) => board.columns.filter(({ section }) => section === sectionId))
  const count = useBoard((board) => {
    const own = new Set(board.columns.filter((c) => c.section === sectionId).map((c) => c.columnId))
    return keptIn(board.cards).filter(({ columnId }) => columnId !== null && own.has(columnId))
      .length
  })
  return (
    <section className={css.section} style={{ flexGrow: columns.length }} data-fit-part="">
      <header data-fit-words="">
        <h2>
          <Title>{title}</Title>
        </h2>
        <small>{shared.texts.notes(count)}</small>
      </header>
      <div className={css.columns}>
        {columns.map((column) => (
          <div key={column.columnId} className={css.column}>
            <h3 data-fit-words="">
              <Title>{column.title}</Title>
            </h3>
            <SceneColumn columnId={column.columnId} {...shared} />
          </div>
        ))}
      </div>
    </section>
  )
}

type SceneColumnProps = Omit<SceneSectionProps, 'sectionId' | 'title'> & {
  readonly columnId: ColumnId
}

/** Themes with most notes first; what is under none comes last, greyed. */
function SceneColumn({ columnId, texts, hasTexts, paging, page }: SceneColumnProps) {
  const own = useColumnThemes(columnId)
  const across = useColumnThemes(null)
  const counts = useBoard((board) =>
    [...own, ...across].map(
      ({ themeId }) =>
        keptIn(board.cards).filter((card) => card.themeId === themeId && card.columnId === columnId)
          .length,
    ),
  )
  const themes = [...own, ...across]
    .map((theme, index) => ({ theme, count: counts[index] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
  const isOn = (id: string, mode: string): boolean =>
    paging.isMeasuring || (paging.mode === mode && paging.pageOf(id) === page)
  return (
    <div className={css.themes} data-fit-column="">
      {[...themes.map(({ theme }) => theme), null].map((theme) => (
        <SceneTheme
          key={theme?.themeId ?? ''}
          columnId={columnId}
          theme={theme}
          texts={texts}
          hasTexts={hasTexts}
          isOn={isOn}
          goesOn={(id, cardIds) => paging.mode === 'texts' && paging.goesOn(id, cardIds, page)}
        />
      ))}
    </div>
  )
}

type SceneThemeProps = {
  readonly columnId: ColumnId
  readonly theme: BoardTheme | null
  readonly texts: ScreenTexts
  readonly hasTexts: boolean
  readonly isOn: (id: string, mode: string) => boolean
  readonly goesOn: (id: string, cardIds: readonly CardId[]) => boolean
}

function SceneTheme({ columnId, theme, texts, hasTexts, isOn, goesOn }: SceneThemeProps) {
  const cardIds = useThemeCards(columnId, theme?.themeId ?? null)
  const bricks = useBricks(cardIds)
  if (cardIds.length === 0) return null
  const id = `${columnId}/${theme?.themeId ?? ''}`
  const title = theme === null ? texts.toFile : theme.title || texts.untitled
  const head = <ThemeTitle title={title} count={cardIds.length} texts={texts} />
  const kind = theme === null ? css.loose : ''
  return (
    <>
      {isOn(id, 'bricks') && (
        <section className={`${css.theme} ${kind}`} data-fit-id={id} data-when="bricks">
          {head}
          <Bricks bricks={bricks} label={undefined} fitted />
        </section>
      )}
      {hasTexts && isOn(`${id}/`, 'texts') && (
        <div
          className={`${css.theme} ${kind}`}
          data-fit-id={`${id}/`}
          data-fit-with-next=""
          data-when="texts"
        >
          {head}
        </div>
      )}
      {goesOn(`${id}/`, cardIds) && (
        <div className={`${css.theme} ${kind}`} data-when="texts">
          <ThemeTitle title={texts.goesOn(title)} texts={texts} />
        </div>
      )}
      {hasTexts &&
        cardIds
          .filter((cardId) => isOn(cardId, 'texts'))
          .map((cardId) => <WallNote key={cardId} cardId={cardId} />)}
    </>
  )
}

type ThemeTitleProps = {
  readonly title: string
  /** Said once, where the theme begins. */
  readonly count?: number
  readonly texts: ScreenTexts
}

/** The figure comes first, floating: the title has the whole width from its second line on. */
function ThemeTitle({ title, count, texts }: ThemeTitleProps) {
  return (
    <h4 data-fit-words="">
      {count !== undefined && <b aria-hidden="true">{count}</b>}
      <Title>{title}</Title>
      {count !== undefined && <span className="visually-hidden">({texts.notes(count)})</span>}
    </h4>
  )
}

function WallNote({ cardId }: { readonly cardId: CardId }) {
  const card = useCard(cardId)
  const group = useBoard((board) => board.groups.find(({ groupId }) => groupId === card?.groupId))
  if (!card || !group) return null
  return (
    <div className={css.note} data-fit-id={cardId} data-when="texts">
      <Note text={card.wording ?? card.text} sign={group.sign} groupName={group.name} />
    </div>
  )
}
