import type { BoardId, GroupId } from '@murmure/shared/ids'
import { type BoardCopy, type CopiedDocument, COPY_VERSION } from '@murmure/shared/protocol/copy'
import type { Room } from '@murmure/shared/room'
import { readRoom } from '@murmure/shared/room-doc'
import * as Y from 'yjs'

import type { Relay } from '../relay/contract.ts'
import type { DocumentRow, StoredDocument } from '../storage/contract.ts'
import type { AppDeps } from './app-deps.ts'

/**
 * The board as it is committed. The row is read before its documents, so that every group of it has one; the
 * wall before the groups, so that every note that it places is there. Undefined: there is no such board.
 */
export async function saveCopy(
  { store, relay, now }: Pick<AppDeps, 'store' | 'relay' | 'now'>,
  boardId: BoardId,
): Promise<BoardCopy | undefined> {
  const row = await store.getBoard(boardId)
  const documents = await store.listDocuments(boardId)
  const copyOf = async (documentId: string | undefined) =>
    documentId === undefined ? undefined : copyDocument(await store.load(documentId))
  const wall = await copyOf(documents.find(({ kind }) => kind === 'wall')?.documentId)
  if (!row || !wall) return undefined
  const groups: [GroupId, CopiedDocument][] = []
  for (const { groupId } of row.room.groups) {
    const document = documents.find((candidate) => candidate.groupId === groupId)
    const copied = await copyOf(document?.documentId)
    // Deleted meanwhile: half a copy is none.
    if (!copied) return undefined
    groups.push([groupId, copied])
  }
  const declarations = await store.listDeclarations(boardId)
  return {
    format: 'murmure',
    version: COPY_VERSION,
    savedAt: now(),
    room: roomToSave(row.room, await lateNotes(relay, documents)),
    wall,
    groups: Object.fromEntries(groups),
    declarations: declarations.map(({ boardId: _boardId, ...declaration }) => declaration),
  }
}

/** Whose a hand is depends on the board and on this server's key: elsewhere nobody could lower it. */
function roomToSave(room: Room, late: Room['session']['late']): Room {
  const { floor: _floor, ...session } = room.session
  return { ...room, session: { ...session, hands: [], ...(late && { late }) } }
}

/** The one thing that the room document alone knows. */
async function lateNotes(relay: Relay, documents: readonly DocumentRow[]) {
  const room = documents.find(({ kind }) => kind === 'room')
  return room && relay.read(room.documentId, (doc) => readRoom(doc).session.late)
}

function copyDocument(stored: StoredDocument | undefined): CopiedDocument | undefined {
  if (!stored) return undefined
  const doc = new Y.Doc()
  doc.transact(() => {
    if (stored.snapshot) Y.applyUpdate(doc, stored.snapshot.bytes)
    for (const { bytes } of stored.rows) Y.applyUpdate(doc, bytes)
  })
  const state = Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64')
  doc.destroy()
  const leases = stored.leases.map(({ clientId, participantId }) => ({ clientId, participantId }))
  return { state, leases }
}
