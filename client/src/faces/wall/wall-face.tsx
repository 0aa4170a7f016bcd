import { type BoardId, createId, type ParticipantId } from '@murmure/shared/ids'
import { type ReactNode, useContext, useEffect, useState } from 'react'

import { type ActJournal, createActJournal } from '../../documents/act-journal.ts'
import { type ActKeeper, createActKeeper } from '../../documents/act-keeper.ts'
import { createActions } from '../../documents/actions.ts'
import type { BoardConnection } from '../../documents/board-connection.ts'
import { BoardProvider } from '../../documents/board-provider.tsx'
import { browserNow, browserRandom } from '../../documents/browser.ts'
import { loadRecentWalls } from '../../documents/recent-walls.ts'
import { isGone } from '../../documents/problem.ts'
import { loadSession } from '../../documents/session-store.ts'
import { localStore } from '../../documents/storage.ts'
import { createUndoShelf } from '../../documents/undo-shelf.ts'
import { useBoard, useConnection } from '../../documents/use-board.ts'
import type { ActionName } from '../../documents/writer-actions.ts'
import { KeptWords } from '../../features/session/kept-words.tsx'
import { useOpenBoard } from '../../features/session/use-open-board.ts'
import { RoomPresenceContext } from '../../features/stage/page-count.ts'
import { wallEn } from '../../texts/wall.en.ts'
import { wallFr, type WallTexts } from '../../texts/wall.fr.ts'
import { wallNewsEn } from '../../texts/wall-news.en.ts'
import { wallNewsFr } from '../../texts/wall-news.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { WallPage } from './wall-page.tsx'

const CATALOGUE = { fr: wallFr, en: wallEn }
const NEWS = { fr: wallNewsFr, en: wallNewsEn }

type WallFaceProps = { readonly boardId: BoardId; readonly secret: string | undefined }

/** `/a/<board>`: opens the wall by the secret of the link, or by what this browser remembers of it. */
export function WallFace({ boardId, secret }: WallFaceProps) {
  const texts = useTexts(CATALOGUE)
  const known = secret ?? loadRecentWalls().find((wall) => wall.boardId === boardId)?.secret
  const { attach: onPresence } = useContext(RoomPresenceContext)
  const door = useOpenBoard({
    boardId,
    role: 'facilitator',
    secret: known,
    openKeeper,
    onPresence,
  })
  useEffect(() => {
    // Only now is the secret kept elsewhere. It goes, so that nobody reads it off the projected address bar.
    if (door.kind === 'open') history.replaceState(null, '', location.pathname)
  }, [door.kind])
  switch (door.kind) {
    case 'opening':
      return <Notice text={texts.opening} />
    case 'waiting':
      return <Notice text={texts.waiting} />
    case 'unknown':
      return <Closed title={texts.unknownTitle} text={texts.unknown} home={texts.home} />
    case 'refused':
      return (
        <Closed
          title={door.problem.title}
          text={door.problem.detail ?? texts.unknown}
          home={texts.home}
        >
          <WordsLeftHere boardId={boardId} />
        </Closed>
      )
    case 'open':
      return <Live connection={door.connection} texts={texts} secret={known} />
  }
}

type Leader = { readonly boardId: BoardId; readonly participantId: ParticipantId }

const openKeeper = (leader: Leader): ActKeeper => createActKeeper(openJournal(leader))

function openJournal({ boardId, participantId }: Leader): ActJournal {
  return createActJournal({
    store: localStore,
    boardId,
    participantId,
    page: createId(browserRandom),
    now: browserNow,
  })
}

/** The wall does not open any more, and an earlier page could not save them. */
function WordsLeftHere({ boardId }: { readonly boardId: BoardId }) {
  const { words: label } = useTexts(NEWS)
  const [words] = useState(() => {
    const earlier = loadSession(boardId, 'facilitator')
    return earlier ? openJournal(earlier).words() : []
  })
  return <KeptWords label={label} words={words} />
}

function Live({ connection, ...rest }: OpenedProps & { readonly connection: BoardConnection }) {
  const [undoShelf] = useState(() => {
    const { boardId, participantId } = connection.session()
    return createUndoShelf({ key: `${boardId}/${participantId}`, isName: isActionName })
  })
  return (
    <BoardProvider {...{ connection, createActions, undoShelf }}>
      <Opened {...rest} />
    </BoardProvider>
  )
}

const isActionName = (name: string): name is ActionName => name in wallFr.acts

type OpenedProps = { readonly texts: WallTexts; readonly secret: string | undefined }

/** An empty wall and one that has not come yet look the same: until something came, it says so. */
function Opened({ texts, secret }: OpenedProps) {
  const { state, synced, problem, words = [] } = useConnection()
  const news = useTexts(NEWS)
  const hasBoard = useBoard((board) => board.sections.length > 0)
  if (problem) {
    const isRevoked = problem.status === 401 || problem.status === 403
    const [title, text] = isRevoked
      ? [news.revokedTitle, news.revoked]
      : isGone(problem)
        ? [news.goneTitle, news.gone]
        : [problem.title, problem.detail ?? '']
    return (
      <Closed title={title} text={text} home={texts.home}>
        <KeptWords label={news.words} words={words} />
      </Closed>
    )
  }
  if (!synced && !hasBoard)
    return <Notice text={state === 'offline' ? texts.waiting : texts.opening} />
  return <WallPage texts={texts} secret={secret} />
}

type ClosedProps = {
  readonly title: string
  readonly text: string
  readonly home: string
  readonly children?: ReactNode
}

function Closed({ title, text, home, children }: ClosedProps) {
  return (
    <Notice title={title} text={text}>
      {children}
      <a className={buttonClass({})} href="/">
        {home}
      </a>
    </Notice>
  )
}
