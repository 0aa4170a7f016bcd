import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises'

import { CLOSE } from '@murmure/shared/protocol/close-codes'

import type { Store } from '../storage/contract.ts'
import { type Applied, type Broken, NOTHING } from './apply.ts'
import { commitAll } from './commit.ts'
import type { Connection } from './connection.ts'
import type { RelayLog, RelayMeter, WritingPolicy } from './contract.ts'
import { judge } from './gate.ts'
import { failWaiting, putBack } from './inbox.ts'
import { createRestore } from './restore-room.ts'
import type { InboxItem, Room } from './room.ts'
import { createRounds } from './rounds.ts'
import { type Question, settleTick } from './settle.ts'
import { createTickShare } from './tick-share.ts'
import { createTurn, type Turn } from './turn.ts'

/** After a tick the next one waits for this window, so that a busy room sends few frames, not many. */
const WINDOW_MS = 16
/** A store that has not answered by then has failed, whatever it does later. */
const STORE_LIMIT_MS = 10_000

export type TickerOptions = {
  readonly store: Store
  readonly now: () => number
  /** Milliseconds that only grow: how long things take. */
  readonly clock?: (() => number) | undefined
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

/**
 * The barrier: apply → commit → send, for all rooms at once, one tick at a time. Whatever is derived from a
 * document (an update, an answer, a receipt, a reader's value) is made after its version is committed and
 * before the next one is applied, so `kill -9` loses nothing that anyone saw or was told.
 */
// oxlint-disable-next-line max-lines-per-function -- one loop's state and its steps, in the order of a tick; none is long
export function createTicker(options: TickerOptions): Ticker {
  const { store, now, log, gate = judge, writing, meter, storeLimitMs = STORE_LIMIT_MS } = options
  const { clock = () => performance.now() } = options
  const awake = new Set<Room>()
  const busy = new Set<Room>()
  const recovering = new Set<Room>()
  const dropped = new WeakSet<Room>()
  /** Frames that broke a live state, kept out when the tick is played again. */
  const banned = new WeakSet<InboxItem>()
  /** At these something threw, once: that may have been ours. */
  const stumbled = new WeakSet<InboxItem>()
  let running: Promise<void> | undefined
  let draining = false
  const share = createTickShare()
  const rounds = createRounds({
    ...options,
    clock,
    gate,
    awake,
    busy,
    isDropped: (room) => dropped.has(room),
    isBanned: (item) => banned.has(item),
  })
  const restore = createRestore({
    ...options,
    storeLimitMs,
    isDropped: (room) => dropped.has(room),
    isStopping: () => draining,
    onFound: confirm,
  })

  async function run(): Promise<void> {
    // Everything that arrived in this turn of the loop belongs to the first tick.
    await nextTurn()
    while (awake.size > 0) {
      const startedAt = now()
      await tick()
      if (awake.size === 0) break
      const rest = WINDOW_MS - (now() - startedAt)
      // Also where nothing is left to wait for: a tick without a commit waits for nobody.
      await (draining || rest <= 0 ? nextTurn() : delay(rest))
    }
    running = undefined
  }

  async function tick(): Promise<void> {
    const turn = createTurn(clock)
    try {
      const applied = await rounds.applyAll(turn, share.applyMs())
      const appliedAt = clock()
      const whole = [...applied].filter(
        ([room, { broken }]) => broken === undefined && !dropped.has(room),
      )
      const committed = await commitAll(
        store,
        log,
        whole.map(([, { row, leases }]) => ({ row, leases })),
        storeLimitMs,
      )
      if (committed.size > 0) {
        turn.begin()
        share.committed(clock() - appliedAt)
        meter?.committed(clock() - appliedAt)
      }
      const unanswered = new Map<Room, readonly Question[]>()
      for (const [room, result] of applied) {
        await turn.rest()
        if (dropped.has(room)) failWaiting(result.items, 'the board was closed')
        else if (result.broken !== undefined) replay(room, result.items, result.broken)
        else if (result.row === undefined || committed.has(result.row)) {
          settle(room, result, turn, unanswered)
          if (result.row === undefined) continue
          room.failures = 0
          await turn.rest()
          if (!dropped.has(room)) confirm(room)
        } else {
          meter?.reloaded('commit')
          room.failures += 1
          void recover(room, result.items)
        }
      }
      await answerRest(unanswered, turn)
    } finally {
      busy.clear()
    }
  }

  function settle(
    room: Room,
    result: Applied,
    turn: Turn,
    unanswered: Map<Room, readonly Question[]>,
  ): void {
    const how = { now: now(), log, meter, isOver: turn.isOver }
    const { left, failed } = settleTick(room, result, how)
    unanswered.delete(room)
    if (failed.length > 0) {
      rounds.leave(room, left)
      askAgain(room, failed)
    } else if (left.length > 0) unanswered.set(room, left)
  }

  /** Where each commit takes long, a hall that asks is not let in by one turn for each; the rest is the next tick's. */
  async function answerRest(unanswered: Map<Room, readonly Question[]>, turn: Turn): Promise<void> {
    const until = clock() + share.answerMs()
    while (unanswered.size > 0 && clock() < until) {
      for (const [room, items] of unanswered) {
        await turn.rest()
        if (dropped.has(room)) failWaiting(items, 'the board was closed')
        if (dropped.has(room)) unanswered.delete(room)
        else settle(room, { ...NOTHING, items }, turn, unanswered)
      }
    }
    for (const [room, items] of unanswered) rounds.leave(room, items)
  }

  /** What is derived from the room follows its new version, also where only the commit's answer was lost. */
  function confirm(room: Room): void {
    writing?.onCommitted(room.document)
    options.onCommitted(room)
  }

  /**
   * Something that the gate let through broke the live state: out with it, and the tick once more. Where
   * several wrote, one at a time, until it is seen who it was: the others lose nothing. Where something threw,
   * it is nobody's doing until it throws again.
   */
  function replay(room: Room, items: readonly InboxItem[], { by, cause }: Broken): void {
    log.error({ cause, documentId: room.document.documentId }, 'a tick broke a room')
    meter?.reloaded('update')
    const isForgiven = by?.kind === 'write' && cause !== undefined && !stumbled.has(by)
    if (by === undefined || isForgiven) room.suspects = items.length
    else banned.add(by)
    for (const item of items) stumbled.add(item)
    if (by?.kind === 'write' && !isForgiven) {
      by.from.refuse('abuse')
      options.onCulprit(room, by.from)
    }
    void recover(room, [], items)
  }

  /**
   * What is committed could not be told: the room is read again, and these are answered once more. Who then
   * still gets no answer comes back later.
   */
  function askAgain(room: Room, items: readonly InboxItem[]): void {
    meter?.reloaded('answer')
    const again = items.filter((item) => !stumbled.has(item))
    for (const item of items) {
      if (stumbled.has(item) && 'from' in item) item.from.close(CLOSE.tryLater)
      stumbled.add(item)
    }
    void recover(room, [], again)
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
