import { type CountCorrection, correctCounts } from '@murmure/shared/actions/correct-headcount'
import type { GroupId } from '@murmure/shared/ids'

import { useBoardContext } from './board-provider.tsx'
import { writableGroup } from './writer-actions.ts'

/** Corrects a group's headcount. False: its document is not there now, and nothing was done. */
export function useCorrectCounts(): (
  groupId: GroupId,
  corrections: readonly CountCorrection[],
) => boolean {
  const { connection, undo } = useBoardContext()
  return (groupId, corrections) => {
    const doc = writableGroup(connection, groupId)
    if (doc) undo.push('count', { kind: 'group', groupId }, correctCounts(doc, corrections))
    return doc !== undefined
  }
}
