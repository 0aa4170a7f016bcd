import type { Board } from '@murmure/shared/board'
import { areNotesShown } from '@murmure/shared/session'
import { ALL_SCREENS, type Stage } from '@murmure/shared/stage'
import { useEffect, useMemo, useRef, useState } from 'react'

import { useBoardContext } from '../../documents/board-provider.tsx'
import { useActions } from '../../documents/use-actions.ts'
import { useBoard, useSession } from '../../documents/use-board.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { startsWithWall } from './phase-start.ts'
import { keepSettings, type StageSettings } from './stage-settings.ts'

export type Shown = {
  readonly mode: Stage['mode']
  /** The theme, group or note. */
  readonly id?: string
  readonly page?: number
}
export type Show = (shown: Shown) => void

/** The remote of the screens: nobody can touch them. */
export type StageRemote = {
  /** Which screen it speaks to: all, or one by its short name. */
  readonly screenId: string
  readonly chooseScreen: (screenId: string) => void
  readonly show: Show
  readonly set: (settings: StageSettings) => void
  readonly nameScreens: (named: boolean) => void
  /**
   * To be called when another phase is asked for; what it returns, when it has begun: with the whole wall. A
   * screen with a stage of its own keeps it: somebody took it out of what all follow, and the panel says so.
   */
  readonly onPhaseAsked: () => () => void
}

/** Every showing carries the settings along: one value holds all that a screen follows. */
export function useStageRemote(texts: WallTexts, announce: (text: string) => void): StageRemote {
  const { connection } = useBoardContext()
  const { boardId } = useSession()
  const { showOnStage } = useActions()
  const [screenId, chooseScreen] = useState(ALL_SCREENS)
  return useMemo((): StageRemote => {
    const { store } = connection
    const present = (): Stage | undefined => store.board().stages.get(screenId)
    const again = (changes: Partial<Stage>): void => {
      const { mode, targetId, page, room, light } = present() ?? {}
      showOnStage(
        {
          mode: mode ?? (screenId === ALL_SCREENS ? 'wall' : 'follow'),
          ...(targetId !== undefined && { targetId }),
          ...(page !== undefined && { page }),
          ...settingsIn({ room, light }),
          ...changes,
        },
        screenId,
      )
    }
    return {
      screenId,
      chooseScreen,
      show: ({ mode, id, page }) => {
        const board = store.board()
        if (!areNotesShown(board.session)) {
          return announce(board.session.revealed ? texts.screenWriting : texts.screenBefore)
        }
        const shown = {
          mode,
          ...(id !== undefined && { targetId: id, page: page ?? 0 }),
          ...(id === undefined && page !== undefined && { page }),
          ...settingsIn(present() ?? board.stages.get(ALL_SCREENS)),
        }
        showOnStage(shown, screenId)
        announce(texts.shown(describeShown(shown, board, texts)))
      },
      set: (settings) => {
        again(settings)
        if (screenId === ALL_SCREENS) keepSettings(boardId, settings)
      },
      nameScreens: (named) => again({ named }),
      onPhaseAsked: () => {
        const common = (): Stage | undefined => store.board().stages.get(ALL_SCREENS)
        const asked = common()
        return () => {
          const now = common()
          if (startsWithWall(asked, now))
            showOnStage({ mode: 'wall', ...settingsIn(now) }, ALL_SCREENS)
        }
      },
    }
  }, [announce, boardId, connection, screenId, showOnStage, texts])
}

function settingsIn(
  stage: { readonly room?: Stage['room']; readonly light?: Stage['light'] } | undefined,
): Pick<Stage, 'room' | 'light'> {
  return {
    ...(stage?.room && { room: stage.room }),
    ...(stage?.light !== undefined && { light: stage.light }),
  }
}

/**
 * What was said of the screens, and holds no more (another phase, a colleague's choice), gives way to what
 * they show now. Anything else that was said stays.
 */
export function useStageNews(
  texts: WallTexts,
  said: string,
  { remote, announce }: { readonly remote: StageRemote; readonly announce: (text: string) => void },
): void {
  const sentence = useBoard((board) =>
    texts.shown(
      areNotesShown(board.session)
        ? describeShown(board.stages.get(remote.screenId), board, texts)
        : texts.onlyCode,
    ),
  )
  const last = useRef(sentence)
  useEffect(() => {
    if (last.current === sentence) return
    const isStale = said.trimEnd() === last.current
    last.current = sentence
    if (isStale) announce(sentence)
  }, [announce, said, sentence])
}

/** What a screen shows, in words; what is gone, or a timer that does not run, leaves the whole wall. */
export function describeShown(
  stage: Pick<Stage, 'mode' | 'targetId'> | undefined,
  board: Pick<Board, 'themes' | 'groups' | 'cards' | 'session'>,
  texts: WallTexts,
): string {
  switch (stage?.mode) {
    case 'theme': {
      const theme = board.themes.find(({ themeId }) => themeId === stage.targetId)
      return theme ? theme.title || texts.untitled : texts.stage.wall
    }
    case 'group': {
      const group = board.groups.find(({ groupId }) => groupId === stage.targetId)
      return group ? texts.notesOf(group.name) : texts.stage.wall
    }
    case 'note': {
      const card = board.cards.find(({ cardId }) => cardId === stage.targetId)
      return card ? texts.oneNote(card.wording ?? card.text) : texts.stage.wall
    }
    case 'timer':
      return board.session.timerEndsAt === null ? texts.timerWaits : texts.stage.timer
    case 'blank':
    case 'follow':
      return texts.stage[stage.mode]
    case 'wall':
    case undefined:
      return texts.stage.wall
  }
}
