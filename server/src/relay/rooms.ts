import { CLOSE } from '@murmure/shared/protocol/close-codes'
import type { DocumentId } from '@murmure/shared/ids'

import { type Store, StoreError } from '../storage/contract.ts'
import { compactRoom } from './compact.ts'
import type { RelayLog } from './contract.ts'
import { createRoom, type Room } from './room.ts'
import type { Ticker } from './ticker.ts'

/** A room that nobody has open is written down and forgotten after this long. */
const IDLE_UNLOAD_MS = 30_000

export type RoomsOptions = {
  readonly store: Store
  readonly now: () => number
  readonly log: RelayLog
  readonly ticker: Pick<Ticker, 'isBusy' | 'drop'>
  readonly onLoaded: (room: Room) => void
}

export type Rooms = {
  /**
   * The room of a document, loaded once for all who ask. Undefined: there is no such document. Rejects with
   * `StoreError` if it cannot be loaded now: never an empty document in its place.
   */
  open(documentId: DocumentId): Promise<Room | undefined>
  /** Closes the room's sockets with this code and forgets it, without writing anything. */
  forget(documentId: DocumentId, code: number): void
  /** Writes down and forgets what nobody has had open for a while. */
  unloadIdle(): Promise<void>
  /** Snapshots of everything that is live: the next start loads faster. */
  compactAll(): Promise<void>
}

export function createRooms({ store, now, log, ticker, onLoaded }: RoomsOptions): Rooms {
  const opening = new Map<DocumentId, Promise<Room | undefined>>()
  const live = new Map<DocumentId, Room>()

  async function load(documentId: DocumentId): Promise<Room | undefined> {
    try {
      const stored = await store.load(documentId)
      // Gone, or forgotten while it was loading (its board was deleted).
      if (!stored || !opening.has(documentId)) {
        opening.delete(documentId)
        return undefined
      }
      const room = createRoom(stored, now())
      live.set(documentId, room)
      onLoaded(room)
      return room
    } catch (cause) {
      // Forgotten, so that the next to ask tries again.
      opening.delete(documentId)
      throw cause instanceof StoreError
        ? cause
        : new StoreError(`document ${documentId} cannot be loaded`, { cause })
    }
  }

  function open(documentId: DocumentId): Promise<Room | undefined> {
    const present = opening.get(documentId)
    const room = live.get(documentId)
    // Whoever asks has it in hand only a microtask later: until then it must not look idle.
    if (room) room.lastUsedAt = now()
    if (present) return present
    const loading = load(documentId)
    opening.set(documentId, loading)
    return loading
  }

  function forget(documentId: DocumentId, code: number): void {
    const room = live.get(documentId)
    opening.delete(documentId)
    live.delete(documentId)
    if (!room) return
    ticker.drop(room)
    for (const connection of room.connections) connection.close(code)
    room.doc.destroy()
  }

  const isIdle = (room: Room): boolean =>
    room.connections.size === 0 &&
    room.inbox.length === 0 &&
    !ticker.isBusy(room) &&
    now() - room.lastUsedAt >= IDLE_UNLOAD_MS

  async function unload(room: Room): Promise<void> {
    if (!isIdle(room)) return
    if (room.tail.rows > 0) await compactRoom(room, { store, log })
    // Somebody may have come while the snapshot was written: then the room simply lives on.
    const { documentId } = room.document
    if (isIdle(room) && live.get(documentId) === room) forget(documentId, CLOSE.restart)
  }

  return {
    open,
    forget,
    async unloadIdle() {
      for (const room of live.values()) await unload(room)
    },
    async compactAll() {
      for (const room of live.values()) {
        if (room.tail.rows > 0) await compactRoom(room, { store, log })
      }
    },
  }
}
