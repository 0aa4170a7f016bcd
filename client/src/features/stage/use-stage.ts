import { ALL_SCREENS, type Stage } from '@murmure/shared/stage'
import { useSyncExternalStore } from 'react'

import { useBoard, useSession } from '../../documents/use-board.ts'
import { screenName } from './screen-name.ts'
import { DEFAULT_SETTINGS, keptSettings, settingsOf, type StageSettings } from './stage-settings.ts'

/** What this screen follows: its own stage where it has one, else what all show. */
export function useStage(): {
  readonly stage: Stage | undefined
  readonly settings: StageSettings
  /** Its short name, while screens are asked to show theirs. */
  readonly name: string | undefined
} {
  const { participantId, boardId } = useSession()
  const own = useBoard((board) => board.stages.get(participantId))
  const common = useBoard((board) => board.stages.get(ALL_SCREENS))
  const kept = useKeptSettings(boardId)
  const stage = own && own.mode !== 'follow' ? own : common
  const setUp = own?.room || own?.light !== undefined ? own : common
  const hasSettings = setUp?.room !== undefined || setUp?.light !== undefined
  return {
    stage,
    settings: hasSettings ? settingsOf(setUp) : (kept ?? DEFAULT_SETTINGS),
    name: common?.named ? screenName(participantId) : undefined,
  }
}

let read:
  | {
      readonly boardId: string
      readonly text: string
      readonly settings: StageSettings | undefined
    }
  | undefined

/** Follows at once what another window of this browser sets. */
function useKeptSettings(boardId: string): StageSettings | undefined {
  return useSyncExternalStore(onStorage, () => {
    const settings = keptSettings(boardId)
    const text = JSON.stringify(settings ?? null)
    if (read?.boardId !== boardId || read.text !== text) read = { boardId, text, settings }
    return read.settings
  })
}

function onStorage(listener: () => void): () => void {
  window.addEventListener('storage', listener)
  return () => window.removeEventListener('storage', listener)
}
