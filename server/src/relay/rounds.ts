import type { RelayMeter, WritingPolicy } from './contract.ts'
import { type Applied, applyInbox, joinSlices } from './apply.ts'
import type { judge } from './gate.ts'
import { failWaiting, putBack, releaseHeld, takeOut } from './inbox.ts'
import type { InboxItem, Room } from './room.ts'
import { type Turn, TURN_MS } from './turn.ts'

/** One room's share of a round: a mad room waits for the others, not they for it. */
const ITEMS_PER_ROUND = 256
/** What all rooms of a round share, and what each gets at least; of one room never more than a turn at once. */
const ROUND_MS = 20
const ROOM_LEAST_MS = 1

export type RoundsOptions = {
  readonly now: () => number
  readonly clock: () => number
  readonly gate: typeof judge
  readonly writing?: WritingPolicy | undefined
  readonly meter?: RelayMeter | undefined
  /** Rooms in whose inbox something waits. */
  readonly awake: Set<Room>
  /** Rooms of the tick that runs. */
  readonly busy: Set<Room>
  readonly isDropped: (room: Room) => boolean
  readonly isBanned: (item: InboxItem) => boolean
}

/** The first half of a tick: what waits is gated and applied, in all rooms that have something. */
export type Rounds = {
  /**
   * Round after round until nothing waits or all have worked for so long, in turns: between them the live state is
   * ahead of what is committed, as it is during the commit, and nothing is derived from it. One update of each
   * room comes of it.
   */
  applyAll(turn: Turn, forMs: number): Promise<ReadonlyMap<Room, Applied>>
  /** Back to the head of the queue: for the next round, or the next tick. */
  leave(room: Room, rest: readonly InboxItem[]): void
}

/** What this tick has done to a room so far, a round each. */
type Slices = ReadonlyMap<Room, readonly Applied[]>

/** Its next items belong to this tick: not where it is broken, nor where each is played by itself. */
const mayGoOn = (room: Room, before: readonly Applied[] | undefined): boolean =>
  before === undefined || (room.suspects === 0 && before.every(({ broken }) => !broken))

type Batch = { readonly room: Room; readonly items: readonly InboxItem[] }

// oxlint-disable-next-line max-lines-per-function -- one round after the other, in the order of a tick; none is long
export function createRounds(options: RoundsOptions): Rounds {
  const { now, clock, gate, writing, meter, awake, busy, isDropped, isBanned } = options

  /** A round: of every room that has something the first of what waits, also of those that woke meanwhile. */
  function takeBatches(before: Slices): readonly Batch[] {
    const rooms = [...awake].filter((room) => mayGoOn(room, before.get(room)))
    return rooms.map((room) => {
      awake.delete(room)
      const items = takeOut(room, room.suspects > 0 ? 1 : ITEMS_PER_ROUND)
      room.suspects = Math.max(0, room.suspects - items.length)
      // Once a tick: what is read meanwhile stays within what a queue may hold.
      if (!before.has(room)) releaseHeld(room)
      if (room.inbox.length > 0) awake.add(room)
      busy.add(room)
      return { room, items }
    })
  }

  /** Its share of the round, by the clock: what is left goes back to the head of its queue. */
  function applyBatch({ room, items }: Batch, rooms: number, before: readonly Applied[]): Applied {
    if (room.isReadOnly)
      failWaiting(
        items.filter(({ kind }) => kind === 'serve'),
        'the store is gone',
      )
    const until = clock() + Math.max(ROOM_LEAST_MS, Math.min(TURN_MS, ROUND_MS / rooms))
    const applied = applyInbox(room, items, {
      gate,
      writing,
      now: now(),
      leases: before.flatMap(({ leases }) => leases),
      isOver: () => clock() >= until,
      isBanned: (item) => room.isReadOnly || isBanned(item),
    })
    leave(room, items.slice(applied.items.length))
    return applied
  }

  function leave(room: Room, rest: readonly InboxItem[]): void {
    if (rest.length === 0) return
    putBack(room, rest)
    awake.add(room)
  }

  async function applyAll(turn: Turn, forMs: number): Promise<ReadonlyMap<Room, Applied>> {
    const slices = new Map<Room, readonly Applied[]>()
    let spentMs = 0
    do {
      const batches = takeBatches(slices)
      if (batches.length === 0) break
      for (const batch of batches) {
        await turn.rest()
        const { room, items } = batch
        const startedAt = clock()
        const before = slices.get(room) ?? []
        if (isDropped(room)) failWaiting(items, 'the board was closed')
        else slices.set(room, [...before, applyBatch(batch, batches.length, before)])
        spentMs += clock() - startedAt
      }
    } while (spentMs < forMs)
    const applied = new Map<Room, Applied>()
    for (const [room, parts] of slices) {
      await turn.rest()
      applied.set(room, joinSlices(parts))
    }
    meter?.ticked(spentMs, countItems(applied.values()))
    return applied
  }

  return { applyAll, leave }
}

const countItems = (applied: Iterable<Applied>): number =>
  [...applied].reduce((sum, { items }) => sum + items.length, 0)
