import type { BoardId } from '@murmure/shared/ids'
import { areNotesShown } from '@murmure/shared/session'
import type { Problem } from '@murmure/shared/protocol/http'
import type { Stage } from '@murmure/shared/stage'
import { type CSSProperties, useContext, useEffect, useState } from 'react'

import { BoardProvider } from '../../documents/board-provider.tsx'
import { isGone } from '../../documents/problem.ts'
import { useBoard, useConnection, useSession } from '../../documents/use-board.ts'
import { useOpenBoard } from '../../features/session/use-open-board.ts'
import { useLostSince } from '../../features/session/use-lost-since.ts'
import { FloorContext } from '../../features/stage/floor.ts'
import { smallestFontVw } from '../../features/stage/legibility.ts'
import {
  ONE_PAGE,
  PageCountContext,
  RoomPresenceContext,
  useTellPages,
} from '../../features/stage/page-count.ts'
import { useArrival } from '../../features/stage/use-arrival.ts'
import { useHiddenPointer } from '../../features/stage/use-hidden-pointer.ts'
import { useLook } from '../../features/stage/use-look.ts'
import { useStage } from '../../features/stage/use-stage.ts'
import { useWakeLock } from '../../features/stage/use-wake-lock.ts'
import { screenEn } from '../../texts/screen.en.ts'
import { screenFr, type ScreenTexts } from '../../texts/screen.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { BeforeReveal } from './before-reveal.tsx'
import { CentreBar, type FreeLook } from './centre-bar.tsx'
import { Clock } from './clock.tsx'
import { GroupScene } from './group-scene.tsx'
import { NoteScene } from './note-scene.tsx'
import css from './screen-face.module.css'
import { ScreenNotice } from './screen-notice.tsx'
import { ThemeScene } from './theme-scene.tsx'
import { WallScene } from './wall-scene.tsx'
import { WayIn } from './way-in.tsx'

const CATALOGUE = { fr: screenFr, en: screenEn }

/** From here on a page holds so little that only the notes and the way in stay. */
const DEEP_VW = 2.8

type ScreenFaceProps = { readonly boardId: BoardId; readonly secret: string | undefined }

/** `/p/<board>#<secret>`: a projector, or a remote room's display. Nobody can touch it; it helps itself. */
export function ScreenFace({ boardId, secret }: ScreenFaceProps) {
  const texts = useTexts(CATALOGUE)
  const { attach: onPresence } = useContext(RoomPresenceContext)
  const door = useOpenBoard({ boardId, role: 'screen', secret, onPresence })
  useHiddenPointer()
  switch (door.kind) {
    case 'opening':
      return <ScreenNotice text={texts.opening} />
    case 'waiting':
      return <ScreenNotice text={texts.waiting} />
    case 'unknown':
      return <ScreenNotice title={texts.unknownTitle} text={texts.unknown} />
    case 'refused':
      return <ScreenNotice title={door.problem.title} text={door.problem.detail ?? texts.unknown} />
    case 'open':
      return (
        <BoardProvider connection={door.connection}>
          <Screen texts={texts} />
        </BoardProvider>
      )
  }
}

type EndedProps = { readonly problem: Problem; readonly texts: ScreenTexts }

/** This screen has shown the wall: where the server knows none any more, it was deleted. */
function Ended({ problem, texts }: EndedProps) {
  return isGone(problem) ? (
    <ScreenNotice title={texts.goneTitle} text={texts.gone} />
  ) : (
    <ScreenNotice title={problem.title} text={problem.detail ?? texts.unknown} />
  )
}

function Screen({ texts }: { readonly texts: ScreenTexts }) {
  const title = useBoard((board) => board.meta.title)
  const { state, synced, problem } = useConnection()
  const hasBoard = useBoard((board) => board.sections.length > 0)
  const hasAll = useHasAll()
  const isOpened = useArrival(true, hasAll)
  const isShown = useBoard((board) => areNotesShown(board.session))
  const isWallHere = useArrival(isShown, hasAll)
  const frozenSince = useLostSince(state !== 'online' && synced)
  const { stage, settings, name } = useStage()
  const { participantId, groupId, boardId } = useSession()
  const [look, setLook] = useState<FreeLook>()
  const [pages, setPages] = useState(ONE_PAGE)
  useTellPages({
    boardId,
    screenId: participantId,
    stage: look ? undefined : (stage ?? { mode: 'wall' }),
    pages,
  })
  useLook(settings.light)
  useWakeLock()
  useEffect(() => {
    document.title = texts.pageTitle(title)
  }, [texts, title])
  if (problem) return <Ended problem={problem} texts={texts} />
  if (!isOpened || (!synced && !hasBoard)) return <ScreenNotice text={texts.opening} />
  const { depth, width } = settings.room
  const floor = smallestFontVw({ lastRowM: depth, imageWidthM: width })
  return (
    <div
      className={css.screen}
      style={{ '--plancher': `${floor.toFixed(3)}vw` } as CSSProperties}
      data-deep={floor > DEEP_VW || undefined}
    >
      <FloorContext value={floor}>
        <PageCountContext value={setPages}>
          <div className={css.scene}>
            {isShown && isWallHere ? (
              <Shown texts={texts} stage={look ? { ...look, seq: 0, by: participantId } : stage} />
            ) : (
              <BeforeReveal texts={texts} />
            )}
          </div>
        </PageCountContext>
        {groupId !== undefined && (
          <CentreBar
            texts={texts}
            groupId={groupId}
            look={look}
            pageCount={pages.count}
            onLook={setLook}
          />
        )}
      </FloorContext>
      {name !== undefined && <p className={css.name}>{texts.name(name)}</p>}
      {frozenSince !== undefined && <p className={css.lost}>{texts.lost(frozenSince)}</p>}
    </div>
  )
}

type ShownProps = { readonly texts: ScreenTexts; readonly stage: Stage | undefined }

/** Everything that this session may read now has come: after « Dévoiler » that is the wall as well. */
function useHasAll(): boolean {
  const { synced } = useConnection()
  const { documents } = useSession()
  const isRevealed = useBoard((board) => board.session.revealed)
  return synced && (!isRevealed || documents.some(({ kind }) => kind === 'wall'))
}

/** What is to be shown may not be there: the theme undone, the note set aside, no timer running. The whole wall takes its place. */
function Shown({ texts, stage }: ShownProps) {
  const page = stage?.page ?? 0
  const hasTimer = useBoard((board) => board.session.timerEndsAt !== null)
  const themes = useBoard((board) => board.themes)
  const groups = useBoard((board) => board.groups)
  const card = useBoard((board) => board.cards.find(({ cardId }) => cardId === stage?.targetId))
  const theme = themes.find(({ themeId }) => themeId === stage?.targetId)
  const group = groups.find(({ groupId }) => groupId === stage?.targetId)
  const wall = <WallScene texts={texts} page={stage?.mode === 'wall' ? page : 0} />
  switch (stage?.mode) {
    case 'blank':
      return <main />
    case 'timer':
      return hasTimer ? (
        <div className={css.timed}>
          <main className={css.middle}>
            <Clock texts={texts} size="full" />
          </main>
          <WayIn texts={texts} layout="strip" />
        </div>
      ) : (
        wall
      )
    case 'theme':
      return theme ? <ThemeScene theme={theme} texts={texts} page={page} /> : wall
    case 'group':
      return group ? <GroupScene group={group} texts={texts} page={page} /> : wall
    case 'note':
      return card?.outcome.kind === 'kept' ? (
        <NoteScene card={card} texts={texts} page={page} />
      ) : (
        wall
      )
    case 'wall':
    case 'follow':
    case undefined:
      return wall
  }
}
