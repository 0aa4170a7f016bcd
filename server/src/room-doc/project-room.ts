import type { BoardId, CardId } from '@murmure/shared/ids'
import type { Room } from '@murmure/shared/room'
import { readRoom, writeRoom } from '@murmure/shared/room-doc'

import type { Relay } from '../relay/contract.ts'
import type { BoardRow, Store } from '../storage/contract.ts'

export type RoomProjection = {
  /**
   * Makes the room document say what the board's row and its declarations say, durably; answers with the
   * room as it then is. Undefined: there is no such board (any more).
   */
  project(boardId: BoardId): Promise<Room | undefined>
}

type Waiting = { readonly next: Promise<Room | undefined> }

/**
 * The only writer of room documents, counters excepted. Late notes are on the store's list, from the commit of
 * the note itself on. Projections of one board run one after the other,
 * each reading the row when its turn comes: two at once could read in one order and write in the other, and
 * the older row would stay on every screen. Whoever asks while one is waiting shares it: 300 headcounts
 * are a few projections, not 300.
 */
export function createRoomProjection(options: {
  readonly store: Store
  readonly relay: Pick<Relay, 'write'>
  /** After the room document says it, durably, and everyone who is there was sent it. Must not throw. */
  readonly onProjected?: (boardId: BoardId, room: Room) => void
}): RoomProjection {
  const running = new Map<BoardId, Promise<unknown>>()
  const waiting = new Map<BoardId, Waiting>()

  function project(boardId: BoardId): Promise<Room | undefined> {
    const shared = waiting.get(boardId)
    if (shared) return shared.next
    const before = running.get(boardId) ?? Promise.resolve()
    const next = settled(before).then(() => {
      waiting.delete(boardId)
      const now = projectOnce(options, boardId)
      running.set(boardId, now)
      return now.finally(() => {
        if (running.get(boardId) === now) running.delete(boardId)
      })
    })
    waiting.set(boardId, { next })
    return next
  }

  return { project }
}

async function projectOnce(
  { store, relay, onProjected }: Parameters<typeof createRoomProjection>[0],
  boardId: BoardId,
): Promise<Room | undefined> {
  const row = await store.getBoard(boardId)
  const documents = await store.listDocuments(boardId)
  const document = documents.find(({ kind }) => kind === 'room')
  if (!row || !document) return undefined
  const headcounts = Object.fromEntries(await store.headcounts(boardId))
  const listed = await store.lateEntries(boardId)
  let written: Room = row.room
  await relay.write(document.documentId, (doc) => {
    // Counts are found in the group documents, by others; a restored copy brings its own late notes.
    const { counters, late } = readRoom(doc).session
    written = roomOf(row, { headcounts, counters, late: mergeLate(late, listed) })
    writeRoom(doc, written)
  })
  onProjected?.(boardId, written)
  return written
}

/** More than a hall writes without a network; beyond it the list is no list any more. */
const LATE_MAX = 5_000

function mergeLate(
  told: readonly CardId[] | undefined,
  listed: readonly CardId[],
): readonly CardId[] | undefined {
  return listed.length > 0 ? [...new Set([...(told ?? []), ...listed])].slice(-LATE_MAX) : told
}

/** The board's row with the sums that are kept elsewhere. */
export function roomOf(
  row: BoardRow,
  { headcounts, counters, late }: Pick<Room['session'], 'headcounts' | 'counters' | 'late'>,
): Room {
  const { session } = row.room
  return { ...row.room, session: { ...session, headcounts, counters, late } }
}

/** Resolves when the promise has settled. Its failure belongs to those who asked for it. */
function settled(promise: Promise<unknown>): Promise<void> {
  return promise.then(
    () => undefined,
    () => undefined,
  )
}
