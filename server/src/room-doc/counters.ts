import { readPlaces } from '@murmure/shared/group-doc'
import type { DocumentId } from '@murmure/shared/ids'
import { readRoom, writeSession } from '@murmure/shared/room-doc'
import type { Counters } from '@murmure/shared/session'
import { asideIds } from '@murmure/shared/wall-doc'
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
 * Keeps `session.counters` of the room documents: how many notes each group has in each column, which is all that a
 * screen may show before « Dévoiler ». A note that a facilitator set aside is off the wall and is not counted either;
 * the screen, which may not read the wall by then, would count it for ever. Call the returned function when a group
 * document was committed or loaded, or the wall was committed; what a crash leaves uncounted is counted at the next
 * load of its group.
 */
export function createCounters(options: CountersOptions): (document: DocumentRow) => void {
  const { store, relay } = options
  const waiting = new Map<string, Set<DocumentId>>()

  async function count(boardId: string): Promise<void> {
    const changed = waiting.get(boardId) ?? new Set()
    waiting.delete(boardId)
    const documents = await store.listDocuments(boardId)
    const room = documents.find(({ kind }) => kind === 'room')
    const wall = documents.find(({ kind }) => kind === 'wall')
    if (!room || !wall) return
    const isWhole = changed.has(wall.documentId)
    // From « Dévoiler » on screens read the wall itself: its commits are then no reason to count every group.
    if (isWhole && (await relay.read(room.documentId, isRevealed))) changed.delete(wall.documentId)
    const asides = (await relay.read(wall.documentId, asideIds)) ?? NONE
    const counters: Record<string, Counters[string]> = {}
    for (const { documentId, groupId } of documents) {
      if (groupId === undefined) continue
      if (!changed.has(documentId) && !changed.has(wall.documentId)) continue
      const counted = await relay.read(documentId, (doc) => countCards(doc, asides))
      if (counted) counters[groupId] = counted
    }
    if (Object.keys(counters).length === 0) return
    await relay.write(room.documentId, (doc) => {
      const present = readRoom(doc).session.counters
      writeSession(doc, { counters: { ...present, ...counters } })
    })
  }

  return ({ boardId, documentId, kind }) => {
    if (kind === 'room') return
    const present = waiting.get(boardId)
    if (present) {
      present.add(documentId)
      return
    }
    waiting.set(boardId, new Set([documentId]))
    options.later(() => {
      count(boardId).catch((cause: unknown) => {
        // The counts are derived: the next commit or load of a group counts again.
        options.log.warn({ cause, boardId }, 'notes could not be counted')
      })
    }, EVERY_MS)
  }
}

const NONE: ReadonlySet<string> = new Set()
const isRevealed = (doc: Y.Doc): boolean => readRoom(doc).session.revealed

/**
 * The notes that are on the wall, by the column that their authors chose. Any word may be a column's id to the
 * relay, `constructor` too: hence a map, where an object would find what every object has and count on from there.
 */
export function countCards(doc: Y.Doc, asides: ReadonlySet<string>): Counters[string] {
  const counts = new Map<string, number>()
  for (const card of readPlaces(doc)) {
    if (card.removed || asides.has(card.cardId)) continue
    counts.set(card.columnId, (counts.get(card.columnId) ?? 0) + 1)
  }
  return Object.fromEntries(counts)
}
