import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'

import {
  decodeRefused,
  decodeRoomNotice,
  MESSAGE,
  type RefusalReason,
  type RoomNotice,
  SYNC,
  syncStep1,
  syncStep2,
  syncUpdate,
} from '@murmure/shared/protocol/frames'
import type { Parcel } from '@murmure/shared/protocol/parcels'

import type { ConnectOptions, DocumentState, DocumentStatus } from './connect.ts'
import type { HttpAnswer } from './http-request.ts'

/** Keys struck one after the other are one request. */
const COALESCE_MS = 60
/** What one request carries over a slow line while the page waits for its answer. */
const POST_BYTES = 64 * 1024
const FRAMES_AT_ONCE = 100
/** 4400–4499 as a socket would have been closed: the board asks the session what is still open. */
const CLOSED = 4400
const AGAIN_MS = 1000

/** One document without a socket: what it has to send, and what it holds. */
export type HttpDocument = {
  readonly documentId: string
  /** The last change of the server that it holds; undefined until the first answer. */
  readonly head: () => number | undefined
  readonly status: () => DocumentStatus
  /** News from a poll. Heads that a poll brings are its own to know. */
  readonly receive: (parcel: Parcel) => void
  /** Sends what waits, if something does and nothing is under way. */
  readonly flush: () => void
  /** Asks for a sign of the server, unless an answer is awaited. */
  readonly check: () => void
  /** The network, or the server, went or came back. */
  readonly setDown: (isDown: boolean) => void
  readonly shut: (status: number) => void
  readonly close: () => void
}

export type HttpDocumentOptions = ConnectOptions & {
  /** Through the page's few places for requests. */
  readonly post: (documentId: string, frames: readonly Uint8Array[]) => Promise<HttpAnswer>
  /** An answer brought it further: the poll is to know. */
  readonly onHead: () => void
  readonly onLost: () => void
  readonly onLater: (afterMs: number) => void
}

/**
 * A change counts as SAVED when a request that held it was answered with 200. Until then its bytes are kept and
 * sent again: whatever was lost on the way, the server takes the same bytes twice as one.
 */
// oxlint-disable-next-line max-lines-per-function -- one owner's state and the functions over it, in the order of a factory; none is long
export function openHttpDocument(options: HttpDocumentOptions): HttpDocument {
  const { doc, document, earlier, post } = options
  const { documentId } = document
  const isWriter = document.access === 'write'
  /** Own changes that no request was answered for. */
  let unsent: Uint8Array[] = []
  /** What an earlier connection left, which only a SyncStep2 can cover. */
  let carried = earlier?.waiting ? Math.max(1, earlier.pending) : 0
  /** The server asked for everything beyond this state. */
  let asked: Uint8Array | undefined
  let isConfirmed = !isWriter
  let head: number | undefined
  let synced = earlier?.synced ?? false
  let notice: RoomNotice | undefined = earlier?.notice
  let end: Extract<DocumentState, 'refused' | 'ended'> | undefined
  let isDown = false
  let isBusy = false
  let isClosed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  /** The origin of what comes from the server. */
  const remote = {}

  const onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === remote || !isWriter) return
    unsent.push(update)
    timer ??= setTimeout(flush, COALESCE_MS)
    tell()
  }
  doc.on('update', onUpdate)
  flush()

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    if (isBusy || isClosed || end !== undefined) return
    // After a silence too: it is answered at once, and brings what was missed.
    if (head === undefined || isDown) return void sendQuestion()
    if (asked !== undefined) return void sendEverything(asked)
    if (unsent.length > 0) return void sendUnsent()
  }

  function sendQuestion(): Promise<void> {
    return send([syncStep1(Y.encodeStateVector(doc))], 0)
  }

  /** Everything that the server lacks, as one SyncStep2: all that was written until now is in it. */
  function sendEverything(stateVector: Uint8Array): Promise<void> {
    return send([syncStep2(Y.encodeStateAsUpdate(doc, stateVector))], unsent.length)
  }

  /** Not merged here, but by the relay: Yjs' own merging is more than all the rest of this. */
  function sendUnsent(): Promise<void> {
    const updates = unsent.slice(0, countFitting(unsent))
    const frames = updates.map((update) => syncUpdate(update))
    return send(frames, updates.length)
  }

  /** One request at a time: the next one holds what was written meanwhile. `count`: of the unsent, so many. */
  async function send(frames: readonly Uint8Array[], count: number): Promise<void> {
    isBusy = true
    const isEverything = frames[0]?.[1] === SYNC.step2
    const answer = await post(documentId, frames)
    isBusy = false
    if (isClosed) return
    switch (answer.kind) {
      case 'answered':
        if (answer.saved) saved(count, isEverything)
        for (const parcel of answer.parcels) receive(parcel)
        if (answer.parcels.some((parcel) => parcel.head !== undefined)) options.onHead()
        if (answer.saved) return flush()
        // Dropped unread: what was ours to write is not any more.
        if (asked === undefined) refuse('role')
        // What was to fill every gap met another: not again at once.
        return isEverything ? options.onLater(AGAIN_MS) : flush()
      case 'later':
        return options.onLater(answer.afterMs)
      case 'lost':
        return options.onLost()
      case 'shut':
        return shut(answer.status)
      case 'aborted':
        return undefined
    }
  }

  function saved(count: number, isEverything: boolean): void {
    unsent = unsent.slice(count)
    if (!isEverything) return
    asked = undefined
    carried = 0
    isConfirmed = true
  }

  function receive(parcel: Parcel): void {
    if (isClosed || parcel.documentId !== documentId) return
    for (const bytes of parcel.frames) take(decoding.createDecoder(bytes))
    if (parcel.head !== undefined) {
      head = parcel.head
      synced = true
    }
    tell()
  }

  function take(decoder: decoding.Decoder): void {
    switch (decoding.readVarUint(decoder)) {
      case MESSAGE.sync: {
        const step = decoding.readVarUint(decoder)
        const body = decoding.readVarUint8Array(decoder)
        if (step === SYNC.step1) asked = isWriter ? body : undefined
        else Y.applyUpdate(doc, body, remote)
        return
      }
      case MESSAGE.room:
        notice = decodeRoomNotice(decoding.readVarUint8Array(decoder))
        return
      case MESSAGE.refused:
        return refuse(decodeRefused(decoding.readVarUint8Array(decoder)))
      default:
        // What a later version says to those who understand it.
        return
    }
  }

  function refuse(reason: RefusalReason | undefined): void {
    if (end !== undefined) return
    end = 'refused'
    tell()
    options.onRefused(reason)
  }

  function shut(status: number): void {
    if (isClosed || end === 'ended') return
    end = 'ended'
    tell()
    options.onEnded(CLOSED + (status % 100))
  }

  function state(): DocumentState {
    if (end !== undefined) return end
    if (isDown) return 'offline'
    return head === undefined ? 'connecting' : 'online'
  }

  function status(): DocumentStatus {
    const pending = carried + unsent.length
    const waiting = isWriter && (pending > 0 || (head !== undefined && !isConfirmed))
    return { state: state(), waiting, pending, synced, notice }
  }

  function tell(): void {
    if (!isClosed) options.onStatus(status())
  }

  return {
    documentId,
    head: () => head,
    status,
    receive,
    flush,
    check: () => {
      if (!isBusy && !isClosed && end === undefined) void sendQuestion()
    },
    shut,
    setDown: (next) => {
      if (isDown === next) return
      isDown = next
      tell()
    },
    close: () => {
      isClosed = true
      clearTimeout(timer)
      doc.off('update', onUpdate)
    },
  }
}

/** As many as one request may hold; one at least. */
function countFitting(updates: readonly Uint8Array[]): number {
  let size = 0
  const fitting = updates.slice(0, FRAMES_AT_ONCE).filter((update) => {
    size += update.length
    return size <= POST_BYTES
  })
  return Math.max(1, fitting.length)
}
