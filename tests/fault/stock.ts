import { stickCard } from '@murmure/shared/actions/stick-card'
import { readCards } from '@murmure/shared/group-doc'
import { createCardId } from '@murmure/shared/ids'
import { BEARER_PREFIX, MESSAGE } from '@murmure/shared/protocol/frames'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

import { documentOf } from '../support/board.ts'
import type { RealHall } from './hall.ts'

/** An unmodified y-websocket client, and what went over its sockets. */
export type Stock = {
  readonly session: CreatedSession
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
  /** How often it tried to connect. */
  readonly attempts: () => number
  /** With which codes its sockets ended. */
  readonly codes: readonly number[]
  /** When a frame of this type came that says something: a keep-alive does not. */
  readonly came: (type: number) => readonly number[]
  readonly types: () => readonly number[]
}

type StockOptions = {
  readonly documentId?: string
  readonly protocols?: readonly string[]
  /** What it has already. */
  readonly doc?: Y.Doc
  /** Speaks with the other tabs of its browser, as it does unless told otherwise. */
  readonly tabs?: boolean
}

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const KEEP_ALIVE = Buffer.from([MESSAGE.awareness, 1, 0])

/** On the person's own group, or on the document that is named. */
export function openStock(
  { server }: RealHall,
  session: CreatedSession,
  { documentId, protocols = [], doc = new Y.Doc(), tabs = false }: StockOptions = {},
): Stock {
  const codes: number[] = []
  const frames: { readonly type: number; readonly at: number }[] = []
  let attempts = 0

  class CountingSocket extends WebSocket {
    constructor(url: string, offered: string[]) {
      super(url, offered)
      attempts += 1
      this.on('close', (code) => codes.push(code))
      this.on('message', (data: ArrayBuffer) => {
        const frame = Buffer.from(data)
        if (!frame.equals(KEEP_ALIVE)) frames.push({ type: frame[0] ?? 0, at: performance.now() })
      })
    }
  }

  const provider = new WebsocketProvider(
    `${server.url.replace('http', 'ws')}/sync`,
    `${session.boardId}/${documentId ?? documentOf(session, 'group', session.groupId)}`,
    doc,
    {
      protocols: [...protocols, BEARER_PREFIX + session.token],
      disableBc: !tabs,
      WebSocketPolyfill: CountingSocket as unknown as typeof globalThis.WebSocket,
      maxBackoffTime: 100,
    },
  )
  onTestFinished(() => provider.destroy())
  return {
    session,
    doc,
    provider,
    attempts: () => attempts,
    codes,
    came: (wanted) => frames.filter(({ type }) => type === wanted).map(({ at }) => at),
    types: () => frames.map(({ type }) => type),
  }
}

/** A new note of this person's; returns its id. */
export function stick(doc: Y.Doc, { participantId }: CreatedSession, text: string): string {
  const cardId = createCardId(participantId, random)
  stickCard(doc, { cardId, columnId: 'apporte', text, at: 1 })
  return cardId
}

/** Ids and words, in one order for everybody. */
export const notes = (doc: Y.Doc): readonly string[] =>
  readCards(doc, '')
    .map(({ cardId, text }) => `${cardId} ${text}`)
    .sort()

/** A note that is on no wall yet, as the update that would put it there. */
export function noteUpdate(session: CreatedSession, text: string): Uint8Array {
  const doc = new Y.Doc()
  stick(doc, session, text)
  return Y.encodeStateAsUpdate(doc)
}
