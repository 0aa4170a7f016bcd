import type { CardId, ThemeId } from '@murmure/shared/ids'
import { useCallback, useEffect, useMemo, useState } from 'react'

import { useBoardContext } from '../../documents/board-provider.tsx'
import { useBoard, useSession } from '../../documents/use-board.ts'
import { Note } from '../../features/card/note.tsx'
import { useCommands } from '../../features/phase/use-commands.ts'
import { type DropTarget, WallDrag } from '../../features/wall/drag.tsx'
import { screenLinkOf, useRememberedWall } from '../../features/wall/use-remembered-wall.ts'
import { useWayIn } from '../../features/wall/use-way-in.ts'
import { useWallActs } from '../../features/wall/wall-actions.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { spacedCode } from '../../ui/spaced-code.ts'
import { WallAside } from './wall-aside.tsx'
import { type WallDialog, WallDialogs } from './wall-dialogs.tsx'
import { WallFooter } from './wall-footer.tsx'
import { WallHeader } from './wall-header.tsx'
import { NoteSurroundingsContext } from './wall-note.tsx'
import css from './wall-page.module.css'
import { WallSections } from './wall-sections.tsx'

type WallPageProps = { readonly texts: WallTexts; readonly secret: string | undefined }

/** The facilitator's wall, open. */
export function WallPage({ texts, secret }: WallPageProps) {
  useRememberedWall(secret)
  const { boardId } = useSession()
  const join = useWayIn()
  const title = useBoard((board) => board.meta.title)
  const { send, patch, problem } = useCommands()
  const [said, announce] = useState('')
  const [dialog, setDialog] = useState<WallDialog>()
  const acts = useWallActs(texts, announce)
  const onTheme = useCallback((themeId: ThemeId) => setDialog({ kind: 'theme', themeId }), [])
  const onMenu = useCallback((cardId: CardId) => setDialog({ kind: 'note', cardId }), [])
  const surroundings = useSurroundings(texts, onMenu)
  const drop = useDrop(texts, acts.place)
  useEffect(() => {
    document.title = texts.pageTitle(title)
  }, [texts, title])
  const wall = useMemo(
    () => <WallSections texts={texts} acts={acts} send={send} onTheme={onTheme} />,
    [texts, acts, send, onTheme],
  )
  return (
    <div className={css.page}>
      <WallHeader
        texts={texts}
        send={send}
        code={join && spacedCode(join.code)}
        onEdit={() => setDialog({ kind: 'board' })}
        onJoin={() => setDialog({ kind: 'join' })}
      />
      <main className={css.wall}>
        <NoteSurroundingsContext value={surroundings}>
          <WallDrag onDrop={drop.onDrop} renderHeld={drop.renderHeld}>
            {wall}
          </WallDrag>
        </NoteSurroundingsContext>
      </main>
      <WallAside texts={texts} send={send} screenLink={screenLinkOf(boardId)} announce={announce} />
      <WallFooter
        texts={texts}
        acts={acts}
        said={said}
        problem={problem}
        onAsides={() => setDialog({ kind: 'asides' })}
      />
      {dialog && (
        <WallDialogs
          dialog={dialog}
          texts={texts}
          acts={acts}
          patch={patch}
          join={join}
          announce={announce}
          onClose={() => setDialog(undefined)}
        />
      )}
    </div>
  )
}

function useSurroundings(texts: WallTexts, onMenu: (cardId: CardId) => void) {
  const groups = useBoard((board) => board.groups)
  return useMemo(
    () => ({ groups: new Map(groups.map((group) => [group.groupId, group])), texts, onMenu }),
    [groups, texts, onMenu],
  )
}

type Place = (cardId: CardId, target: DropTarget, placeName: string) => void

/** What a drop means, and what is in hand meanwhile: read at that moment, so that nothing here re-renders. */
function useDrop(texts: WallTexts, place: Place) {
  const { connection } = useBoardContext()
  return useMemo(
    () => ({
      onDrop: (cardId: CardId, target: DropTarget): void => {
        const { store } = connection
        const card = store.card(cardId)
        if (card?.columnId === target.columnId && card.themeId === target.themeId) return
        const theme = store.board().themes.find(({ themeId }) => themeId === target.themeId)
        place(cardId, target, theme ? theme.title || texts.untitled : texts.toFile)
      },
      renderHeld: (cardId: CardId) => {
        const board = connection.store.board()
        const card = connection.store.card(cardId)
        const group = board.groups.find(({ groupId }) => groupId === card?.groupId)
        return (
          card &&
          group && (
            <Note text={card.wording ?? card.text} sign={group.sign} groupName={group.name} />
          )
        )
      },
    }),
    [connection, place, texts],
  )
}
