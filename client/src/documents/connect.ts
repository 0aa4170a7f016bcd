import * as decoding from 'lib0/decoding'
import { WebsocketProvider } from 'y-websocket'
import type * as Y from 'yjs'

import type { BoardId } from '@murmure/shared/ids'
import {
  BEARER_PREFIX,
  decodeRefused,
  decodeSaved,
  MESSAGE,
  type RefusalReason,
  SUBPROTOCOL,
  SYNC,
} from '@murmure/shared/protocol/frames'
import type { SessionDocument } from '@murmure/shared/protocol/http'

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
}

/** One document's connection. It can be replaced by another, with the same `Y.Doc` or a fresh one. */
export type DocumentConnection = {
  readonly document: SessionDocument
  readonly doc: Y.Doc
  readonly status: () => DocumentStatus
  /** A new token, for the next connection. */
  readonly renew: (token: string) => void
  /** The network may be back, or gone: try at once. */
  readonly probe: (network: 'back' | 'gone') => void
  readonly close: () => void
}

export type ConnectOptions = {
  /** `ws://…` or `wss://…`, without a path. */
  readonly origin: string
  readonly boardId: BoardId
  readonly token: string
  readonly document: SessionDocument
  readonly doc: Y.Doc
  /** 0 to 1: phones that lost one server must not all come back in one instant. */
  readonly jitter: number
  readonly onStatus: (status: DocumentStatus) => void
  /** Two attempts in a row did not open: a browser cannot read the status of a refused upgrade. */
  readonly onFailedOpens: () => void
  /** A 44xx: the server does not want this id, or this token, any more. */
  readonly onEnded: (code: number) => void
  readonly onRefused: (reason: RefusalReason | undefined) => void
}

const BACKOFF_MIN_MS = 2000
const BACKOFF_SPREAD_MS = 8000
const FAILED_OPENS = 2

/** Connects one document to the relay. The only place that knows y-websocket. */
// oxlint-disable-next-line max-lines-per-function -- one owner's state and the functions over it, in the order of a factory; none is long
export function connectDocument(options: ConnectOptions): DocumentConnection {
  const { document, doc } = options
  const isWriter = document.access === 'write'
  let count = NOTHING_SENT
  let state: DocumentState = 'connecting'
  let synced = false
  let failedOpens = 0
  let isClosed = false

  const provider = new WebsocketProvider(
    `${options.origin}/sync`,
    `${options.boardId}/${document.documentId}`,
    doc,
    {
      connect: false,
      protocols: protocolsOf(options.token),
      // Another tab would send our refused operations again as its own.
      disableBc: true,
      maxBackoffTime: BACKOFF_MIN_MS + options.jitter * BACKOFF_SPREAD_MS,
      WebSocketPolyfill: countingSocket((frame) => note({ kind: 'sent', frame })),
    },
  )
  // Presence of N phones costs N² messages: counts come from the server instead.
  provider.awareness.setLocalState(null)
  provider.messageHandlers[MESSAGE.saved] = (_encoder, decoder) =>
    note({ kind: 'saved', count: decodeSaved(decoding.readVarUint8Array(decoder)) })
  provider.messageHandlers[MESSAGE.refused] = (_encoder, decoder) => {
    const reason = decodeRefused(decoding.readVarUint8Array(decoder))
    enter('refused')
    options.onRefused(reason)
  }
  // Later versions of the server may say more than this page understands.
  provider.messageHandlers[MESSAGE.room] = ignore
  provider.messageHandlers[MESSAGE.goAway] = ignore
  provider.on('status', ({ status }) => {
    if (status !== 'connected') return
    failedOpens = 0
    note({ kind: 'opened' })
  })
  provider.on('sync', (isSynced) => {
    if (!isSynced) return
    synced = true
    if (state !== 'refused') enter('online')
  })
  provider.on('connection-close', () => {
    // Emitted before `wsconnected` is cleared: still true here if this socket had been open.
    if (!provider.wsconnected) countFailedOpen()
    note({ kind: 'closed' })
    if (state !== 'ended') enter('offline')
  })
  provider.on('closed', ({ code }) => {
    enter('ended')
    options.onEnded(code)
  })
  doc.on('update', onUpdate)
  provider.connect()

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
    return { state, waiting: isWriter && isWaiting(count), pending, synced }
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
      if (network === 'gone') provider.disconnect()
      provider.wsUnsuccessfulReconnects = 0
      provider.connect()
    },
    close: () => {
      isClosed = true
      doc.off('update', onUpdate)
      provider.destroy()
    },
  }
}

const protocolsOf = (token: string): string[] => [SUBPROTOCOL, BEARER_PREFIX + token]

function ignore(): void {
  // The frame is complete in itself; nothing is to be read or answered.
}

/** A WebSocket that reports which of our frames the server will count. One class per provider, not per socket. */
function countingSocket(onSent: (frame: 'update' | 'step2') => void): typeof WebSocket {
  return class extends WebSocket {
    override send(data: Parameters<WebSocket['send']>[0]): void {
      super.send(data)
      if (!(data instanceof Uint8Array) || data[0] !== MESSAGE.sync) return
      if (data[1] === SYNC.update) onSent('update')
      if (data[1] === SYNC.step2) onSent('step2')
    }
  }
}
