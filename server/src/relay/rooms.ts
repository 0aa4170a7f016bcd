import { setImmediate as nextTurn } from 'node:timers/promises'

import { CLOSE } from '@murmure/shared/protocol/close-codes'
import type { DocumentId } from '@murmure/shared/ids'

import {
  type DocumentRow,
  type Store,
  type StoredDocument,
  StoreError,
} from '../storage/contract.ts'
import { compactRoom } from './compact.ts'
import type { RelayLog } from './contract.ts'
import { ABSENT, afterEvent, type Lifecycle, type LifecycleEvent } from './lifecycle.ts'
import { createRoom, type Room } from './room.ts'
import type { Ticker } from './ticker.ts'
import { withinLimit } from './within-limit.ts'

/** A room that nobody has open is written down and forgotten after this long. */
const IDLE_UNLOAD_MS = 30_000
/** A store that has not answered by then has failed; its late answer finds nobody waiting. */
const LOAD_LIMIT_MS = 10_000

export type RoomsOptions = {
  readonly store: Store
  readonly now: () => number
  readonly log: RelayLog
  readonly ticker: Pick<Ticker, 'isBusy' | 'drop'>
  readonly idleUnloadMs?: number
  readonly loadLimitMs?: number
  /** What has to be known before anybody writes into the document; a rejection is a failed load. */
  readonly prepare: (document: DocumentRow) => Promise<void>
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
  /** Every room that is live now. */
  live(): Iterable<Room>
}

type Waiting = {
  readonly answer: Promise<Room | undefined>
  readonly resolve: (room: Room | undefined) => void
  readonly reject: (cause: StoreError) => void
}

/** What a document's life stands at, with what belongs to that state. */
type Entry = { state: Lifecycle; room?: Room; waiting?: Waiting }

// oxlint-disable-next-line max-lines-per-function -- one owner's state and the effects of its transitions; none is long
export function createRooms(options: RoomsOptions): Rooms {
  const { store, now, log, ticker, prepare, onLoaded } = options
  const { idleUnloadMs = IDLE_UNLOAD_MS, loadLimitMs = LOAD_LIMIT_MS } = options
  const entries = new Map<DocumentId, Entry>()
  let attempts = 0

  /** Moves the document on, and does what only needs what is at hand. */
  function step(documentId: DocumentId, event: LifecycleEvent, entry: Entry) {
    const [state, effect] = afterEvent(entry.state, event)
    entry.state = state
    if (state.kind === 'absent') {
      if (entries.get(documentId) === entry) entries.delete(documentId)
    } else entries.set(documentId, entry)
    return effect
  }

  function open(documentId: DocumentId): Promise<Room | undefined> {
    const entry: Entry = entries.get(documentId) ?? { state: ABSENT }
    const attempt = ++attempts
    if (step(documentId, { kind: 'asked', attempt }, entry) === 'load') {
      entry.waiting = createWaiting()
      void load(documentId, entry, attempt)
    }
    // Whoever asks has it in hand only a microtask later: until then it must not look idle.
    if (entry.room) entry.room.lastUsedAt = now()
    return entry.waiting?.answer ?? Promise.resolve(entry.room)
  }

  async function fetch(documentId: DocumentId): Promise<StoredDocument | undefined> {
    const stored = await store.load(documentId)
    if (stored) await prepare(stored.document)
    return stored
  }

  async function load(documentId: DocumentId, entry: Entry, attempt: number): Promise<void> {
    const waiting = entry.waiting
    try {
      const stored = await withinLimit(fetch(documentId), loadLimitMs)
      const room = stored && createRoom(stored, now())
      // A long day's document takes a tenth of a second; a hall that waits for it is let in after that.
      await nextTurn()
      const effect = step(documentId, { kind: room ? 'loaded' : 'missing', attempt }, entry)
      if (room && effect === 'open') {
        entry.room = room
        delete entry.waiting
        onLoaded(room)
        waiting?.resolve(room)
        return
      }
      room?.doc.destroy()
      waiting?.resolve(undefined)
    } catch (cause) {
      // Absent again, so that the next to ask tries again.
      step(documentId, { kind: 'failed', attempt }, entry)
      const isStores = cause instanceof StoreError
      const failure = new StoreError(`document ${documentId} cannot be loaded`, { cause })
      waiting?.reject(isStores ? cause : failure)
    }
  }

  function forget(documentId: DocumentId, code: number): void {
    const entry = entries.get(documentId)
    if (!entry) return
    const effect = step(documentId, { kind: 'forgotten' }, entry)
    if (effect === 'deny') entry.waiting?.resolve(undefined)
    if (effect === 'close' && entry.room) closeRoom(entry.room, code)
  }

  function closeRoom(room: Room, code: number): void {
    ticker.drop(room)
    for (const connection of room.connections) connection.close(code)
    room.doc.destroy()
  }

  const isIdle = (room: Room): boolean =>
    room.connections.size === 0 &&
    room.inbox.length === 0 &&
    !room.compacting &&
    !ticker.isBusy(room) &&
    now() - room.lastUsedAt >= idleUnloadMs

  async function unload(documentId: DocumentId, entry: Entry): Promise<void> {
    const { room } = entry
    if (!room || !isIdle(room)) return
    if (step(documentId, { kind: 'idle' }, entry) !== 'write-down') return
    if (room.tail.rows > 0) await compactRoom(room, { store, log })
    // Somebody may have come while the snapshot was written: then the room simply lives on.
    if (step(documentId, { kind: 'written' }, entry) === 'close') closeRoom(room, CLOSE.restart)
  }

  function* live(): Iterable<Room> {
    for (const { room, state } of entries.values()) if (room && state.kind !== 'absent') yield room
  }

  return {
    open,
    forget,
    live,
    async unloadIdle() {
      for (const [documentId, entry] of entries) await unload(documentId, entry)
    },
    async compactAll() {
      for (const room of live()) {
        // While it is being put back, its live state holds what no commit took.
        if (room.tail.rows > 0 && !room.compacting && !ticker.isBusy(room))
          await compactRoom(room, { store, log })
      }
    },
  }
}

function createWaiting(): Waiting {
  let resolve: Waiting['resolve'] = () => undefined
  let reject: Waiting['reject'] = () => undefined
  const answer = new Promise<Room | undefined>((onRoom, onFailure) => {
    resolve = onRoom
    reject = onFailure
  })
  return { answer, resolve, reject }
}
