import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises'

import * as Y from 'yjs'

import { type Store, type StoredDocument, StoreError } from '../storage/contract.ts'
import { type Applied, applyInbox, type Broken } from './apply.ts'
import { commitAll } from './commit.ts'
import type { Connection } from './connection.ts'
import type { RelayLog, RelayMeter, WritingPolicy } from './contract.ts'
import { judge } from './gate.ts'
import { type InboxItem, rebuildRoom, resetRoom, type Room } from './room.ts'
import { broadcast, settleTick } from './settle.ts'
import { withinLimit } from './within-limit.ts'

/** After a tick the next one waits for this window, so that a busy room sends few frames, not many. */
const WINDOW_MS = 16
/** One room's share of a tick: a mad room waits for the others, not they for it. */
const ITEMS_PER_TICK = 256
/** What all rooms of a tick may take before it is committed, and what each gets at least. */
const TICK_BUDGET_MS = 20
const ROOM_BUDGET_MS = 1
/** A room with so much waiting reads no further until it has worked off half of it. */
const INBOX_MAX_BYTES = 2 * 1024 * 1024
/** A store that has not answered by then has failed, whatever it does later. */
const STORE_LIMIT_MS = 10_000
const RELOAD_FIRST_MS = 100
const RELOAD_MOST_MS = 5000

export type TickerOptions = {
  readonly store: Store
  readonly now: () => number
  readonly log: RelayLog
  /** Tests replace it, to see what stands behind it. */
  readonly gate?: typeof judge
  readonly writing?: WritingPolicy | undefined
  readonly storeLimitMs?: number | undefined
  readonly meter?: RelayMeter | undefined
  /** Whose update passed the gate and broke a room. */
  readonly onCulprit: (room: Room, culprit: Connection) => void
  /** The live state is exactly what is committed while this runs. */
  readonly onCommitted: (room: Room) => void
  /** The store went, or came back. */
  readonly onReadOnly: (room: Room) => void
  /** The store no longer knows the room's document. */
  readonly onGone: (room: Room) => void
  /** The store has less of it than this process was told is durable. */
  readonly onBehind: (room: Room) => void
}

export type Ticker = {
  /** Something waits in the room's inbox. */
  wake(room: Room): void
  /** In a tick, or being put back on its committed state. */
  isBusy(room: Room): boolean
  /** The room is no more: nothing of it is sent from here on. */
  drop(room: Room): void
  /** Resolves when everything that waits is committed and sent. */
  drain(): Promise<void>
}

type Batch = { readonly room: Room; readonly items: readonly InboxItem[] }

/**
 * The barrier: apply → commit → send, for all rooms at once, one tick at a time. Whatever is derived from a
 * document (an update, an answer, a receipt, a reader's value) is made after its version is committed and
 * before the next one is applied, so `kill -9` loses nothing that anyone saw or was told.
 */
// oxlint-disable-next-line max-lines-per-function -- one loop's state and its steps, in the order of a tick; none is long
export function createTicker(options: TickerOptions): Ticker {
  const { store, now, log, gate = judge, writing, meter, storeLimitMs = STORE_LIMIT_MS } = options
  const awake = new Set<Room>()
  const busy = new Set<Room>()
  const recovering = new Set<Room>()
  const dropped = new WeakSet<Room>()
  /** Frames that broke a live state, kept out when the tick is played again. */
  const banned = new WeakSet<InboxItem>()
  let running: Promise<void> | undefined
  let draining = false

  async function run(): Promise<void> {
    // Everything that arrived in this turn of the loop belongs to the first tick.
    await nextTurn()
    while (awake.size > 0) {
      const startedAt = now()
      await tick(takeBatches())
      const rest = WINDOW_MS - (now() - startedAt)
      if (awake.size > 0 && !draining && rest > 0) await delay(rest)
    }
    running = undefined
  }

  function takeBatches(): readonly Batch[] {
    const rooms = [...awake]
    awake.clear()
    return rooms.map((room) => {
      const items = room.inbox.splice(0, room.suspects > 0 ? 1 : ITEMS_PER_TICK)
      countOut(room, items)
      room.suspects = Math.max(0, room.suspects - items.length)
      if (room.inbox.length > 0) awake.add(room)
      busy.add(room)
      return { room, items }
    })
  }

  /** Its share of the tick, by the clock: what is left goes back to the head of its queue. */
  function applyBatch({ room, items }: Batch, rooms: number): Applied {
    if (room.isReadOnly)
      failWaiting(
        items.filter(({ kind }) => kind === 'serve'),
        'the store is gone',
      )
    const until = performance.now() + Math.max(ROOM_BUDGET_MS, TICK_BUDGET_MS / rooms)
    const applied = applyInbox(room, items, {
      gate,
      writing,
      now: now(),
      isOver: () => performance.now() > until,
      isBanned: (item) => room.isReadOnly || banned.has(item),
    })
    const rest = items.slice(applied.items.length)
    leave(room, rest)
    return applied
  }

  function leave(room: Room, rest: readonly InboxItem[]): void {
    if (rest.length === 0) return
    putBack(room, rest)
    awake.add(room)
  }

  async function tick(batches: readonly Batch[]): Promise<void> {
    const startedAt = performance.now()
    try {
      const applied = new Map<Room, Applied>()
      for (const batch of batches) applied.set(batch.room, applyBatch(batch, batches.length))
      const appliedAt = performance.now()
      meter?.ticked(appliedAt - startedAt, countItems(applied.values()))
      const whole = [...applied].filter(([, { broken }]) => broken === undefined)
      const committed = await commitAll(
        store,
        log,
        whole.map(([, { row, leases }]) => ({ row, leases })),
        storeLimitMs,
      )
      if (committed.size > 0) meter?.committed(performance.now() - appliedAt)
      for (const [room, result] of applied) {
        if (dropped.has(room)) failWaiting(result.items, 'the board was closed')
        else if (result.broken !== undefined) replay(room, result.items, result.broken)
        else if (result.row === undefined || committed.has(result.row)) {
          leave(room, settleTick(room, result, now(), log, meter))
          if (result.row) {
            room.failures = 0
            confirm(room)
          }
        } else {
          meter?.reloaded('commit')
          room.failures += 1
          void recover(room, result.items)
        }
      }
    } finally {
      for (const { room } of batches) busy.delete(room)
    }
  }

  /**
   * Something that the gate let through broke the live state: out with it, and the tick once more. Where
   * several wrote, one at a time, until it is seen who it was: the others lose nothing.
   */
  function replay(room: Room, items: readonly InboxItem[], { by, cause }: Broken): void {
    log.error({ cause, documentId: room.document.documentId }, 'a tick broke a room')
    meter?.reloaded('update')
    if (by === undefined) room.suspects = items.length
    else banned.add(by)
    if (by?.kind === 'write') {
      by.from.refuse('abuse')
      options.onCulprit(room, by.from)
    }
    void recover(room, [], items)
  }

  /**
   * Back to what is committed. `lost` frames were applied to a state that is
   * no more: their receipts freeze, and every writer is asked for all that the server lacks. `again` frames
   * are played once more.
   */
  async function recover(
    room: Room,
    lost: readonly InboxItem[],
    again: readonly InboxItem[] = [],
  ): Promise<void> {
    recovering.add(room)
    awake.delete(room)
    for (const item of lost) if (item.kind === 'write') item.from.settle({ kind: 'dropped' })
    failWaiting(
      lost.filter(({ kind }) => kind === 'serve'),
      'the store did not take it',
    )
    const waiting = lost.filter(({ kind }) => kind !== 'write' && kind !== 'serve')
    putBack(room, [...again, ...waiting])
    await restore(room)
    recovering.delete(room)
    if (dropped.has(room)) failWaiting(room.inbox.splice(0), 'the board was closed')
    else if (room.inbox.length > 0) wake(room)
  }

  /**
   * Resolves when the room may go on: restored, or read-only. A store that reads and does not write (a full
   * disk) is gone as well: its writers, asked for what it lacks, would send it into the same wall for ever. So
   * is one that takes everything but this document, from its second refusal in a row.
   */
  async function restore(room: Room): Promise<void> {
    const stored = await tryLoad(room)
    const takesMore = room.failures === 0 || (room.failures === 1 && (await canCommit(room)))
    if (dropped.has(room)) return
    if (stored !== 'gone' && takesMore) return resume(room, stored)
    room.isReadOnly = true
    if (stored === 'gone') rebuildRoom(room)
    else restart(room, stored)
    options.onReadOnly(room)
    void awaitStore(room)
  }

  /** Each refusal in a row makes the next wait longer. */
  async function awaitStore(room: Room): Promise<void> {
    const first = RELOAD_FIRST_MS * 2 ** Math.min(room.failures, 10)
    for (let pause = first; ; pause *= 2) {
      await delay(Math.min(pause, RELOAD_MOST_MS), undefined, { ref: false })
      // Stopping: who is connected comes back to the next process, and brings what is not SAVED.
      if (draining || dropped.has(room)) return
      if (!(await canCommit(room))) continue
      const stored = await tryLoad(room)
      if (dropped.has(room)) return
      if (stored === 'gone') continue
      room.isReadOnly = false
      options.onReadOnly(room)
      return resume(room, stored)
    }
  }

  async function canCommit({ document: { documentId } }: Room): Promise<boolean> {
    try {
      await withinLimit(store.probe(), storeLimitMs)
      return true
    } catch (cause) {
      log.error({ cause, documentId }, 'a room waits for the store')
      return false
    }
  }

  /** On what the store has: rows that nobody was sent go out. */
  function restart(room: Room, stored: StoredDocument | undefined): void {
    if (stored === undefined) return options.onGone(room)
    if (stored.head < room.head) return options.onBehind(room)
    const unsent = resetRoom(room, stored)
    for (const row of unsent) {
      room.recent.add(row.seq, row.bytes, now())
      broadcast(room, row.bytes, row.seq)
    }
    if (unsent.length > 0) confirm(room)
  }

  /** What is derived from the room follows its new version, also where only the commit's answer was lost. */
  function confirm(room: Room): void {
    writing?.onCommitted(room.document)
    options.onCommitted(room)
  }

  /** As `restart`, and writers are asked for what the store lacks. */
  function resume(room: Room, stored: StoredDocument | undefined): void {
    restart(room, stored)
    if (dropped.has(room)) return
    const stateVector = Y.encodeStateVector(room.doc)
    for (const connection of room.connections) {
      connection.answered()
      connection.ask(stateVector)
    }
  }

  async function tryLoad({
    document: { documentId },
  }: Room): Promise<StoredDocument | undefined | 'gone'> {
    try {
      return await withinLimit(store.load(documentId), storeLimitMs)
    } catch (cause) {
      log.error({ cause, documentId }, 'a room waits for the store')
      return 'gone'
    }
  }

  function wake(room: Room): void {
    if (recovering.has(room) || dropped.has(room)) return
    awake.add(room)
    running ??= run()
  }

  return {
    wake,
    isBusy: (room) => busy.has(room) || recovering.has(room) || awake.has(room) || room.isReadOnly,
    drop(room) {
      dropped.add(room)
      awake.delete(room)
      failWaiting(room.inbox.splice(0), 'the board was closed')
    },
    async drain() {
      draining = true
      await running
    },
  }
}

const countItems = (applied: Iterable<Applied>): number =>
  [...applied].reduce((sum, { items }) => sum + items.length, 0)

const bytesOf = (item: InboxItem): number => (item.kind === 'write' ? item.update.length : 0)
const sumOf = (items: readonly InboxItem[]): number =>
  items.reduce((sum, item) => sum + bytesOf(item), 0)

/** Adds to a room's queue; its sender is not read further while there is too much in it. */
export function putIn(room: Room, item: InboxItem): void {
  room.inbox.push(item)
  room.inboxBytes += bytesOf(item)
  if (item.kind !== 'write' || room.inboxBytes <= INBOX_MAX_BYTES || room.held.has(item.from))
    return
  room.held.add(item.from)
  item.from.hold()
}

function putBack(room: Room, items: readonly InboxItem[]): void {
  room.inbox = [...items, ...room.inbox]
  room.inboxBytes += sumOf(items)
}

function countOut(room: Room, items: readonly InboxItem[]): void {
  room.inboxBytes -= sumOf(items)
  if (room.held.size === 0 || room.inboxBytes > INBOX_MAX_BYTES / 2) return
  for (const connection of room.held) connection.release()
  room.held.clear()
}

/** Whoever waits for these is told; nothing of them happened. */
function failWaiting(items: readonly InboxItem[], message: string): void {
  for (const item of items) {
    if (item.kind === 'serve' || item.kind === 'read') item.reject(new StoreError(message))
  }
}
