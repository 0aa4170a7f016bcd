import type { BoardId } from '@murmure/shared/ids'
import { fail, type Result } from '@murmure/shared/result'
import type { Room } from '@murmure/shared/room'

import type { DocumentHead, DocumentRow } from '../storage/contract.ts'
import type { AppDeps } from './app-deps.ts'
import type { ProblemName } from './problems.fr.ts'

export type BoardChange = {
  readonly room: Room
  readonly added: readonly DocumentRow[]
  /** With their heads at the time of the decision: what is written meanwhile makes it be taken anew. */
  readonly removed?: readonly DocumentHead[]
}

/** Facilitators are few: so many lost races in a row mean that something else is wrong. */
const ATTEMPTS = 10

/**
 * Decides on the board's row as it is, stores it if nobody was faster, else decides again on the newer one;
 * then projects it. A crash before the projection leaves a row that the room document does not say yet:
 * loading that document heals it.
 */
export async function changeBoard(
  { store, projection }: Pick<AppDeps, 'store' | 'projection'>,
  boardId: BoardId,
  change: (
    room: Room,
  ) => Result<BoardChange, ProblemName> | Promise<Result<BoardChange, ProblemName>>,
): Promise<Result<Room, ProblemName>> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const row = await store.getBoard(boardId)
    if (!row) return fail('board-unknown')
    const decided = await change(row.room)
    if (!decided.ok) return decided
    const { room, added, removed } = decided.value
    if (room !== row.room) {
      const outcome = await store.updateBoard(
        { ...row, version: row.version + 1, room },
        added,
        removed,
      )
      if (outcome === 'stale') continue
    }
    const projected = await projection.project(boardId)
    return projected ? { ok: true, value: projected } : fail('board-unknown')
  }
  return fail('board-busy')
}
