import type { DocumentId } from '@murmure/shared/ids'
import { CLOSE } from '@murmure/shared/protocol/close-codes'

import { type DocumentRow, StoreError } from '../storage/contract.ts'
import type { RelayLog } from './contract.ts'
import type { Room } from './room.ts'
import type { Rooms } from './rooms.ts'

/**
 * Rooms of which none lives on when the store has less of it than it had confirmed: people hold what is gone, and
 * would merge it back under each other's names. Their sockets close with 4410, and nobody opens the document
 * under this id any more.
 */
export function withoutBehind(
  rooms: Rooms,
  { log, onBehind }: { log: RelayLog; onBehind?: (document: DocumentRow) => void },
): Rooms & { retire(room: Room): void } {
  const behind = new Set<DocumentId>()
  return {
    ...rooms,
    open: (documentId) =>
      behind.has(documentId)
        ? Promise.reject(new StoreError(`${documentId} is behind what was confirmed`))
        : rooms.open(documentId),
    retire({ document, head }) {
      const { documentId } = document
      log.error({ documentId, head }, 'the store has less of a document than it had confirmed')
      behind.add(documentId)
      rooms.forget(documentId, CLOSE.retired)
      onBehind?.(document)
    },
  }
}
