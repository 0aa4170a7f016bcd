import type { CreatedSession } from '@murmure/shared/protocol/http'
import { readRoom } from '@murmure/shared/room-doc'
import type * as Y from 'yjs'

/** What of the room decides which documents there are to open. */
export function grantsOf(doc: Y.Doc): string {
  const { session, groups } = readRoom(doc)
  return `${session.revealed} ${groups.map(({ groupId }) => groupId).join(' ')}`
}

/** Does the room speak of documents that this session does not open yet? */
export function lacksSomething({ role, documents }: CreatedSession, doc: Y.Doc): boolean {
  const { session, groups } = readRoom(doc)
  const mayOpenAll = role === 'facilitator' || session.revealed
  const known = new Set(documents.map(({ groupId }) => groupId))
  const hasWall = documents.some(({ kind }) => kind === 'wall')
  return mayOpenAll && (!hasWall || groups.some(({ groupId }) => !known.has(groupId)))
}
