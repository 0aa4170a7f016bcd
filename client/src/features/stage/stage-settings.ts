import { type Stage, StageRoom } from '@murmure/shared/stage'
import * as z from 'zod/mini'

import { parseJson } from '../../documents/json.ts'
import { localStore } from '../../documents/storage.ts'

/** How a screen is set up: the room it stands in, and whether that room is bright. */
export const StageSettings = z.object({ room: StageRoom, light: z.boolean() })
export type StageSettings = z.infer<typeof StageSettings>

export const DEFAULT_SETTINGS: StageSettings = { room: { depth: 8, width: 2.4 }, light: false }

export const settingsOf = (stage: Stage | undefined): StageSettings => ({
  room: stage?.room ?? DEFAULT_SETTINGS.room,
  light: stage?.light ?? DEFAULT_SETTINGS.light,
})

const keyOf = (boardId: string): string => `murmure:stage:${boardId}`

/**
 * The setting for all screens is also kept in this browser: before « Dévoiler » a screen does not read the
 * wall, and the projector is most often a second window of the facilitator's own machine.
 */
export function keepSettings(boardId: string, settings: StageSettings): void {
  localStore.setItem(keyOf(boardId), JSON.stringify(settings))
}

export function keptSettings(boardId: string): StageSettings | undefined {
  return StageSettings.safeParse(parseJson(localStore.getItem(keyOf(boardId)))).data
}
