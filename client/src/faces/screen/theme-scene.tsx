import type { Board, BoardGroup, BoardTheme } from '@murmure/shared/board'
import type { GroupId } from '@murmure/shared/ids'
import { presentGroups } from '@murmure/shared/present-groups'
import { useRef } from 'react'

import { useBoard } from '../../documents/use-board.ts'
import { usePages } from '../../features/stage/use-pages.ts'
import type { ScreenTexts } from '../../texts/screen.fr.ts'
import { GroupSign } from '../../ui/group-sign.tsx'
import { Logo } from '../../ui/logo.tsx'
import { Clock } from './clock.tsx'
import { NOTES } from './notes-settings.ts'
import { PageMark } from './page-mark.tsx'
import { SceneNotes } from './scene-notes.tsx'
import css from './theme-scene.module.css'
import { Title } from './title.tsx'
import { WayIn } from './way-in.tsx'

/** A title of more signs takes the place of the notes. */
const TITLE_MAX = 50

type ThemeSceneProps = {
  readonly theme: BoardTheme
  readonly texts: ScreenTexts
  readonly page: number
}

/** One theme, to be read from the last row; who spoke, and the way in, beside it. */
export function ThemeScene({ theme, texts, page }: ThemeSceneProps) {
  const stage = useRef<HTMLDivElement>(null)
  const cards = useBoard((board) =>
    board.cards.filter((card) => card.themeId === theme.themeId && card.outcome.kind === 'kept'),
  )
  const groups = useBoard((board) => board.groups)
  const present = useBoard((board) => presentGroups(board.groups, wroteOn(board)))
  const content = JSON.stringify([theme.title, cards.map((card) => card.wording ?? card.text)])
  const paging = usePages(stage, content, NOTES)
  const shown = page % paging.count
  const counts = present.map(
    ({ groupId }) => cards.filter((card) => card.groupId === groupId).length,
  )
  return (
    <div className={css.scene}>
      <main className={css.left}>
        <ThemeHead theme={theme} texts={texts} />
        <div ref={stage} className={css.stage} data-measuring={paging.isMeasuring || undefined}>
          {cards.length === 0 ? (
            <p>{texts.empty}</p>
          ) : (
            <ul role="list" className={css.notes} data-fit-column="">
              <SceneNotes as="li" cards={cards} groups={groups} paging={paging} page={shown} />
            </ul>
          )}
        </div>
      </main>
      <aside className={css.right}>
        <div className={css.figures}>
          <p>
            <b>{cards.length}</b> {texts.notesWord(cards.length)}
          </p>
          <p>
            <b>{counts.filter((count) => count > 0).length}</b>{' '}
            {texts.groupsOf(counts.filter((count) => count > 0).length, present.length)}
          </p>
        </div>
        <Speakers groups={present} counts={counts} />
        <div className={css.marks}>
          <PageMark texts={texts} page={shown} paging={paging} />
          <Clock texts={texts} size="corner" />
        </div>
        <WayIn texts={texts} layout="tower" />
      </aside>
    </div>
  )
}

const wroteOn = ({ cards }: Board): ReadonlySet<GroupId> =>
  new Set(cards.filter(({ outcome }) => outcome.kind !== 'aside').map(({ groupId }) => groupId))

/** More would push the way in off the screen. */
const SPEAKERS_MAX = 6

type SpeakersProps = { readonly groups: readonly BoardGroup[]; readonly counts: readonly number[] }

/** Who speaks in this theme; also who does not, where all groups have room. */
function Speakers({ groups, counts }: SpeakersProps) {
  const all = groups.map((group, index) => ({ group, count: counts[index] ?? 0 }))
  const speaking = all.filter(({ count }) => count > 0)
  const shown = all.length <= SPEAKERS_MAX ? all : speaking
  if (shown.length > SPEAKERS_MAX) return null
  return (
    <ul role="list" className={css.who}>
      {shown.map(({ group, count }) => (
        <li key={group.groupId} data-none={count === 0 || undefined}>
          <GroupSign sign={group.sign} name={group.name} />
          <b>{count}</b>
        </li>
      ))}
    </ul>
  )
}

function ThemeHead({ theme, texts }: Pick<ThemeSceneProps, 'theme' | 'texts'>) {
  const column = useBoard((board) =>
    board.columns.find(({ columnId }) => columnId === theme.columnId),
  )
  const section = useBoard((board) =>
    board.sections.find(({ sectionId }) => sectionId === column?.section),
  )
  return (
    <header className={css.head}>
      <p>
        <Logo />
        {section && (
          <b>
            <Title>{section.title}</Title>
          </b>
        )}
        {column && (
          <span>
            <Title>{column.title}</Title>
          </span>
        )}
      </p>
      <h1 data-long={theme.title.length > TITLE_MAX || undefined}>
        <Title>{theme.title || texts.untitled}</Title>
      </h1>
    </header>
  )
}
