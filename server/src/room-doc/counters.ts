import type { GroupId } from '@murmure/shared/ids'
import { authorOf } from '@murmure/shared/ids'
import { readPlaces } from '@murmure/shared/group-doc'
import { readRoom, writeSession } from '@murmure/shared/room-doc'
import type { Counters } from '@murmure/shared/session'
import type * as Y from 'yjs'

import type { Relay, RelayLog } from '../relay/contract.ts'
import type { DocumentRow, Store } from '../storage/contract.ts'

/** Counts reach the room document at most this often per board. */
const EVERY_MS = 500

export type CountersOptions = {
  readonly store: Pick<Store, 'listDocuments'>
  readonly relay: Pick<Relay, 'read' | 'write'>
  readonly log: RelayLog
  /** Runs `task` after `ms`; `setTimeout`, but for tests. */
  readonly later: (task: () => void, ms: number) => void
}

/**
 * Keeps `session.counters` of the room documents: how many live notes each group has in each column, which
 * is all that a screen may show before « Dévoiler ». Call the returned function when a group document was
 * committed or loaded; what a crash leaves uncounted is counted at its next load.
 */
export function createCounters(options: CountersOptions): (document: DocumentRow) => void {
  const waiting = new Map<string, Map<GroupId, DocumentRow>>()

  async function count(boardId: string): Promise<void> {
    const documents = [...(waiting.get(boardId)?.values() ?? [])]
    waiting.delete(boardId)
    const counters: Record<string, Counters[string]> = {}
    for (const { documentId, groupId } of documents) {
      if (groupId === undefined) continue
      const counted = await options.relay.read(documentId, (doc) => countCards(doc))
      if (counted) counters[groupId] = counted
    }
    const room = (await options.store.listDocuments(boardId)).find(({ kind }) => kind === 'room')
    if (!room) return
    await options.relay.write(room.documentId, (doc) => {
      const present = readRoom(doc).session.counters
      writeSession(doc, { counters: { ...present, ...counters } })
    })
  }

  return (document) => {
    const { boardId, groupId } = document
    if (groupId === undefined) return
    const present = waiting.get(boardId)
    if (present) {
      present.set(groupId, document)
      return
    }
    waiting.set(boardId, new Map([[groupId, document]]))
    options.later(() => {
      count(boardId).catch((cause: unknown) => {
        // The counts are derived: the next commit or load of a group counts again.
        options.log.warn({ cause, boardId }, 'notes could not be counted')
      })
    }, EVERY_MS)
  }
}

/**
 * Live notes by the column that their authors chose. Any word may be a column's id to the relay, `constructor`
 * too: hence a map, where an object would find what every object has and count on from there.
 */
export function countCards(doc: Y.Doc): Counters[string] {
  const counts = new Map<string, number>()
  for (const card of readPlaces(doc)) {
    if (card.removed?.by === authorOf(card.cardId)) continue
    counts.set(card.columnId, (counts.get(card.columnId) ?? 0) + 1)
  }
  return Object.fromEntries(counts)
}
