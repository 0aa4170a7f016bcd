import type { BoardGroup } from '@murmure/shared/board'
import type { Column, Section } from '@murmure/shared/column'
import type { Counters } from '@murmure/shared/session'
import { useMemo, useRef } from 'react'

import { useBoard } from '../../documents/use-board.ts'
import { type BrickOf, Bricks } from '../../features/card/bricks.tsx'
import { faceDownCounts } from '../../features/stage/face-down.ts'
import { type Attempt, bricksAt, usePages } from '../../features/stage/use-pages.ts'
import type { ScreenTexts } from '../../texts/screen.fr.ts'
import { GroupSign } from '../../ui/group-sign.tsx'
import css from './before-reveal.module.css'
import { Clock } from './clock.tsx'
import { Title } from './title.tsx'
import { WayIn } from './way-in.tsx'

/**
 * What is asked and the face-down notes, as large as they fit; where not even small ones do, the figure says
 * it alone; in a deep hall only the open sections, each with its figure.
 */
const FACE_DOWN: readonly [...Attempt[], Attempt] = [
  {
    mode: 'bricks',
    pagesMax: 1,
    settings: [
      ...bricksAt(3, [1.5, 1.3]),
      ...bricksAt(4, [1.3, 1.15]),
      ...bricksAt(5, [1.15, 1, 0.9, 0.8, 0.7, 0.6]),
      ...bricksAt(10, [1, 0.8, 0.6]),
      ...bricksAt(20, [0.8, 0.6, 0.45, 0.3]),
    ],
  },
  { mode: 'bare', pagesMax: 1, settings: [{ scale: 1, columns: 1 }] },
  { mode: 'brief', pagesMax: Infinity, settings: [{ scale: 1, columns: 1 }] },
]
/** More groups than this would push the notes off the screen: how many of them write says it. */
const SIGNS_MAX = 10
/** A title of more signs takes the place of what people write. */
const TITLE_MAX = 50

/** While people write: what is asked, how to come in, and how much is there; not a word of any note. */
export function BeforeReveal({ texts }: { readonly texts: ScreenTexts }) {
  const { title, place } = useBoard((board) => board.meta)
  const counters = useCounts()
  const hasNotes = Object.values(counters).some((own) => sumOf(own) > 0)
  const isIdle = useBoard(({ session }) => session.open.length === 0) && !hasNotes
  return (
    <main className={css.scene}>
      <div className={css.left} data-idle={isIdle || undefined}>
        <header data-long={title.length > TITLE_MAX || undefined}>
          <h1>
            <Title>{title}</Title>
          </h1>
          {place && <p>{place}</p>}
        </header>
        <AskedSections texts={texts} counters={counters} />
        <div className={css.foot}>
          <GroupCounts texts={texts} counters={counters} />
          <Clock texts={texts} size="large" />
        </div>
      </div>
      <WayIn texts={texts} layout="poster" />
    </main>
  )
}

function useCounts(): Counters {
  const session = useBoard((board) => board.session)
  const cards = useBoard((board) => board.cards)
  return useMemo(() => faceDownCounts(session, cards), [session, cards])
}

function AskedSections({ texts, counters }: Pick<AskedProps, 'texts' | 'counters'>) {
  const stage = useRef<HTMLDivElement>(null)
  const open = useBoard((board) => board.session.open)
  const sections = useBoard((board) => board.sections)
  const columns = useBoard((board) => board.columns)
  const groups = useBoard((board) => board.groups)
  const isOpen = ({ sectionId }: Section): boolean => open.includes(sectionId)
  const hasNotes = ({ sectionId }: Section): boolean =>
    columns.some(
      (column) =>
        column.section === sectionId &&
        Object.values(counters).some((own) => (own[column.columnId] ?? 0) > 0),
    )
  // Between writing and « Dévoiler »: what was written stays in sight.
  const asked = sections.filter(open.length > 0 ? isOpen : hasNotes)
  const paging = usePages(stage, JSON.stringify([open, asked, columns, counters]), FACE_DOWN)
  return (
    <div ref={stage} className={css.stage} data-measuring={paging.isMeasuring || undefined}>
      <div className={css.sections} data-fit-column="">
        {open.length === 0 && (
          <p className={css.closed} data-fit-id="closed">
            {texts.nothingOpen}
          </p>
        )}
        {asked.map((section) => (
          <Asked
            key={section.sectionId}
            section={section}
            columns={columns.filter((column) => column.section === section.sectionId)}
            groups={groups}
            counters={counters}
            texts={texts}
          />
        ))}
      </div>
    </div>
  )
}

type AskedProps = {
  readonly section: Section
  readonly columns: readonly Column[]
  readonly groups: readonly BoardGroup[]
  readonly counters: Counters
  readonly texts: ScreenTexts
}

function Asked({ section, columns, groups, counters, texts }: AskedProps) {
  const asked = columns.map((column) => ({ column, bricks: faceDown(groups, counters, column) }))
  const count = asked.reduce((sum, { bricks }) => sum + bricks.length, 0)
  return (
    <section className={css.section} data-fit-id={section.sectionId}>
      <h2>
        <b aria-hidden="true" data-when="brief">
          {count}
        </b>
        <Title>{section.title}</Title>
        <span className="visually-hidden">({texts.notes(count)})</span>
      </h2>
      <div className={css.columns} data-when="columns">
        {asked.map(({ column, bricks }) => (
          <div key={column.columnId}>
            <h3 data-fit-words="">
              <b aria-hidden="true">{bricks.length}</b>
              <Title>{column.question}</Title>
              <span className="visually-hidden">({texts.notes(bricks.length)})</span>
            </h3>
            <div data-when="bricks">
              <Bricks bricks={bricks} label={undefined} faceDown fitted />
            </div>
          </div>
        ))}
      </div>
    </section>
  )
}

function GroupCounts({ texts, counters }: Pick<AskedProps, 'texts' | 'counters'>) {
  const groups = useBoard((board) => board.groups)
  const isOpen = useBoard((board) => board.session.open.length > 0)
  const counts = groups.map(({ groupId }) => sumOf(counters[groupId] ?? {}))
  const writing = counts.filter((count) => count > 0).length
  if (writing === 0) return isOpen ? <p className={css.first}>{texts.firstNotes}</p> : null
  if (groups.length > SIGNS_MAX)
    return <p className={css.first}>{texts.groupsWriting(writing, groups.length)}</p>
  return (
    <ul role="list" className={css.groups}>
      {groups.map((group, index) => (
        <li key={group.groupId}>
          <GroupSign sign={group.sign} name={group.name} />
          <b>{counts[index]}</b>{' '}
          <span className="visually-hidden">{texts.notesWord(counts[index] ?? 0)}</span>
        </li>
      ))}
    </ul>
  )
}

const sumOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)

function faceDown(
  groups: readonly BoardGroup[],
  counters: Counters,
  { columnId }: Column,
): readonly BrickOf[] {
  return groups.flatMap(({ groupId, sign }) =>
    Array.from({ length: counters[groupId]?.[columnId] ?? 0 }, (_, index) => ({
      key: `${groupId} ${index}`,
      paper: sign.paper,
    })),
  )
}
