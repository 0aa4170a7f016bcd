import { stickCard } from '@murmure/shared/actions/stick-card'
import { createCardId } from '@murmure/shared/ids'
import {
  BEARER_PREFIX,
  decodeGoAway,
  decodeRoomNotice,
  decodeSaved,
  encodeSync,
  type GoAway,
  MESSAGE,
  SUBPROTOCOL,
  SYNC,
} from '@murmure/shared/protocol/frames'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'

/**
 * One person's socket on one document, with a real `Y.Doc` and nothing else: no timers, no return by itself.
 * Hundreds of them fit into one process beside the server that they are to put to the test.
 */
export type BareClient = {
  readonly doc: Y.Doc
  readonly session: CreatedSession
  /** Opens a socket. Resolves with the milliseconds until the server's content was here. */
  open(): Promise<number>
  /** Sticks a note; it is sent when there is a socket. */
  stick(text: string): string
  /** Shows this beside the document, under the id of the `Y.Doc`, always with the same clock: as at an opening. */
  show(state: object): void
  /** Everything that was sent on this socket is durable, its SyncStep2 first. */
  isSaved(): boolean
  /** Who is shown, by the id of their `Y.Doc`: whose they are. */
  readonly roster: ReadonlyMap<number, string>
  /** The most people that ROOM spoke of, and the most that were shown, since the last call. */
  takePeaks(): Peaks
  readonly goAway: () => GoAway | undefined
  /** Frames of this type so far. */
  count(type: number): number
  /** The code of the last close. */
  readonly closed: () => number | undefined
  /** The socket that is open, for faults. */
  readonly socket: () => WebSocket | undefined
  /** Its socket is gone without a word. */
  vanish(): void
}

export type Peaks = { readonly people: number; readonly shown: number }

export type ClientOptions = {
  /** The server, or a network before it. */
  readonly origin: string
  readonly session: CreatedSession
  readonly documentId: string
  /** Offers to be sent deflated frames. */
  readonly deflate?: boolean
}

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const NO_PEAKS: Peaks = { people: 0, shown: 0 }
/** Whose update an update is that came from the server. */
const REMOTE = Symbol('remote')

export function createBareClient({
  origin,
  session,
  documentId,
  deflate,
}: ClientOptions): BareClient {
  const doc = new Y.Doc()
  const roster = new Map<number, string>()
  const clocks = new Map<number, number>()
  const counts = new Map<number, number>()
  let socket: WebSocket | undefined
  let synced: () => void = () => undefined
  let sent = 0
  let saved = 0
  let hasAnswered = false
  let peaks: Peaks = NO_PEAKS
  let goAway: GoAway | undefined
  let closed: number | undefined

  doc.on('update', (update: Uint8Array, from: unknown) => {
    if (from !== REMOTE) send(SYNC.update, update)
  })

  function send(step: number, body: Uint8Array): void {
    if (socket?.readyState !== WebSocket.OPEN) return
    if (step !== SYNC.step1) sent += 1
    socket.send(encodeSync(step, body))
  }

  function receive(bytes: Buffer): void {
    const frame = decoding.createDecoder(new Uint8Array(bytes))
    const type = decoding.readVarUint(frame)
    counts.set(type, (counts.get(type) ?? 0) + 1)
    if (type === MESSAGE.sync)
      return receiveSync(decoding.readVarUint(frame), decoding.readVarUint8Array(frame))
    const body = decoding.readVarUint8Array(frame)
    if (type === MESSAGE.awareness) receivePresence(body)
    if (type === MESSAGE.saved) saved = decodeSaved(body)
    if (type === MESSAGE.room) rise({ people: decodeRoomNotice(body).people })
    if (type === MESSAGE.goAway) goAway = decodeGoAway(body)
  }

  function receiveSync(step: number, body: Uint8Array): void {
    if (step === SYNC.step1) {
      hasAnswered = true
      return send(SYNC.step2, Y.encodeStateAsUpdate(doc, body))
    }
    Y.applyUpdate(doc, body, REMOTE)
    if (step === SYNC.step2) synced()
  }

  function receivePresence(body: Uint8Array): void {
    const entries = decoding.createDecoder(body)
    for (let count = decoding.readVarUint(entries); count > 0; count--) {
      const id = decoding.readVarUint(entries)
      const clock = decoding.readVarUint(entries)
      const state = JSON.parse(decoding.readVarString(entries)) as {
        readonly who: { readonly participantId: string }
      } | null
      const known = clocks.get(id) ?? -1
      if (clock < known || (clock === known && state)) continue
      clocks.set(id, clock)
      if (state) roster.set(id, state.who.participantId)
      else roster.delete(id)
    }
    rise({ shown: roster.size })
  }

  function rise({ people = 0, shown = 0 }: Partial<Peaks>): void {
    peaks = { people: Math.max(peaks.people, people), shown: Math.max(peaks.shown, shown) }
  }

  return {
    doc,
    session,
    roster,
    open() {
      const startedAt = performance.now()
      const url = `${origin.replace('http', 'ws')}/sync/${session.boardId}/${documentId}`
      const next = new WebSocket(url, [SUBPROTOCOL, BEARER_PREFIX + session.token], {
        perMessageDeflate: deflate === true,
      })
      socket = next
      sent = 0
      saved = 0
      hasAnswered = false
      return new Promise((resolve, reject) => {
        synced = () => resolve(performance.now() - startedAt)
        next.on('open', () => send(SYNC.step1, Y.encodeStateVector(doc)))
        next.on('message', receive)
        next.on('error', reject)
        next.on('close', (code) => {
          if (socket === next) closed = code
          reject(new Error(`closed with ${code} before it was synced`))
        })
      })
    },
    stick(text) {
      const cardId = createCardId(session.participantId, random)
      stickCard(doc, { cardId, columnId: 'apporte', text, at: Date.now() })
      return cardId
    },
    show(state) {
      const body = encoding.createEncoder()
      encoding.writeVarUint(body, 1)
      encoding.writeVarUint(body, doc.clientID)
      encoding.writeVarUint(body, 1)
      encoding.writeVarString(body, JSON.stringify(state))
      const frame = encoding.createEncoder()
      encoding.writeVarUint(frame, MESSAGE.awareness)
      encoding.writeVarUint8Array(frame, encoding.toUint8Array(body))
      socket?.send(encoding.toUint8Array(frame))
    },
    isSaved: () => hasAnswered && saved === sent,
    takePeaks() {
      const taken = peaks
      peaks = NO_PEAKS
      return taken
    },
    goAway: () => goAway,
    count: (type) => counts.get(type) ?? 0,
    closed: () => closed,
    socket: () => socket,
    vanish() {
      socket?.removeAllListeners()
      socket?.on('error', () => undefined)
      socket?.terminate()
      socket = undefined
    },
  }
}
