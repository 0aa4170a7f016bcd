import type { BoardId, DocumentId } from '@murmure/shared/ids'
import { CLOSE } from '@murmure/shared/protocol/close-codes'
import { encodeRefused } from '@murmure/shared/protocol/frames'
import type { Parcel } from '@murmure/shared/protocol/parcels'

import { type Allowance, createAllowance, type Rate } from './allowance.ts'
import { stateVectorOf } from './answers.ts'
import { charge, costOf, STEP1_COST } from './charge.ts'
import type { Connection } from './connection.ts'
import type { Admission, Person, RelayMeter } from './contract.ts'
import type { Exchanged, HttpSync, HttpTiming, Polled, Watched } from './http-contract.ts'
import { createLine, createPost, type Line, type Post } from './line.ts'
import { asksForAll, type Frame, parseFrame } from './parse.ts'
import { createPoll, type Poll } from './poll.ts'
import type { InboxItem, Room } from './room.ts'

/**
 * Whose last request came so long ago is gone, as a closed socket is: longer than a poll and the way to the
 * next, and with the sweep within 45 s. Counted from when it came: that an answer could be sent says nothing.
 */
const LINGER_MS = 33_000
/** What is known of a person outlives their lines for a while: an allowance is not made new by waiting. */
const FORGET_MS = 60_000
/** A long-poll that nothing happens to: less than what proxies wait. */
const POLL_MS = 25_000
/** What comes within this time is one answer: an answer is a request, and the next poll another. */
const GATHER_MS = 100
/** Open polls of one person: tabs. One more ends the oldest, which may belong to a phone out of reach. */
const POLLS_PER_PERSON = 4
const POLLS_PER_BOARD = 2_000
/** People without websockets in one process. */
const PEERS_MAX = 10_000

export type HttpSyncOptions = {
  readonly now: () => number
  readonly rate?: Rate | undefined
  readonly meter?: RelayMeter | undefined
  readonly timing?: Partial<HttpTiming> | undefined
  readonly openRoom: (documentId: DocumentId) => Promise<Room | undefined>
  readonly put: (room: Room, item: InboxItem) => void
  /** Everybody who is connected: what is in there hears of a revocation and of a stop. */
  readonly connections: Set<Connection>
  /** False: stopping, or this person was sent out. */
  readonly isOpenTo: (person: Person) => boolean
  readonly isFull: () => boolean
  readonly onRoomChanged: (room: Room) => void
}

/** What the process remembers of a person between their requests. */
type Peer = {
  readonly person: Person
  readonly lines: Map<DocumentId, Line>
  readonly polls: Set<Poll>
  /** Apart: however often somebody polls, it takes nothing from what they may write. */
  readonly writing: Allowance
  readonly reading: Allowance
  lastUsedAt: number
}

const UNAVAILABLE = { kind: 'unavailable' } as const

// oxlint-disable-next-line max-lines-per-function -- one owner's state and the functions over it, in the order of a factory; none is long
export function createHttpSync(options: HttpSyncOptions): HttpSync & {
  /** Forgets who has asked for nothing for a while. */
  sweep(): void
  stats(): { readonly peers: number; readonly polls: number }
} {
  const { now, meter, connections, openRoom, put, isOpenTo, onRoomChanged } = options
  const { pollMs = POLL_MS, gatherMs = GATHER_MS, lingerMs = LINGER_MS } = options.timing ?? {}
  const peers = new Map<string, Peer>()
  const pollsByBoard = new Map<BoardId, number>()

  function peerOf(person: Person): Peer | undefined {
    const name = `${person.boardId}/${person.participantId}/${person.role}`
    const known = peers.get(name)
    if (known) known.lastUsedAt = now()
    if (known || peers.size >= PEERS_MAX) return known
    const peer: Peer = {
      person,
      lines: new Map(),
      polls: new Set(),
      writing: createAllowance(now, options.rate),
      reading: createAllowance(now, options.rate),
      lastUsedAt: now(),
    }
    peers.set(name, peer)
    return peer
  }

  /** The person's line to a document, opened where there is none. Its caller counts itself in and out. */
  async function lineOf(peer: Peer, admission: Admission): Promise<Line | 'absent' | 'closed'> {
    const room = await openRoom(admission.documentId)
    if (!room) return 'absent'
    // While the room was loading: a stop, a revocation, another request of theirs.
    if (!isOpenTo(peer.person)) return 'closed'
    const present = peer.lines.get(admission.documentId)
    if (present?.connection.admission.access === admission.access) {
      present.lastUsedAt = now()
      return present
    }
    present?.connection.close(CLOSE.tryLater)
    if (options.isFull()) return 'closed'
    const line = createLine({
      room,
      person: peer.person,
      admission,
      now,
      onClosed: (closed) => end(peer, closed),
    })
    peer.lines.set(admission.documentId, line)
    connections.add(line.connection)
    room.connections.add(line.connection)
    onRoomChanged(room)
    return line
  }

  function end(peer: Peer, line: Line): void {
    const { connection, room } = line
    if (peer.lines.get(connection.admission.documentId) === line)
      peer.lines.delete(connection.admission.documentId)
    connections.delete(connection)
    connection.end()
    room.connections.delete(connection)
    onRoomChanged(room)
  }

  function begin(line: Line): () => void {
    line.uses += 1
    return () => {
      line.uses -= 1
    }
  }

  async function exchange(
    person: Person,
    admission: Admission,
    bytes: readonly Uint8Array[],
  ): Promise<Exchanged> {
    const frames = bytes.map(parseFrame)
    if (frames.some(({ kind }) => kind === 'malformed')) return { kind: 'malformed' }
    const peer = isOpenTo(person) ? peerOf(person) : undefined
    if (!peer) return UNAVAILABLE
    const size = bytes.reduce((sum, { length }) => sum + length, 0)
    const wait = charge(peer.writing, costOf(frames), size)
    if (wait) return wait
    const line = await lineOf(peer, admission)
    if (line === 'absent') return { kind: 'absent' }
    // Its queue is full: who has a socket is not read either.
    if (line === 'closed' || line.room.held.size > 0) return UNAVAILABLE
    const done = begin(line)
    try {
      return await play(line, frames)
    } finally {
      done()
    }
  }

  /** Through the room's ticks, to the moment when all of it is settled. */
  async function play(line: Line, frames: readonly Frame[]): Promise<Exchanged> {
    const { room } = line
    const mayWrite = line.connection.admission.access === 'write'
    const isWrite = ({ kind }: Frame) => kind === 'write'
    let onClosed: (code: number) => void = () => undefined
    const closed = new Promise<number>((resolve) => {
      onClosed = resolve
    })
    const post = createPost(line, { now, meter, onClosed })
    const { connection } = post
    // A fresh document holds nothing of what was refused: whoever asks for all of it begins anew.
    if (frames.some(asksForAll)) line.quarantine.reason = undefined
    const refused = line.quarantine.reason
    if (refused !== undefined && frames.some(isWrite)) post.frames.push(encodeRefused(refused))
    connections.add(connection)
    const settled = new Promise<'settled'>((resolve, reject) => {
      if (frames.some(({ kind }) => kind === 'step1')) put(room, { kind: 'join', from: connection })
      for (const frame of frames) if (mayWrite || !isWrite(frame)) enqueue(room, post, frame)
      const read = () => {
        // Also what a commit that failed has taken along; who was asked for a gap is not asked twice.
        if (connection.isFrozen() && !connection.isRefused()) connection.ask(stateVectorOf(room))
        resolve('settled')
      }
      put(room, { kind: 'read', read, reject })
    })
    try {
      const outcome = await Promise.race([settled, closed])
      if (outcome !== 'settled') return { kind: 'closed', code: outcome }
    } catch {
      // The room went away under it, and has said so to the log.
      return line.closedWith === undefined ? UNAVAILABLE : { kind: 'closed', code: line.closedWith }
    } finally {
      connections.delete(connection)
      room.held.delete(connection)
      connection.end()
    }
    return answerOf(post, room, {
      isSaved:
        !frames.some(isWrite) ||
        (mayWrite && line.quarantine.reason === undefined && !connection.isFrozen()),
    })
  }

  function enqueue(room: Room, { connection }: Post, frame: Frame): void {
    if (frame.kind === 'step1')
      put(room, { kind: 'step1', from: connection, stateVector: frame.stateVector })
    if (frame.kind !== 'write') return
    const { step, update } = frame
    const index = connection.receive()
    put(room, { kind: 'write', from: connection, index, at: now(), step, update })
  }

  async function poll(
    person: Person,
    watched: readonly Watched[],
    left: AbortSignal,
  ): Promise<Polled> {
    const peer = isOpenTo(person) ? peerOf(person) : undefined
    const onBoard = () => pollsByBoard.get(person.boardId) ?? 0
    if (!peer || onBoard() >= POLLS_PER_BOARD) return UNAVAILABLE
    const wait = charge(peer.reading, 1, 0)
    if (wait) return wait
    const lines = await Promise.all(watched.map(({ admission }) => lineOf(peer, admission)))
    if (lines.includes('absent')) return { kind: 'absent' }
    const open = lines.flatMap((line) => (typeof line === 'string' ? [] : [line]))
    if (open.length < lines.length) return UNAVAILABLE
    const opened = createPoll({
      wanted: open.map((line, index) => ({ line, since: watched[index]?.since ?? 0 })),
      now,
      pollMs,
      gatherMs,
      left,
      onWhole: () => void peer.reading.take(STEP1_COST, 0),
      readCommitted: (room, read) =>
        new Promise((resolve, reject) => {
          put(room, { kind: 'read', read: (doc) => resolve(read(doc)), reject })
        }),
    })
    const dones = open.map(begin)
    pollsByBoard.set(person.boardId, onBoard() + 1)
    peer.polls.add(opened)
    const [oldest] = peer.polls
    if (peer.polls.size > POLLS_PER_PERSON) oldest?.replace()
    try {
      const polled = await opened.answer()
      if (polled.kind === 'answered') count(polled.parcels)
      return polled
    } finally {
      for (const done of dones) done()
      peer.polls.delete(opened)
      countDown(person.boardId)
    }
  }

  function count(parcels: readonly Parcel[]): void {
    for (const { frames } of parcels) for (const { length } of frames) meter?.sent('update', length)
  }

  function countDown(boardId: BoardId): void {
    const left = (pollsByBoard.get(boardId) ?? 1) - 1
    if (left > 0) pollsByBoard.set(boardId, left)
    else pollsByBoard.delete(boardId)
  }

  return {
    exchange,
    poll,
    sweep() {
      for (const [name, peer] of peers) {
        for (const line of peer.lines.values()) {
          if (line.uses === 0 && now() - line.lastUsedAt >= lingerMs) end(peer, line)
        }
        if (peer.lines.size === 0 && now() - peer.lastUsedAt >= FORGET_MS) peers.delete(name)
      }
    },
    stats: () => ({
      peers: [...peers.values()].filter(({ lines }) => lines.size > 0).length,
      polls: [...pollsByBoard.values()].reduce((sum, polls) => sum + polls, 0),
    }),
  }
}

function answerOf(
  { connection, frames, head }: Post,
  room: Room,
  { isSaved }: { readonly isSaved: boolean },
): Exchanged {
  // Not for what they sent, but because the store is gone: it is to be sent again later, as it is.
  if (!isSaved && room.isReadOnly) return UNAVAILABLE
  const { documentId } = connection.admission
  return { kind: 'answered', saved: isSaved, parcel: { documentId, head, frames } }
}
