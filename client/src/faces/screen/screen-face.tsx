import type { BoardId } from '@murmure/shared/ids'
import { ALL_SCREENS } from '@murmure/shared/stage'
import { type CSSProperties, useEffect } from 'react'

import { BoardProvider } from '../../documents/board-provider.tsx'
import { useBoard, useConnection } from '../../documents/use-board.ts'
import { useOpenBoard } from '../../features/session/use-open-board.ts'
import { DEFAULT_ROOM, smallestFontVw } from '../../features/stage/legibility.ts'
import { useFrozenSince } from '../../features/stage/use-frozen-since.ts'
import { useHiddenPointer } from '../../features/stage/use-hidden-pointer.ts'
import { screenEn } from '../../texts/screen.en.ts'
import { screenFr, type ScreenTexts } from '../../texts/screen.fr.ts'
import { useTexts } from '../../texts/use-texts.ts'
import { Notice } from '../../ui/notice.tsx'
import { BeforeReveal } from './before-reveal.tsx'
import { Clock } from './clock.tsx'
import css from './screen-face.module.css'
import { ThemeScene } from './theme-scene.tsx'
import { WallScene } from './wall-scene.tsx'

const CATALOGUE = { fr: screenFr, en: screenEn }
const FLOOR = { '--plancher': `${smallestFontVw(DEFAULT_ROOM).toFixed(3)}vw` } as CSSProperties

type ScreenFaceProps = { readonly boardId: BoardId; readonly secret: string | undefined }

/** `/p/<board>#<secret>`: a projector, or a remote room's display. Nobody can touch it; it helps itself. */
export function ScreenFace({ boardId, secret }: ScreenFaceProps) {
  const texts = useTexts(CATALOGUE)
  const door = useOpenBoard({ boardId, role: 'screen', secret })
  useHiddenPointer()
  switch (door.kind) {
    case 'opening':
      return <Notice text={texts.opening} />
    case 'waiting':
      return <Notice text={texts.waiting} />
    case 'unknown':
      return <Notice title={texts.unknownTitle} text={texts.unknown} />
    case 'refused':
      return <Notice title={door.problem.title} text={door.problem.detail ?? texts.unknown} />
    case 'open':
      return (
        <BoardProvider connection={door.connection}>
          <Screen texts={texts} />
        </BoardProvider>
      )
  }
}

function Screen({ texts }: { readonly texts: ScreenTexts }) {
  const title = useBoard((board) => board.meta.title)
  const { synced, problem } = useConnection()
  const hasBoard = useBoard((board) => board.sections.length > 0)
  const frozenSince = useFrozenSince()
  useEffect(() => {
    document.title = texts.pageTitle(title)
  }, [texts, title])
  if (problem) return <Notice title={problem.title} text={problem.detail ?? texts.unknown} />
  if (!synced && !hasBoard) return <Notice text={texts.opening} />
  return (
    <div className={css.screen} style={FLOOR}>
      <Scene texts={texts} />
      {frozenSince !== undefined && <p className={css.lost}>{texts.lost(frozenSince)}</p>}
    </div>
  )
}

/** Before « Dévoiler » the session decides; after it, what the facilitators show. */
function Scene({ texts }: { readonly texts: ScreenTexts }) {
  const revealed = useBoard((board) => board.session.revealed)
  const stage = useBoard((board) => board.stages.get(ALL_SCREENS))
  const theme = useBoard((board) => board.themes.find(({ themeId }) => themeId === stage?.targetId))
  if (!revealed) return <BeforeReveal texts={texts} />
  switch (stage?.mode) {
    case 'blank':
      return <main />
    case 'timer':
      return (
        <main className={css.middle}>
          <Clock texts={texts} size="full" />
        </main>
      )
    case 'theme':
      if (theme) return <ThemeScene theme={theme} texts={texts} page={stage.page ?? 0} />
      return <WallScene texts={texts} page={0} />
    case 'wall':
    case 'group':
    case 'note':
    case undefined:
      return <WallScene texts={texts} page={stage?.page ?? 0} />
  }
}
