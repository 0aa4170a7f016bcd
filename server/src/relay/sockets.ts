import { KEEP_ALIVE } from '@murmure/shared/protocol/frames'
import type { DocumentId } from '@murmure/shared/ids'
import { CLOSE } from '@murmure/shared/protocol/close-codes'

import type { Rate } from './allowance.ts'
import { STEP1_COST } from './charge.ts'
import { type Connection, createConnection } from './connection.ts'
import type { Admission, Person, RelayLog, RelayMeter, Socket } from './contract.ts'
import type { Crowd } from './crowd.ts'
import type { Notices } from './notices.ts'
import { parseFrame } from './parse.ts'
import type { InboxItem, Room } from './room.ts'

/** What one socket may send before its room is loaded. */
const EARLY_BYTES = 64 * 1024

export type SocketOptions = {
  readonly now: () => number
  readonly log: RelayLog
  readonly rate?: Rate | undefined
  readonly meter?: RelayMeter | undefined
  /** Everybody who is connected. */
  readonly connections: Set<Connection>
  readonly crowd: Crowd
  readonly notices: Notices
  readonly openRoom: (documentId: DocumentId) => Promise<Room | undefined>
  readonly put: (room: Room, item: InboxItem) => void
  /** It fell behind. */
  readonly onLag: () => void
  /** Why nobody, or not this person, comes in any more; undefined = they do. */
  readonly closedTo: (person: Person) => number | undefined
}

type Connect = (socket: Socket, person: Person, admission: Admission) => void

/** A socket's life: what comes is put into its room, until it closes. */
export function createSockets(options: SocketOptions): Connect {
  const { now, log, rate, meter, connections, crowd, openRoom, onLag } = options

  return (socket, person, admission) => {
    const connection = createConnection(socket, person, admission, { now, onLag, rate, meter })
    const early = createEarly(() => socket.close(CLOSE.tryLater))
    let room: Room | undefined
    let closed = false
    let leaveCrowd: () => void = () => undefined

    socket.on('message', (data: Buffer) => {
      connection.pulse.heard()
      if (room) receive(options, room, connection, data)
      else early.keep(data)
    })
    socket.on('error', (cause) => log.warn({ cause }, 'socket error'))
    socket.on('close', () => {
      closed = true
      connections.delete(connection)
      leaveCrowd()
      connection.end()
      if (room) leave(options, room, connection)
    })
    // Admitted before, upgraded after: a stop, a revocation, a flood of their own.
    const code = options.closedTo(person)
    if (code !== undefined) return socket.close(code)
    leaveCrowd = crowd.enter(person)
    connections.add(connection)
    openRoom(admission.documentId).then(
      (opened) => {
        if (closed) return
        if (!opened) return socket.close(CLOSE.gone)
        room = opened
        enter(options, room, connection)
        for (const data of early.take()) receive(options, room, connection, data)
      },
      (cause: unknown) => {
        log.error({ cause, documentId: admission.documentId }, 'a room could not be loaded')
        socket.close(CLOSE.tryLater)
      },
    )
  }
}

function enter({ put, notices }: SocketOptions, room: Room, connection: Connection): void {
  for (const other of room.connections) {
    if (other.person.participantId === connection.person.participantId) other.pulse.doubt()
  }
  room.connections.add(connection)
  put(room, { kind: 'join', from: connection })
  notices.roomChanged(room)
  const roster = rosterFor(room, connection)
  if (roster) connection.outbox.sendExtra(roster)
}

function leave({ notices }: SocketOptions, room: Room, connection: Connection): void {
  room.connections.delete(connection)
  room.held.delete(connection)
  notices.roomChanged(room)
  if (room.presence.leave(connection)) notices.presenceChanged(room)
}

/** What comes before the room is loaded, as far as one socket may make the process hold it. */
function createEarly(onTooMuch: () => void) {
  const kept: Buffer[] = []
  let bytes = 0
  return {
    keep(data: Buffer) {
      bytes += data.length
      if (bytes > EARLY_BYTES) return onTooMuch()
      kept.push(data)
    },
    take: () => kept.splice(0),
  }
}

function receive(
  { now, put, notices }: SocketOptions,
  room: Room,
  connection: Connection,
  data: Buffer,
): void {
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
      return hear({ now, notices }, room, connection, frame.body)
    case 'unknown':
      return
  }
}

/** A hint that begins, moves or ends is told to the group; one that is renewed is not. */
function hear(
  { now, notices }: Pick<SocketOptions, 'now' | 'notices'>,
  room: Room,
  connection: Connection,
  body: Uint8Array,
): void {
  const before = room.presence.editing(connection)
  if (!room.presence.receive(connection, body, now())) return
  notices.presenceChanged(room)
  if (room.presence.editing(connection) !== before) notices.roomChanged(room)
}

/** Who is there, for those who may see it. */
const rosterFor = (room: Room, { person }: Connection): Uint8Array | undefined =>
  person.role === 'facilitator' ? room.presence.roster() : undefined
