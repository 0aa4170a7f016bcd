import { useBoard } from '../../documents/use-board.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { deepestRowM } from './legibility.ts'
import { settingsOf } from './stage-settings.ts'
import type { StageRemote } from './use-stage-remote.ts'

/** The screens would have to cut words: they stop growing, and who leads is told how far they can be read. */
export function useTooDeep(
  texts: WallTexts,
  { screenId }: Pick<StageRemote, 'screenId'>,
): string | undefined {
  const { room } = settingsOf(useBoard((board) => board.stages.get(screenId)))
  const deepest = deepestRowM(room.width)
  return room.depth > deepest ? texts.imageTooSmall(room.width, Math.floor(deepest)) : undefined
}
