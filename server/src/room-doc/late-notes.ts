import type { CardId } from '@murmure/shared/ids'
import { readRoom, writeSession } from '@murmure/shared/room-doc'

import type { Relay, RelayLog } from '../relay/contract.ts'
import type { DocumentRow, Store } from '../storage/contract.ts'

/** More than a hall writes without a network; beyond it the list is no list any more. */
const LATE_MAX = 5_000

/**
 * Lists notes that came after closing in `session.late`, where facilitators take them up. The notes themselves
 * are durable before; should the list fail, they stand on the wall unannounced.
 */
export function createLateNotes({
  store,
  relay,
  log,
}: {
  readonly store: Pick<Store, 'listDocuments'>
  readonly relay: Pick<Relay, 'write'>
  readonly log: RelayLog
}): (document: DocumentRow, cardIds: readonly CardId[]) => void {
  async function list({ boardId }: DocumentRow, cardIds: readonly CardId[]): Promise<void> {
    const room = (await store.listDocuments(boardId)).find(({ kind }) => kind === 'room')
    if (!room) return
    await relay.write(room.documentId, (doc) => {
      const present = readRoom(doc).session.late ?? []
      const late = [...new Set([...present, ...cardIds])].slice(-LATE_MAX)
      writeSession(doc, { late })
    })
  }

  return (document, cardIds) => {
    list(document, cardIds).catch((cause: unknown) => {
      log.warn({ cause, boardId: document.boardId }, 'late notes could not be listed')
    })
  }
}
