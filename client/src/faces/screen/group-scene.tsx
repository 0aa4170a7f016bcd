import type { BoardCard, BoardGroup } from '@murmure/shared/board'
import type { ColumnId } from '@murmure/shared/ids'
import { Fragment, useRef } from 'react'

import { useBoard } from '../../documents/use-board.ts'
import { type Paging, usePages } from '../../features/stage/use-pages.ts'
import type { ScreenTexts } from '../../texts/screen.fr.ts'
import { GroupSign } from '../../ui/group-sign.tsx'
import { Clock } from './clock.tsx'
import css from './group-scene.module.css'
import { NOTES } from './notes-settings.ts'
import { PageMark } from './page-mark.tsx'
import { entriesOf, SceneNotes } from './scene-notes.tsx'
import { Title } from './title.tsx'
import { WayIn } from './way-in.tsx'

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
  const paging = usePages(stage, content, NOTES)
  const shown = page % paging.count
  const parts: readonly Part[] = [
    ...columns.map(({ columnId, title }) => ({ columnId, title })),
    { columnId: null, title: texts.noColumn },
  ]
  return (
    <main className={css.scene}>
      <header className={css.head}>
        <div className={`${css.band} g-${group.sign.paper}`} data-paper={group.sign.paper}>
          <GroupSign sign={group.sign} />
          <h1>
            <Title>{group.name}</Title>
          </h1>
          <p>
            <b>{cards.length}</b> {texts.notesWord(cards.length)}
          </p>
        </div>
        <PageMark texts={texts} page={shown} paging={paging} />
        <Clock texts={texts} size="corner" />
        <WayIn texts={texts} layout="badge" />
      </header>
      <div ref={stage} className={css.stage} data-measuring={paging.isMeasuring || undefined}>
        {cards.length === 0 ? (
          <p>{texts.empty}</p>
        ) : (
          <div className={css.notes} data-fit-column="">
            {parts.map((part) => (
              <ColumnPart
                key={part.columnId}
                part={part}
                cards={cards}
                group={group}
                texts={texts}
                paging={paging}
                page={shown}
              />
            ))}
          </div>
        )}
      </div>
    </main>
  )
}

type Part = { readonly columnId: ColumnId | null; readonly title: string }

type ColumnPartProps = {
  readonly part: Part
  readonly cards: readonly BoardCard[]
  readonly group: BoardGroup
  readonly texts: ScreenTexts
  readonly paging: Paging
  readonly page: number
}

/** A column's title goes on the page of its first note, and again where it goes on. */
function ColumnPart({ part, cards, group, texts, paging, page }: ColumnPartProps) {
  const own = cards.filter(({ columnId }) => columnId === part.columnId)
  const head = `${part.columnId ?? ''}/`
  if (own.length === 0) return null
  return (
    <Fragment>
      {(paging.isMeasuring || paging.pageOf(head) === page) && (
        <h2 data-fit-id={head} data-fit-with-next="" data-fit-words="">
          <Title>{part.title}</Title>
        </h2>
      )}
      {paging.goesOn(head, entriesOf(own), page) && (
        <h2>
          <Title>{texts.goesOn(part.title)}</Title>
        </h2>
      )}
      <SceneNotes
        as="div"
        className={css.note}
        cards={own}
        groups={[group]}
        paging={paging}
        page={page}
      />
    </Fragment>
  )
}
