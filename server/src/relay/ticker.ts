import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises'

import * as Y from 'yjs'

import type { DocumentId } from '@murmure/shared/ids'

import { type Store, StoreError } from '../storage/contract.ts'
import { commitAll } from './commit.ts'
import type { Connection } from './connection.ts'
import type { RelayLog, WritingPolicy } from './contract.ts'
import { judge } from './gate.ts'
import {
  applyInbox,
  type Applied,
  type Broken,
  type InboxItem,
  resetRoom,
  type Room,
} from './room.ts'
import { broadcast, settleTick } from './settle.ts'

/** After a tick the next one waits for this window, so that a busy room sends few frames, not many. */
const WINDOW_MS = 16
/** One room's share of a tick: a mad room waits for the others, not they for it. */
const ITEMS_PER_TICK = 256
const RELOAD_FIRST_MS = 100
const RELOAD_MOST_MS = 5000

export type TickerOptions = {
  readonly store: Store
  readonly now: () => number
  readonly log: RelayLog
  /** Tests replace it, to see what stands behind it. */
  readonly gate?: typeof judge
  readonly writing?: WritingPolicy | undefined
  /** Whose update passed the gate and broke a room. */
  readonly onCulprit: (room: Room, culprit: Connection) => void
  /** The live state is exactly what is committed while this runs. */
  readonly onCommitted: (room: Room) => void
  /** The store no longer knows the room's document. */
  readonly onGone: (room: Room) => void
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
export function createTicker(options: TickerOptions): Ticker {
  const { store, now, log, gate = judge, writing } = options
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
      room.suspects = Math.max(0, room.suspects - items.length)
      if (room.inbox.length > 0) awake.add(room)
      busy.add(room)
      return { room, items }
    })
  }

  async function tick(batches: readonly Batch[]): Promise<void> {
    try {
      const applied = new Map<Room, Applied>()
      for (const { room, items } of batches) {
        applied.set(
          room,
          applyInbox(room, items, {
            gate,
            writing,
            now: now(),
            isBanned: (item) => banned.has(item),
          }),
        )
      }
      const whole = [...applied].filter(([, { broken }]) => broken === undefined)
      const committed = await commitAll(
        store,
        log,
        whole.map(([, { row, leases }]) => ({ row, leases })),
      )
      for (const [room, result] of applied) {
        if (dropped.has(room)) failWaiting(result.items, 'the board was closed')
        else if (result.broken !== undefined) replay(room, result.items, result.broken)
        else if (result.row === undefined || committed.has(result.row)) {
          settleTick(room, result, log)
          if (result.late.length > 0) writing?.onLate(room.document, result.late)
          if (result.row) options.onCommitted(room)
        } else void recover(room, result.items)
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
    if (by === undefined) room.suspects = items.length
    else banned.add(by)
    if (by?.kind === 'write') {
      by.from.refuse('abuse')
      options.onCulprit(room, by.from)
    }
    void recover(room, [], items)
  }

  /**
   * Back to what is committed, however long the store needs. `lost` frames were applied to a state that is
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
    room.inbox.unshift(...again, ...waiting)
    const stored = await reload(room.document.documentId)
    recovering.delete(room)
    if (dropped.has(room)) return failWaiting(room.inbox.splice(0), 'the board was closed')
    if (stored === undefined) return options.onGone(room)
    for (const row of resetRoom(room, stored)) broadcast(room, row.bytes)
    const stateVector = Y.encodeStateVector(room.doc)
    for (const connection of room.connections) {
      connection.answered()
      connection.ask(stateVector)
    }
    if (room.inbox.length > 0) wake(room)
  }

  async function reload(documentId: DocumentId): ReturnType<Store['load']> {
    for (let pause = RELOAD_FIRST_MS; ; pause = Math.min(pause * 2, RELOAD_MOST_MS)) {
      try {
        return await store.load(documentId)
      } catch (cause) {
        log.error({ cause, documentId }, 'a room waits for the store')
        if (draining) return undefined
        await delay(pause, undefined, { ref: false })
      }
    }
  }

  function wake(room: Room): void {
    if (recovering.has(room) || dropped.has(room)) return
    awake.add(room)
    running ??= run()
  }

  return {
    wake,
    isBusy: (room) => busy.has(room) || recovering.has(room) || awake.has(room),
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

/** Whoever waits for these is told; nothing of them happened. */
function failWaiting(items: readonly InboxItem[], message: string): void {
  for (const item of items) {
    if (item.kind === 'serve' || item.kind === 'read') item.reject(new StoreError(message))
  }
}
