import type { BoardGroup } from '@murmure/shared/board'
import type { Column, Section } from '@murmure/shared/column'
import type { Counters } from '@murmure/shared/session'

import { useBoard } from '../../documents/use-board.ts'
import { type BrickOf, Bricks } from '../../features/card/bricks.tsx'
import type { ScreenTexts } from '../../texts/screen.fr.ts'
import { GroupSign } from '../../ui/group-sign.tsx'
import css from './before-reveal.module.css'
import { Clock } from './clock.tsx'
import { WayIn } from './way-in.tsx'

/** Beyond, the bricks would push the other questions off the screen: the figure says it alone. */
const BRICKS_MAX = 150

/** While people write: what is asked, how to come in, and how much is there; not a word of any note. */
export function BeforeReveal({ texts }: { readonly texts: ScreenTexts }) {
  const { title, place } = useBoard((board) => board.meta)
  const { open, counters } = useBoard((board) => board.session)
  const sections = useBoard((board) => board.sections)
  const columns = useBoard((board) => board.columns)
  const groups = useBoard((board) => board.groups)
  const asked = sections.filter(({ sectionId }) => open.includes(sectionId))
  return (
    <main className={css.scene}>
      <div className={css.left}>
        <header>
          <h1>{title}</h1>
          {place && <p>{place}</p>}
        </header>
        {asked.length === 0 && <p className={css.closed}>{texts.nothingOpen}</p>}
        <div className={css.sections}>
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
        <GroupCounts groups={groups} counters={counters} texts={texts} />
      </div>
      <div className={css.right}>
        <WayIn texts={texts} layout="tower" />
        <Clock texts={texts} size="corner" />
      </div>
    </main>
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
  return (
    <section className={css.section}>
      <h2>{section.title}</h2>
      <div className={css.columns}>
        {columns.map((column) => {
          const bricks = faceDown(groups, counters, column)
          return (
            <div key={column.columnId}>
              <h3>
                <span>{column.question}</span>
                <b>{bricks.length}</b>
              </h3>
              {bricks.length <= BRICKS_MAX && (
                <Bricks bricks={bricks} label={texts.notes(bricks.length)} faceDown />
              )}
            </div>
          )
        })}
      </div>
    </section>
  )
}

function GroupCounts({
  groups,
  counters,
  texts,
}: Pick<AskedProps, 'groups' | 'counters' | 'texts'>) {
  return (
    <ul role="list" className={css.groups}>
      {groups.map((group) => {
        const count = Object.values(counters[group.groupId] ?? {}).reduce((sum, n) => sum + n, 0)
        return (
          <li key={group.groupId}>
            <GroupSign sign={group.sign} name={group.name} />
            <b>{count}</b> <span className="visually-hidden">{texts.notes(count)}</span>
          </li>
        )
      })}
    </ul>
  )
}

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
