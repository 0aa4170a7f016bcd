import { setTimeout as delay } from 'node:timers/promises'

import type { LogRow, Store, StoredDocument } from '../storage/contract.ts'
import { stateVectorOf } from './answers.ts'
import type { RelayLog } from './contract.ts'
import { rebuildRoom, resetRoom, type Room } from './room.ts'
import { broadcast } from './settle.ts'
import { withinLimit } from './within-limit.ts'

const RELOAD_FIRST_MS = 100
const RELOAD_MOST_MS = 5000

export type RestoreOptions = {
  readonly store: Store
  readonly now: () => number
  readonly log: RelayLog
  readonly storeLimitMs: number
  /** The room is no more. */
  readonly isDropped: (room: Room) => boolean
  readonly isStopping: () => boolean
  /** The store has rows whose commit seemed to fail: they were sent. */
  readonly onFound: (room: Room) => void
  readonly onReadOnly: (room: Room) => void
  readonly onGone: (room: Room) => void
  readonly onBehind: (room: Room) => void
}

/** Puts rooms back on what is committed, after a commit that failed or an update that broke the live state. */
export function createRestore(options: RestoreOptions): (room: Room) => Promise<void> {
  const { isDropped, isStopping } = options

  /**
   * Resolves when the room may go on: restored, or read-only. A store that reads and does not write (a full
   * disk) is gone as well: its writers, asked for what it lacks, would send it into the same wall for ever. So
   * is one that takes everything but this document, from its second refusal in a row.
   */
  async function restore(room: Room): Promise<void> {
    const stored = await tryLoad(options, room)
    const takesMore =
      room.failures === 0 || (room.failures === 1 && (await canCommit(options, room)))
    if (isDropped(room)) return
    if (stored !== 'gone' && takesMore && resume(room, stored)) return
    room.isReadOnly = true
    if (stored === 'gone' || !restart(options, room, stored)) rebuildRoom(room)
    options.onReadOnly(room)
    void awaitStore(room)
  }

  /** Each refusal in a row makes the next wait longer. */
  async function awaitStore(room: Room): Promise<void> {
    const first = RELOAD_FIRST_MS * 2 ** Math.min(room.failures, 10)
    for (let pause = first; ; pause *= 2) {
      await delay(Math.min(pause, RELOAD_MOST_MS), undefined, { ref: false })
      // Stopping: who is connected comes back to the next process, and brings what is not SAVED.
      if (isStopping() || isDropped(room)) return
      if (!(await canCommit(options, room))) continue
      const stored = await tryLoad(options, room)
      if (isDropped(room)) return
      if (stored === 'gone' || !resume(room, stored)) continue
      if (isDropped(room)) return
      room.isReadOnly = false
      options.onReadOnly(room)
      return
    }
  }

  /** As `restart`, and writers are asked for what the store lacks. */
  function resume(room: Room, stored: StoredDocument | undefined): boolean {
    if (!restart(options, room, stored)) return false
    if (isDropped(room)) return true
    const stateVector = stateVectorOf(room)
    for (const connection of room.connections) {
      connection.answered()
      connection.ask(stateVector)
    }
    return true
  }

  return restore
}

/**
 * On what the store has: rows that nobody was sent go out. False: what it has cannot be read, as on a disk that
 * breaks while the room is live; the room keeps what it knows, and that is all that happens.
 */
function restart(options: RestoreOptions, room: Room, stored: StoredDocument | undefined): boolean {
  if (stored === undefined) options.onGone(room)
  else if (stored.head < room.head) options.onBehind(room)
  else return reread(options, room, stored)
  return true
}

function reread(options: RestoreOptions, room: Room, stored: StoredDocument): boolean {
  const unsent = tryReset(options, room, stored)
  if (!unsent) return false
  for (const row of unsent) {
    room.recent.add(row.seq, row.bytes, options.now())
    broadcast(room, row.bytes, row.seq)
  }
  if (unsent.length > 0) options.onFound(room)
  return true
}

function tryReset(
  { log }: RestoreOptions,
  room: Room,
  stored: StoredDocument,
): readonly LogRow[] | undefined {
  try {
    return resetRoom(room, stored)
  } catch (cause) {
    const { documentId } = room.document
    log.error({ cause, documentId }, 'what is stored of a room cannot be read')
    return undefined
  }
}

async function tryLoad(
  { store, log, storeLimitMs }: RestoreOptions,
  { document: { documentId } }: Room,
): Promise<StoredDocument | undefined | 'gone'> {
  try {
    return await withinLimit(store.load(documentId), storeLimitMs)
  } catch (cause) {
    log.error({ cause, documentId }, 'a room waits for the store')
    return 'gone'
  }
}

async function canCommit(
  { store, log, storeLimitMs }: RestoreOptions,
  { document: { documentId } }: Room,
): Promise<boolean> {
  try {
    await withinLimit(store.probe(), storeLimitMs)
    return true
  } catch (cause) {
    log.error({ cause, documentId }, 'a room waits for the store')
    return false
  }
}
