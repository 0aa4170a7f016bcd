import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

import type { Role } from '@murmure/shared/access'
import { accessTo } from '@murmure/shared/access'
import { BEARER_PREFIX, SUBPROTOCOL } from '@murmure/shared/protocol/frames'
import { templateIn } from '@murmure/shared/templates'
import { createRelay, type RelayOptions } from '@murmure/server/relay/relay'
import type { Relay, RelayLog } from '@murmure/server/relay/contract'
import type { DocumentRow, Store } from '@murmure/server/storage/contract'
import { createMemoryStore } from '@murmure/server/storage/memory'
import { NEW_SESSION } from '@murmure/shared/session'
import { WebSocket, WebSocketServer } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

const BOARD_ID = 'board-0123456789'
const BASE = { boardId: BOARD_ID } as const

/** The documents of the one board that these tests play on. */
export const DOCUMENTS = {
  room: { ...BASE, documentId: 'room-00000000000.1', kind: 'room' },
  wall: { ...BASE, documentId: 'wall-00000000000.1', kind: 'wall' },
  a: { ...BASE, documentId: 'group-a000000000.1', kind: 'group', groupId: 'a' },
  b: { ...BASE, documentId: 'group-b000000000.1', kind: 'group', groupId: 'b' },
} as const satisfies Readonly<Record<string, DocumentRow>>

export type Who = { readonly participantId: string; readonly role: Role; readonly groupId?: string }

/** A participant id that says whose it is: `person('ada')`. */
export const person = (name: string): string => name.padEnd(16, '0')

export type Peer = {
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
  /** Cuts the socket as a dead network does, without a closing handshake; the provider comes back by itself. */
  cut(): void
  close(): void
}

export type BareSocket = {
  readonly socket: WebSocket
  /** Every frame of this message type that came since it opened. */
  frames(type: number): readonly Uint8Array[]
}

export type Hall = {
  readonly store: Store
  relay: Relay
  readonly log: { readonly message: string; readonly details: object }[]
  readonly port: number
  /** A stock `y-websocket` client. */
  join(document: DocumentRow, who: Who, doc?: Y.Doc): Peer
  /** A bare socket, for what no client would send. */
  socket(document: DocumentRow, who: Who, extended?: boolean): Promise<BareSocket>
  /** A new relay on the same store, as after a restart. Clients come back by themselves. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** A relay on 127.0.0.1 without HTTP around it: who somebody is stands in the subprotocol. */
export async function openHall(
  store: Store = createMemoryStore(),
  options: Partial<RelayOptions> = {},
): Promise<Hall> {
  await createTestBoard(store)
  const log: Hall['log'] = []
  const keep: RelayLog = {
    warn: (details, message) => log.push({ details, message }),
    error: (details, message) => log.push({ details, message }),
  }
  const newRelay = () => createRelay({ store, now: Date.now, log: keep, ...options })
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    handleProtocols: chooseProtocol,
  })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const open = new Set<Peer>()
  const hall: Hall = {
    store,
    relay: newRelay(),
    log,
    port,
    join(document, who, doc = new Y.Doc()) {
      const peer = createPeer(port, document, who, doc)
      open.add(peer)
      return peer
    },
    async socket(document, who, extended = true) {
      const url = `ws://127.0.0.1:${port}/sync/${BOARD_ID}/${document.documentId}`
      const socket = new WebSocket(url, protocolsOf(who, extended))
      const received: Uint8Array[] = []
      // Before anything is awaited: a frame may come in the same turn as the opening.
      socket.on('message', (data: Buffer) => received.push(new Uint8Array(data)))
      await once(socket, 'open')
      return { socket, frames: (type) => received.filter((frame) => frame[0] === type) }
    },
    async restart() {
      await hall.relay.stop()
      for (const socket of server.clients) socket.terminate()
      hall.relay = newRelay()
    },
    async close() {
      for (const peer of open) peer.close()
      for (const socket of server.clients) socket.terminate()
      await hall.relay.stop()
      server.close()
      await store.close()
    },
  }
  server.on('connection', (socket, request) => {
    const who = whoFrom(request.headers['sec-websocket-protocol'] ?? '')
    const documentId = (request.url ?? '').split('/').at(-1)
    const document = Object.values(DOCUMENTS).find((row) => row.documentId === documentId)
    if (!document) return socket.close(4404)
    const groupId = 'groupId' in document ? document.groupId : undefined
    const access = accessTo({
      role: who.role,
      kind: document.kind,
      ownGroup: groupId === who.groupId,
      revealed: true,
    })
    if (access === 'none') return socket.close(4403)
    hall.relay.connect(
      socket,
      { boardId: BOARD_ID, ...who },
      { documentId: document.documentId, kind: document.kind, access },
    )
  })
  return hall
}

/** The one board of these tests, in this store. */
export async function createTestBoard(store: Store): Promise<void> {
  const { sections, columns } = templateIn('fr', 'bilan-et-perspectives')
  const meta = { schema: 1, title: 'Essai', locale: 'fr' } as const
  await store.createBoard({
    board: {
      boardId: BOARD_ID,
      code: '482915',
      createdAt: 0,
      version: 1,
      room: { meta, sections, columns, groups: [], session: NEW_SESSION },
    },
    secrets: [],
    documents: Object.values(DOCUMENTS),
  })
}

function createPeer(port: number, document: DocumentRow, who: Who, doc: Y.Doc): Peer {
  const provider = new WebsocketProvider(
    `ws://127.0.0.1:${port}/sync`,
    `${BOARD_ID}/${document.documentId}`,
    doc,
    {
      protocols: protocolsOf(who, false),
      disableBc: true,
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
      maxBackoffTime: 200,
    },
  )
  return {
    doc,
    provider,
    cut: () => (provider.ws as unknown as WebSocket | null)?.terminate(),
    close: () => provider.destroy(),
  }
}

function protocolsOf(who: Who, extended: boolean): string[] {
  const token = Buffer.from(JSON.stringify(who)).toString('base64url')
  return [...(extended ? [SUBPROTOCOL] : []), BEARER_PREFIX + token]
}

function whoFrom(protocols: string): Who {
  const bearer = protocols.split(',').find((protocol) => protocol.trim().startsWith(BEARER_PREFIX))
  const token = (bearer ?? '').trim().slice(BEARER_PREFIX.length)
  return JSON.parse(Buffer.from(token, 'base64url').toString()) as Who
}

function chooseProtocol(offered: Set<string>): string | false {
  return offered.has(SUBPROTOCOL) ? SUBPROTOCOL : ([...offered][0] ?? false)
}
