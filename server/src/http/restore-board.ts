import type { GroupId } from '@murmure/shared/ids'
import type { Result } from '@murmure/shared/result'
import { writeSession } from '@murmure/shared/room-doc'
import type { Counters, Session } from '@murmure/shared/session'

import { countCards } from '../room-doc/counters.ts'
import type { AppDeps } from './app-deps.ts'
import type { CheckedCopy } from './check-copy.ts'
import { makeWall, type NewWall } from './create-board.ts'
import type { ProblemName } from './problems.fr.ts'

/** A new wall with a copy's content. Its sums are made again: a file may say anything about them. */
export async function restoreBoard(
  deps: AppDeps,
  { room, ...beginning }: CheckedCopy,
): Promise<Result<NewWall, ProblemName>> {
  const { late, ...told } = room.session
  const session = { ...told, hands: [], counters: {}, headcounts: {} }
  const made = await makeWall(deps, { ...room, session }, beginning)
  if (made.ok) await tellRoom(deps, made.value.board.boardId, late)
  return made
}

/** What the room document says beyond the row. Screens show the counts before anybody opens a group. */
async function tellRoom(
  { store, relay }: AppDeps,
  boardId: string,
  late: Session['late'],
): Promise<void> {
  const documents = await store.listDocuments(boardId)
  const counters: [GroupId, Counters[string]][] = []
  for (const { documentId, groupId } of documents) {
    if (groupId === undefined) continue
    const counted = await relay.read(documentId, (doc) => countCards(doc, groupId))
    if (counted) counters.push([groupId, counted])
  }
  const room = documents.find(({ kind }) => kind === 'room')
  if (!room) return
  await relay.write(room.documentId, (doc) =>
    writeSession(doc, { counters: Object.fromEntries(counters), ...(late && { late }) }),
  )
}
