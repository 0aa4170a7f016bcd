import type { DocumentId } from '@murmure/shared/ids'
import { CLOSE } from '@murmure/shared/protocol/close-codes'
import { encodeGoAway } from '@murmure/shared/protocol/frames'
import type * as Y from 'yjs'

import { type DocumentRow, type Store, StoreError } from '../storage/contract.ts'
import type { Rate } from './allowance.ts'
import { withoutBehind } from './behind.ts'
import { compactRoom, isWorthCompacting } from './compact.ts'
import type { Connection } from './connection.ts'
import type { Person, Relay, RelayLog, RelayMeter, WritingPolicy } from './contract.ts'
import { createCrowd, CROWD_LIMITS, type CrowdLimits } from './crowd.ts'
import type { HttpTiming } from './http-contract.ts'
import { createHttpSync } from './http-sync.ts'
import { createLagWatch } from './lag-watch.ts'
import { createNotices } from './notices.ts'
import { type PulseTiming, startPulses } from './pulse.ts'
import type { judge } from './gate.ts'
import type { InboxItem, Room } from './room.ts'
import { statsOf } from './stats.ts'
import { createSockets } from './sockets.ts'
import { createRooms } from './rooms.ts'
import { putIn } from './inbox.ts'
import { createTicker } from './ticker.ts'

/** A planned stop: the returns are spread, or one instant of a hall would meet the new process. */
const GO_AWAY = { afterMs: 500, jitterMs: 5_000 } as const
const SWEEP_MS = 10_000

export type RelayOptions = {
  readonly store: Store
  readonly now: () => number
  /** Milliseconds that only grow, for how long things take; tests move it by hand. */
  readonly clock?: () => number
  readonly log: RelayLog
  /** Tests replace it, to see what stands behind it. */
  readonly gate?: typeof judge
  readonly timing?: Partial<Timing & HttpTiming>
  readonly rate?: Rate
  readonly meter?: RelayMeter
  readonly crowd?: Partial<CrowdLimits>
  /** When people may write; without one, always. */
  readonly writing?: WritingPolicy
  /** After a tick of this document is committed. Must not throw. */
  readonly onCommitted?: (document: DocumentRow) => void
  /** After this document came alive. Must not throw. */
  readonly onLoaded?: (document: DocumentRow) => void
  /** The store has less of this document than it had confirmed. Must not throw. */
  readonly onBehind?: (document: DocumentRow) => void
}

/** How long things take; tests are in a hurry. */
export type Timing = PulseTiming & {
  readonly sweepMs: number
  readonly idleUnloadMs: number
  readonly loadLimitMs: number
  /** A commit that has not answered by then has failed. */
  readonly storeLimitMs: number
}

/** The relay of one process: rooms that load once for all who ask, and one ticker for all of them. */
// oxlint-disable-next-line max-lines-per-function -- one owner's state and what is done with it; none is long
export function createRelay(options: RelayOptions): Relay {
  const { store, now, log, onCommitted, onLoaded } = options
  const connections = new Set<Connection>()
  /** Of this process' life; beyond it the store knows. */
  const revoked = new Set<string>()
  let stopping = false

  const ticker = createTicker({
    store,
    now,
    clock: options.clock,
    log,
    ...(options.gate && { gate: options.gate }),
    writing: options.writing,
    meter: options.meter,
    storeLimitMs: options.timing?.storeLimitMs,
    onCulprit(room, culprit) {
      for (const connection of room.connections) {
        if (connection.person.participantId !== culprit.person.participantId) continue
        connection.refuse('abuse')
        connection.close(CLOSE.abuse)
      }
    },
    onCommitted(room) {
      onCommitted?.(room.document)
      if (isWorthCompacting(room)) void compactRoom(room, { store, log })
    },
    onReadOnly: (room) => notices.roomChanged(room),
    onGone: (room) => rooms.forget(room.document.documentId, CLOSE.gone),
    onBehind: (room) => rooms.retire(room),
  })
  const notices = createNotices(now)
  const onAlive = (room: Room) => onLoaded?.(room.document)
  const rooms = withoutBehind(
    createRooms({
      store,
      now,
      log,
      ticker,
      ...options.timing,
      prepare: async (document) => options.writing?.prepare(document),
      onLoaded: onAlive,
    }),
    options,
  )
  const limits = { ...CROWD_LIMITS, ...options.crowd }
  const crowd = createCrowd(limits)
  const openRoom = (documentId: DocumentId) => rooms.open(documentId)
  const lagWatch = createLagWatch({ live: () => rooms.live(), put })
  const httpSync = createHttpSync({
    ...options,
    connections,
    put,
    openRoom,
    isOpenTo: (person) => closedTo(person) === undefined,
    isFull,
    onRoomChanged: (room) => notices.roomChanged(room),
  })

  const connect = createSockets({
    ...options,
    connections,
    crowd,
    notices,
    openRoom,
    put,
    onLag: () => lagWatch.wake(),
    closedTo: (person) =>
      closedTo(person) ?? (crowd.roomFor(person) === 'room' ? undefined : CLOSE.tryLater),
  })

  const timers = [
    ...startPulses(connections, options.timing),
    setInterval(() => {
      httpSync.sweep()
      for (const room of rooms.live()) {
        if (!room.presence.expire(now())) continue
        notices.presenceChanged(room)
        notices.roomChanged(room)
      }
      void rooms.unloadIdle()
    }, options.timing?.sweepMs ?? SWEEP_MS),
  ]
  for (const timer of timers) timer.unref()

  function isFull(): boolean {
    return connections.size >= limits.ofProcess
  }

  function closedTo(person: Person): number | undefined {
    if (stopping) return CLOSE.restart
    return revoked.has(nameOf(person)) ? CLOSE.forbidden : undefined
  }

  function put(room: Room, item: InboxItem): void {
    room.lastUsedAt = now()
    putIn(room, item)
    ticker.wake(room)
  }

  async function prepare(documentId: DocumentId): ReturnType<Relay['prepare']> {
    if (stopping || isFull()) return 'unavailable'
    try {
      return (await rooms.open(documentId)) ? 'ready' : 'absent'
    } catch (cause) {
      log.error({ cause, documentId }, 'a room could not be loaded')
      return 'unavailable'
    }
  }

  async function read<Value>(
    documentId: DocumentId,
    readDoc: (doc: Y.Doc) => Value,
  ): Promise<Value | undefined> {
    const room = await rooms.open(documentId)
    if (!room) return undefined
    return new Promise<Value>((resolve, reject) => {
      put(room, {
        kind: 'read',
        read: (doc) => resolve(readDoc(doc)),
        reject,
      })
    })
  }

  async function write(documentId: DocumentId, writeDoc: (doc: Y.Doc) => void): Promise<void> {
    const room = await rooms.open(documentId)
    if (!room) throw new StoreError(`there is no document ${documentId}`)
    await new Promise<void>((resolve, reject) => {
      put(room, { kind: 'serve', write: writeDoc, resolve, reject })
    })
  }

  return {
    connect,
    roomFor: (person) => (isFull() ? 'full' : crowd.roomFor(person)),
    prepare,
    read,
    write,
    ...httpSync,
    isAnyoneOf: (boardId, groupId) =>
      [...connections].some(
        ({ person }) => person.boardId === boardId && person.groupId === groupId,
      ),
    stats: () => statsOf(connections, [...rooms.live()], httpSync.stats()),
    revoke(boardId, participantId) {
      revoked.add(nameOf({ boardId, participantId }))
      for (const connection of connections) {
        const { person } = connection
        if (person.boardId !== boardId || person.participantId !== participantId) continue
        connection.refuse('role')
        connection.close(CLOSE.forbidden)
      }
    },
    closeBoard(documentIds, code) {
      for (const documentId of documentIds) rooms.forget(documentId, code)
    },
    async stop() {
      stopping = true
      for (const timer of timers) clearInterval(timer)
      lagWatch.stop()
      notices.stop()
      await ticker.drain()
      const goAway = encodeGoAway(GO_AWAY)
      for (const connection of connections) {
        if (connection.isOurs) connection.outbox.send(goAway)
        connection.close(CLOSE.restart)
      }
      await rooms.compactAll()
    },
  }
}

const nameOf = ({ boardId, participantId }: Pick<Person, 'boardId' | 'participantId'>): string =>
  `${boardId}/${participantId}`
