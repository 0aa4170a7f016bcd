import * as decoding from 'lib0/decoding'
import { WebsocketProvider } from 'y-websocket'
import type * as Y from 'yjs'

import type { BoardId, CardId } from '@murmure/shared/ids'
import {
  BEARER_PREFIX,
  decodeGoAway,
  decodeRefused,
  decodeRoomNotice,
  decodeSaved,
  MESSAGE,
  type RefusalReason,
  type RoomNotice,
  SUBPROTOCOL,
  SYNC,
} from '@murmure/shared/protocol/frames'
import type { SessionDocument } from '@murmure/shared/protocol/http'

import { createComeBack } from './come-back.ts'
import { isWaiting, NOTHING_SENT, pendingChanges, reduceSaved, type SavedEvent } from './saved.ts'

/** `refused`: what we write is not applied. `ended`: closed for good under this document id. */
export type DocumentState = 'connecting' | 'online' | 'offline' | 'refused' | 'ended'

export type DocumentStatus = {
  readonly state: DocumentState
  /** Something of ours is not known to be durable; never so where we only read. */
  readonly waiting: boolean
  /** How many own changes that is, as far as we can count them. */
  readonly pending: number
  /** The server's content came, on this connection or an earlier one. */
  readonly synced: boolean
  /** What the server last told beside the document; undefined until it did. */
  readonly notice: RoomNotice | undefined
}

/** One document's connection. It can be replaced by another, with the same `Y.Doc` or a fresh one. */
export type DocumentConnection = {
  readonly document: SessionDocument
  readonly doc: Y.Doc
  readonly status: () => DocumentStatus
  /** A new token, for the next connection. */
  readonly renew: (token: string) => void
  /** The network may be back, or gone: try at once, unless the server said when to come back. */
  readonly probe: (network: 'back' | 'gone') => void
  /** The server said elsewhere when to come back: only heard while there is no connection. */
  readonly wait: (afterMs: number, jitterMs: number) => void
  /** Tells the others which note is being corrected here, and when none is any more. */
  readonly correcting: (cardId: CardId | undefined) => void
  readonly close: () => void
}

export type ConnectOptions = {
  /** `ws://…` or `wss://…`, without a path. */
  readonly origin: string
  readonly boardId: BoardId
  readonly token: string
  readonly document: SessionDocument
  readonly doc: Y.Doc
  /** Of the connection whose `Y.Doc` this one takes over: what waited there waits here. */
  readonly earlier?: DocumentStatus | undefined
  readonly now: () => number
  /** 0 to 1. */
  readonly random: () => number
  readonly onStatus: (status: DocumentStatus) => void
  /** Two attempts in a row did not open: a browser cannot read the status of a refused upgrade. */
  readonly onFailedOpens: () => void
  /** A 44xx: the server does not want this id, or this token, any more. */
  readonly onEnded: (code: number) => void
  readonly onRefused: (reason: RefusalReason | undefined) => void
  /** Where something is to be shown, or seen of others, beside the document. */
  readonly onPresence?: ((awareness: Awareness) => void) | undefined
}

/** What people and screens show of themselves, as y-websocket tells it. */
export type Awareness = WebsocketProvider['awareness']

const BACKOFF = { minMs: 500, maxMs: 10_000 } as const
const FAILED_OPENS = 2
/** A server that is there answers a question within this time; else the socket only looks open. */
const ANSWER_MS = 2000
/** By then a page that slept has been handed what came meanwhile. */
const SETTLE_MS = 250
/** A network that swallows packets leaves a socket « connecting » for minutes. */
const OPEN_MS = 10_000

/** Connects one document to the relay. The only place that knows y-websocket. */
// oxlint-disable-next-line max-lines-per-function -- one owner's state and the functions over it, in the order of a factory; none is long
export function connectDocument(options: ConnectOptions): DocumentConnection {
  const { document, doc, earlier } = options
  const isWriter = document.access === 'write'
  let count = { ...NOTHING_SENT, carried: earlier?.waiting ? Math.max(1, earlier.pending) : 0 }
  let state: DocumentState = 'connecting'
  let synced = earlier?.synced ?? false
  let failedOpens = 0
  let isClosed = false
  let heard = 0
  let notice: RoomNotice | undefined = earlier?.notice
  let answerTimer: ReturnType<typeof setTimeout> | undefined
  let openTimer: ReturnType<typeof setTimeout> | undefined

  const provider = new WebsocketProvider(
    `${options.origin}/sync`,
    `${options.boardId}/${document.documentId}`,
    doc,
    {
      connect: false,
      protocols: protocolsOf(options.token),
      // Another tab would send our refused operations again as its own.
      disableBc: true,
      WebSocketPolyfill: countingSocket(
        (frame) => note({ kind: 'sent', frame }),
        () => heard++,
      ),
    },
  )
  // Presence of N phones costs N² messages: counts come from the server instead, and so do the hints of others.
  provider.awareness.setLocalState(null)
  options.onPresence?.(provider.awareness)
  provider.messageHandlers[MESSAGE.saved] = (_encoder, decoder) =>
    note({ kind: 'saved', count: decodeSaved(decoding.readVarUint8Array(decoder)) })
  provider.messageHandlers[MESSAGE.refused] = (_encoder, decoder) => {
    const reason = decodeRefused(decoding.readVarUint8Array(decoder))
    enter('refused')
    options.onRefused(reason)
  }
  provider.messageHandlers[MESSAGE.room] = (_encoder, decoder) => {
    notice = decodeRoomNotice(decoding.readVarUint8Array(decoder))
    tell()
  }
  provider.messageHandlers[MESSAGE.goAway] = (_encoder, decoder) => {
    const { afterMs, jitterMs } = decodeGoAway(decoding.readVarUint8Array(decoder))
    comeBack.order(afterMs, jitterMs)
    provider.disconnect()
  }
  const comeBack = createComeBack({
    now: options.now,
    random: options.random,
    ...BACKOFF,
    attempt,
  })
  provider.on('status', ({ status }) => {
    if (status !== 'connected') return
    failedOpens = 0
    note({ kind: 'opened' })
  })
  provider.on('sync', (isSynced) => {
    if (!isSynced) return
    synced = true
    comeBack.arrived()
    if (state !== 'refused') enter('online')
  })
  provider.on('connection-close', () => {
    // Emitted before `wsconnected` is cleared: still true here if this socket had been open.
    if (!provider.wsconnected) countFailedOpen()
    // Its own return has no chance in it: a hall would knock in step.
    provider.shouldConnect = false
    if (!isClosed) comeBack.lost()
    note({ kind: 'closed' })
    if (state !== 'ended') enter('offline')
  })
  provider.on('closed', ({ code }) => {
    comeBack.stop()
    enter('ended')
    options.onEnded(code)
  })
  doc.on('update', onUpdate)
  attempt()

  function attempt(): void {
    provider.connect()
    clearTimeout(openTimer)
    openTimer = setTimeout(() => {
      if (!provider.wsconnected) provider.disconnect()
    }, OPEN_MS)
  }

  function onUpdate(_update: Uint8Array, origin: unknown): void {
    // The provider heard of it before us and has sent it if it could: the same test as its own.
    const isSent = provider.wsconnected && provider.ws?.readyState === WebSocket.OPEN
    if (origin !== provider && !isSent) note({ kind: 'changed-offline' })
  }

  function countFailedOpen(): void {
    failedOpens++
    if (failedOpens % FAILED_OPENS === 0 && !isClosed) options.onFailedOpens()
  }

  function note(event: SavedEvent): void {
    count = reduceSaved(count, event)
    tell()
  }

  function enter(next: DocumentState): void {
    state = next
    tell()
  }

  function tell(): void {
    if (!isClosed) options.onStatus(status())
  }

  function status(): DocumentStatus {
    const pending = isWriter ? pendingChanges(count) : 0
    return { state, waiting: isWriter && isWaiting(count), pending, synced, notice }
  }

  /**
   * A phone out of a pocket finds its socket open, and it may be dead for minutes: only an answer tells. What
   * came while the page slept is handed over first, and is none.
   */
  function askForLife(): void {
    if (answerTimer !== undefined) return
    const asked = provider.ws
    answerTimer = setTimeout(() => {
      const heardBefore = heard
      if (provider.ws === asked) asked?.send(Uint8Array.of(MESSAGE.queryAwareness))
      answerTimer = setTimeout(() => {
        answerTimer = undefined
        if (provider.ws === asked && heard === heardBefore) reopen()
      }, ANSWER_MS - SETTLE_MS)
    }, SETTLE_MS)
  }

  function reopen(): void {
    provider.disconnect()
    comeBack.hurry()
  }

  return {
    document,
    doc,
    status,
    renew: (token) => {
      provider.protocols = protocolsOf(token)
    },
    probe: (network) => {
      if (state === 'ended' || isClosed) return
      // The socket of a lost network stays « open » for minutes; if the hint was wrong we are back at once.
      if (network === 'gone') reopen()
      else if (provider.wsconnected) askForLife()
      else comeBack.hurry()
    },
    wait: (afterMs, jitterMs) => {
      if (!provider.wsconnected) comeBack.order(afterMs, jitterMs)
    },
    correcting: (cardId) =>
      provider.awareness.setLocalState(cardId === undefined ? null : { editing: cardId }),
    close: () => {
      isClosed = true
      comeBack.stop()
      clearTimeout(answerTimer)
      clearTimeout(openTimer)
      doc.off('update', onUpdate)
      provider.destroy()
    },
  }
}

/** What a websocket of ours offers. */
export const protocolsOf = (token: string): string[] => [SUBPROTOCOL, BEARER_PREFIX + token]

/**
 * A WebSocket that reports which of our frames the server will count, and each of the server's. One class per
 * provider, not per socket.
 */
function countingSocket(
  onSent: (frame: 'update' | 'step2') => void,
  onHeard: () => void,
): typeof WebSocket {
  return class extends WebSocket {
    constructor(...parameters: ConstructorParameters<typeof WebSocket>) {
      super(...parameters)
      this.addEventListener('message', onHeard)
    }

    override send(data: Parameters<WebSocket['send']>[0]): void {
      super.send(data)
      if (!(data instanceof Uint8Array) || data[0] !== MESSAGE.sync) return
      if (data[1] === SYNC.update) onSent('update')
      if (data[1] === SYNC.step2) onSent('step2')
    }
  }
}
