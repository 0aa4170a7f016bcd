import type { BoardCard } from '@murmure/shared/board'
import { useRef } from 'react'

import { useBoard } from '../../documents/use-board.ts'
import { usePages } from '../../features/stage/use-pages.ts'
import type { ScreenTexts } from '../../texts/screen.fr.ts'
import { GroupSign } from '../../ui/group-sign.tsx'
import { Clock } from './clock.tsx'
import css from './note-scene.module.css'
import { PageMark } from './page-mark.tsx'
import { SceneNotes, wholeOrPieces } from './scene-notes.tsx'
import { WayIn } from './way-in.tsx'

/** As large as it fits. */
const LARGEST = wholeOrPieces(
  [4, 3.7, 3.4, 3.1, 2.8, 2.6, 2.4, 2.2, 2, 1.8, 1.6, 1.4, 1.2, 1].map((scale) => ({
    scale,
    columns: 1,
  })),
)

type NoteSceneProps = {
  readonly card: BoardCard
  readonly texts: ScreenTexts
  readonly page: number
}

/** One note, the one that is spoken about. */
export function NoteScene({ card, texts, page }: NoteSceneProps) {
  const stage = useRef<HTMLDivElement>(null)
  const group = useBoard((board) => board.groups.find(({ groupId }) => groupId === card.groupId))
  const column = useBoard((board) =>
    board.columns.find(({ columnId }) => columnId === card.columnId),
  )
  const theme = useBoard((board) => board.themes.find(({ themeId }) => themeId === card.themeId))
  const text = card.wording ?? card.text
  const paging = usePages(stage, JSON.stringify([card.cardId, text]), LARGEST)
  if (!group) return null
  return (
    <main className={css.scene}>
      <header className={css.head}>
        <p>
          {[column?.title, theme && (theme.title || texts.untitled)].filter(Boolean).join(' · ')}
        </p>
        <PageMark texts={texts} page={page % paging.count} paging={paging} />
        <Clock texts={texts} size="corner" />
      </header>
      <div ref={stage} className={css.stage} data-measuring={paging.isMeasuring || undefined}>
        <div className={css.fit} data-fit-column="">
          <SceneNotes
            as="div"
            className={css.note}
            cards={[card]}
            groups={[group]}
            paging={paging}
            page={page % paging.count}
          />
        </div>
      </div>
      <footer className={css.foot}>
        <p className={css.group}>
          <GroupSign sign={group.sign} />
          {group.name}
        </p>
        <WayIn texts={texts} layout="strip" />
      </footer>
    </main>
  )
}
