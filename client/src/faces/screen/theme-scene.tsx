import type { BoardGroup, BoardTheme } from '@murmure/shared/board'
import type { CardId } from '@murmure/shared/ids'
import { useRef } from 'react'

import { useBoard, useCard } from '../../documents/use-board.ts'
import { Note } from '../../features/card/note.tsx'
import { usePages } from '../../features/stage/use-pages.ts'
import type { ScreenTexts } from '../../texts/screen.fr.ts'
import { GroupSign } from '../../ui/group-sign.tsx'
import { Logo } from '../../ui/logo.tsx'
import { Clock } from './clock.tsx'
import { NOTES_SETTINGS } from './notes-settings.ts'
import { PageMark } from './page-mark.tsx'
import css from './theme-scene.module.css'
import { WayIn } from './way-in.tsx'

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
  const content = JSON.stringify([theme.title, cards.map((card) => card.wording ?? card.text)])
  const paging = usePages(stage, content, NOTES_SETTINGS)
  const shown = page % paging.count
  const visible = cards.filter(
    ({ cardId }) => paging.isMeasuring || paging.pageOf(cardId) === shown,
  )
  const counts = groups.map(
    ({ groupId }) => cards.filter((card) => card.groupId === groupId).length,
  )
  return (
    <div className={css.scene}>
      <main className={css.left}>
        <ThemeHead theme={theme} texts={texts} />
        <div ref={stage} className={css.stage} data-measuring={paging.isMeasuring || undefined}>
          <ul role="list" className={css.notes} data-fit-column="">
            {visible.map(({ cardId }) => (
              <SceneNote key={cardId} cardId={cardId} groups={groups} />
            ))}
          </ul>
          {cards.length === 0 && <p>{texts.empty}</p>}
        </div>
      </main>
      <aside className={css.right}>
        <div className={css.figures}>
          <p>
            <b>{cards.length}</b> {texts.notesWord(cards.length)}
          </p>
          <p>
            <b>{counts.filter((count) => count > 0).length}</b>{' '}
            {texts.groupsOf(counts.filter((count) => count > 0).length, groups.length)}
          </p>
        </div>
        <ul role="list" className={css.who}>
          {groups.map((group, index) => (
            <li key={group.groupId} data-none={counts[index] === 0 || undefined}>
              <GroupSign sign={group.sign} name={group.name} />
              <b>{counts[index]}</b>
            </li>
          ))}
        </ul>
        <div className={css.marks}>
          <PageMark texts={texts} page={shown} count={paging.count} />
          <Clock texts={texts} size="corner" />
        </div>
        <WayIn texts={texts} layout="tower" />
      </aside>
    </div>
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
        {section && <b>{section.title}</b>}
        {column && <span>{column.title}</span>}
      </p>
      <h1>{theme.title || texts.untitled}</h1>
    </header>
  )
}

type SceneNoteProps = { readonly cardId: CardId; readonly groups: readonly BoardGroup[] }

function SceneNote({ cardId, groups }: SceneNoteProps) {
  const card = useCard(cardId)
  const group = groups.find(({ groupId }) => groupId === card?.groupId)
  if (!card || !group) return null
  return (
    <li data-fit-id={cardId}>
      <Note text={card.wording ?? card.text} sign={group.sign} groupName={group.name} />
    </li>
  )
}
