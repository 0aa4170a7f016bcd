import type { BoardCard, BoardGroup } from '@murmure/shared/board'
import type { ColumnId } from '@murmure/shared/ids'
import { Fragment, useRef } from 'react'

import { useBoard } from '../../documents/use-board.ts'
import { Note } from '../../features/card/note.tsx'
import { usePages } from '../../features/stage/use-pages.ts'
import type { ScreenTexts } from '../../texts/screen.fr.ts'
import { GroupSign } from '../../ui/group-sign.tsx'
import { Clock } from './clock.tsx'
import css from './group-scene.module.css'
import { NOTES_SETTINGS } from './notes-settings.ts'
import { PageMark } from './page-mark.tsx'

type GroupSceneProps = {
  readonly group: BoardGroup
  readonly texts: ScreenTexts
  readonly page: number
}

/** Restitution: a group's notes, column by column, for the person who speaks for it. */
export function GroupScene({ group, texts, page }: GroupSceneProps) {
  const stage = useRef<HTMLDivElement>(null)
  const cards = useBoard((board) =>
    board.cards.filter((card) => card.groupId === group.groupId && card.outcome.kind === 'kept'),
  )
  const columns = useBoard((board) => board.columns)
  const content = JSON.stringify([group.name, cards.map(({ wording, text }) => wording ?? text)])
  const paging = usePages(stage, content, NOTES_SETTINGS)
  const shown = page % paging.count
  const isOn = (id: string): boolean => paging.isMeasuring || paging.pageOf(id) === shown
  const parts: readonly Part[] = [
    ...columns.map(({ columnId, title }) => ({ columnId, title })),
    { columnId: null, title: texts.noColumn },
  ]
  return (
    <main className={css.scene}>
      <header className={css.head}>
        <div className={`${css.band} g-${group.sign.paper}`} data-paper={group.sign.paper}>
          <GroupSign sign={group.sign} />
          <h1>{group.name}</h1>
          <p>
            <b>{cards.length}</b> {texts.notesWord(cards.length)}
          </p>
        </div>
        <PageMark texts={texts} page={shown} count={paging.count} />
        <Clock texts={texts} size="corner" />
      </header>
      <div ref={stage} className={css.stage} data-measuring={paging.isMeasuring || undefined}>
        <div className={css.notes} data-fit-column="">
          {parts.map((part) => (
            <ColumnPart key={part.columnId} part={part} cards={cards} group={group} isOn={isOn} />
          ))}
        </div>
        {cards.length === 0 && <p>{texts.empty}</p>}
      </div>
    </main>
  )
}

type Part = { readonly columnId: ColumnId | null; readonly title: string }

type ColumnPartProps = {
  readonly part: Part
  readonly cards: readonly BoardCard[]
  readonly group: BoardGroup
  readonly isOn: (id: string) => boolean
}

/** A column's title goes on the page of its first note. */
function ColumnPart({ part, cards, group, isOn }: ColumnPartProps) {
  const own = cards.filter(({ columnId }) => columnId === part.columnId)
  const head = `${part.columnId ?? ''}/`
  if (own.length === 0) return null
  return (
    <Fragment>
      {isOn(head) && (
        <h2 data-fit-id={head} data-fit-with-next="">
          {part.title}
        </h2>
      )}
      {own
        .filter(({ cardId }) => isOn(cardId))
        .map((card) => (
          <div key={card.cardId} className={css.note} data-fit-id={card.cardId}>
            <Note text={card.wording ?? card.text} sign={group.sign} groupName={group.name} />
          </div>
        ))}
    </Fragment>
  )
}
