import type * as Y from 'yjs'

import type { Stage } from '../stage.ts'
import { plainRoot } from '../wall-doc.ts'
import { Stage as StageSchema } from '../stage.ts'
import { act, type Change, setValue } from './change.ts'

/** Shows something on one screen, or on all (`ALL_SCREENS`). `seq` grows, so that showing again is a change. */
export function showOnStage(
  wall: Y.Doc,
  screenId: string,
  shown: Omit<Stage, 'seq'>,
): readonly Change[] {
  const present = StageSchema.safeParse(plainRoot(wall, 'stage').get(screenId))
  const seq = present.success ? present.data.seq + 1 : 0
  return act(wall, () => setValue(wall, ['stage', screenId], { ...shown, seq }))
}
