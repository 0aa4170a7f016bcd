import type { Board } from '@murmure/shared/board'
import type { ColumnId, GroupId } from '@murmure/shared/ids'
import type { Counters, Session } from '@murmure/shared/session'

/**
 * How many notes each group has in each column: what a screen says while people write. Once the wall was
 * revealed the screen reads it, and counts what stands on it, as the wall itself does; until then the room's
 * counters are all that it has.
 */
export function faceDownCounts(
  { revealed, counters }: Pick<Session, 'revealed' | 'counters'>,
  cards: Board['cards'],
): Counters {
  if (!revealed) return counters
  const counts = new Map<GroupId, Map<ColumnId, number>>()
  for (const { groupId, columnId, outcome } of cards) {
    if (outcome.kind !== 'kept' || columnId === null) continue
    const own = counts.get(groupId) ?? new Map<ColumnId, number>()
    counts.set(groupId, own.set(columnId, (own.get(columnId) ?? 0) + 1))
  }
  return Object.fromEntries([...counts].map(([groupId, own]) => [groupId, Object.fromEntries(own)]))
}
