import type { DocumentId } from '@murmure/shared/ids'
import { CLOSE } from '@murmure/shared/protocol/close-codes'
import { encodeGoAway } from '@murmure/shared/protocol/frames'
import type * as Y from 'yjs'

import { type DocumentRow, type Store, StoreError } from '../storage/contract.ts'
import type { Rate } from './allowance.ts'
import { withoutBehind } from './behind.ts'
import { compactRoom, isWorthCompacting } from './compact.ts'
import { type Connection, createConnection } from './connection.ts'
import type {
  Admission,
  Person,
  Relay,
  RelayLog,
  Socket,
  WritingPolicy,
  RelayMeter,
} from './contract.ts'
import type { HttpTiming } from './http-contract.ts'
import { createHttpSync } from './http-sync.ts'
import { createLagWatch } from './lag-watch.ts'
import { createNotices } from './notices.ts'
import { KEEP_ALIVE } from './outgoing.ts'
import { parseFrame } from './parse.ts'
import { type PulseTiming, startPulses } from './pulse.ts'
import type { judge } from './gate.ts'
import type { InboxItem, Room } from './room.ts'
import { statsOf } from './stats.ts'
import { createRooms } from './rooms.ts'
import { createTicker, putIn } from './ticker.ts'

/** A planned stop: the returns are spread, or one instant of a hall would meet the new process. */
const GO_AWAY = { afterMs: 500, jitterMs: 5_000 } as const
const SWEEP_MS = 10_000
/** A state vector of a few bytes asks for a whole document. */
const STEP1_COST = 10
/** Sockets of one process; beyond it the upgrade answers 503. */
const CONNECTIONS_MAX = 10_000
/** What one socket may send before its room is loaded. */
const EARLY_BYTES = 64 * 1024

export type RelayOptions = {
  readonly store: Store
  readonly now: () => number
  readonly log: RelayLog
  /** Tests replace it, to see what stands behind it. */
  readonly gate?: typeof judge
  readonly timing?: Partial<Timing & HttpTiming>
  readonly rate?: Rate
  readonly meter?: RelayMeter
  readonly connectionsMax?: number
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
  const lagWatch = createLagWatch({ live: () => rooms.live(), put })
  const httpSync = createHttpSync({
    ...options,
    connections,
    put,
    openRoom: (documentId) => rooms.open(documentId),
    isOpenTo: (person) => !stopping && !revoked.has(nameOf(person)),
    isFull,
    onRoomChanged: (room) => notices.roomChanged(room),
  })

  const timers = [
    ...startPulses(connections, options.timing),
    setInterval(() => {
      httpSync.sweep()
      void rooms.unloadIdle()
    }, options.timing?.sweepMs ?? SWEEP_MS),
  ]
  for (const timer of timers) timer.unref()

  function isFull(): boolean {
    return connections.size >= (options.connectionsMax ?? CONNECTIONS_MAX)
  }

  function put(room: Room, item: InboxItem): void {
    room.lastUsedAt = now()
    putIn(room, item)
    ticker.wake(room)
  }

  function receive(room: Room, connection: Connection, data: Buffer): void {
    const frame = parseFrame(data)
    connection.charge(frame.kind === 'step1' ? STEP1_COST : 1, data.length)
    switch (frame.kind) {
      case 'step1':
        return put(room, { kind: 'step1', from: connection, stateVector: frame.stateVector })
      case 'write':
        // Readers' frames are dropped unread.
        if (connection.admission.access !== 'write') return
        return put(room, {
          kind: 'write',
          from: connection,
          index: connection.receive(),
          at: now(),
          step: frame.step,
          update: frame.update,
        })
      case 'query-awareness':
        return connection.outbox.send(rosterFor(room, connection) ?? KEEP_ALIVE)
      case 'malformed':
        return connection.close(CLOSE.abuse)
      case 'awareness':
        if (room.presence.receive(connection, frame.body)) notices.presenceChanged(room)
        return
      case 'unknown':
        return
    }
  }

  function connect(socket: Socket, person: Person, admission: Admission): void {
    const connection = createConnection(socket, person, admission, {
      now,
      onLag: () => lagWatch.wake(),
      rate: options.rate,
      meter: options.meter,
    })
    const early: Buffer[] = []
    let earlyBytes = 0
    let room: Room | undefined
    let closed = false

    socket.on('message', (data: Buffer) => {
      connection.pulse.heard()
      if (room) return receive(room, connection, data)
      earlyBytes += data.length
      if (earlyBytes > EARLY_BYTES) return socket.close(CLOSE.tryLater)
      early.push(data)
    })
    socket.on('error', (cause) => log.warn({ cause }, 'socket error'))
    socket.on('close', () => {
      closed = true
      connections.delete(connection)
      connection.end()
      if (!room) return
      room.connections.delete(connection)
      room.held.delete(connection)
      notices.roomChanged(room)
      if (room.presence.leave(connection)) notices.presenceChanged(room)
    })
    if (stopping) return socket.close(CLOSE.restart)
    // Admitted just before the revocation, upgraded just after.
    if (revoked.has(nameOf(person))) return socket.close(CLOSE.forbidden)
    connections.add(connection)
    rooms.open(admission.documentId).then(
      (opened) => {
        if (closed) return
        if (!opened) return socket.close(CLOSE.gone)
        room = opened
        for (const other of room.connections) {
          if (other.person.participantId === person.participantId) other.pulse.doubt()
        }
        room.connections.add(connection)
        put(room, { kind: 'join', from: connection })
        notices.roomChanged(room)
        const roster = rosterFor(room, connection)
        if (roster) connection.outbox.sendExtra(roster)
        for (const data of early.splice(0)) receive(room, connection, data)
      },
      (cause: unknown) => {
        log.error({ cause, documentId: admission.documentId }, 'a room could not be loaded')
        socket.close(CLOSE.tryLater)
      },
    )
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
    prepare,
    read,
    write,
    ...httpSync,
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

/** Who is there, for those who may see it. */
const rosterFor = (room: Room, { person }: Connection): Uint8Array | undefined =>
  person.role === 'facilitator' ? room.presence.roster() : undefined

const nameOf = ({ boardId, participantId }: Pick<Person, 'boardId' | 'participantId'>): string =>
  `${boardId}/${participantId}`
