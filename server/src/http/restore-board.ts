import { assert } from '@murmure/shared/assert'
import type { GroupId } from '@murmure/shared/ids'
import type { Result } from '@murmure/shared/result'
import type { Room } from '@murmure/shared/room'
import { writeSession } from '@murmure/shared/room-doc'
import type { Counters, Session } from '@murmure/shared/session'
import { asideIds } from '@murmure/shared/wall-doc'

import { countCards } from '../room-doc/counters.ts'
import type { AppDeps } from './app-deps.ts'
import type { CheckedCopy } from './check-copy.ts'
import {
  firstContents,
  type LostWall,
  makeWall,
  newDocuments,
  type NewWall,
} from './create-board.ts'
import type { ProblemName } from './problems.fr.ts'

/** A new wall with a copy's content, or one that is lost under its own id. Its sums are made again: a file may say anything about them. */
export async function restoreBoard(
  deps: AppDeps,
  copy: CheckedCopy,
  lost?: LostWall,
): Promise<Result<NewWall, ProblemName>> {
  const made = await makeWall(deps, roomOfCopy(copy), copy, lost)
  if (made.ok) await tellRoom(deps, made.value.board.boardId, copy.room.session.late)
  return made
}

/** An existing wall, back to what the copy holds, under ids of another generation. Its links stay. */
export async function putBack(
  deps: AppDeps,
  { boardId, generation }: LostWall,
  copy: CheckedCopy,
): Promise<void> {
  const room = roomOfCopy(copy)
  const documents = newDocuments({ boardId, room, generation }, deps.random)
  const contents = firstContents(boardId, documents, copy)
  const outcome = await deps.store.replaceBoard({ boardId, room, documents, ...contents })
  assert(outcome === 'replaced', `The wall ${boardId} went while it was put back`)
  await deps.projection.project(boardId)
  await tellRoom(deps, boardId, copy.room.session.late)
}

function roomOfCopy({ room }: CheckedCopy): Room {
  const { late: _late, floor: _floor, ...told } = room.session
  return { ...room, session: { ...told, hands: [], counters: {}, headcounts: {} } }
}

/** What the room document says beyond the row. Screens show the counts before anybody opens a group. */
async function tellRoom(
  { store, relay }: AppDeps,
  boardId: string,
  late: Session['late'],
): Promise<void> {
  const documents = await store.listDocuments(boardId)
  const wall = documents.find(({ kind }) => kind === 'wall')
  const asides = (wall && (await relay.read(wall.documentId, asideIds))) ?? new Set<string>()
  const counters: [GroupId, Counters[string]][] = []
  for (const { documentId, groupId } of documents) {
    if (groupId === undefined) continue
    const counted = await relay.read(documentId, (doc) => countCards(doc, asides))
    if (counted) counters.push([groupId, counted])
  }
  const room = documents.find(({ kind }) => kind === 'room')
  if (!room) return
  await relay.write(room.documentId, (doc) =>
    writeSession(doc, { counters: Object.fromEntries(counters), ...(late && { late }) }),
  )
}
