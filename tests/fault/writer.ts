import { stickCard } from '@murmure/shared/actions/stick-card'
import { readCards } from '@murmure/shared/group-doc'
import { createCardId } from '@murmure/shared/ids'
import {
  BEARER_PREFIX,
  decodeSaved,
  MESSAGE,
  SUBPROTOCOL,
  SYNC,
} from '@murmure/shared/protocol/frames'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import { readVarUint8Array } from 'lib0/decoding'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

import { documentOf } from '../support/board.ts'

/** A stock y-websocket client that writes notes and keeps count of what it was told. */
export type Writer = {
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
  /** Every note that it wrote, by id. */
  readonly written: Map<string, string>
  /** The notes that the server said are durable. */
  readonly saved: Set<string>
  /** The notes of others that it has on its screen. */
  seen(): readonly string[]
  write(): void
}

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

/** `say` makes the words of each note. */
export function openWriter(origin: string, session: CreatedSession, say: () => string): Writer {
  const doc = new Y.Doc()
  const written = new Map<string, string>()
  const saved = new Set<string>()
  /** Notes that ride in a frame of this connection, with the frame's place. */
  let sent = 0
  const frameOf = new Map<string, number>()

  class CountingSocket extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols)
      sent = 0
      frameOf.clear()
    }

    override send(data: Uint8Array): void {
      if (data[0] === MESSAGE.sync && data[1] !== SYNC.step1) {
        sent += 1
        // A SyncStep2 carries everything; an Update follows at once what was written since the last frame.
        for (const id of written.keys()) {
          if (data[1] === SYNC.step2 || !frameOf.has(id)) frameOf.set(id, sent)
        }
      }
      super.send(data)
    }
  }

  const documentId = documentOf(session, 'group', session.groupId)
  const provider = new WebsocketProvider(
    `${origin.replace('http', 'ws')}/sync`,
    `${session.boardId}/${documentId}`,
    doc,
    {
      protocols: [SUBPROTOCOL, BEARER_PREFIX + session.token],
      disableBc: true,
      WebSocketPolyfill: CountingSocket as unknown as typeof globalThis.WebSocket,
      maxBackoffTime: 300,
    },
  )
  // What it does not read; unknown messages would fill the report.
  for (const type of [MESSAGE.room, MESSAGE.goAway]) {
    provider.messageHandlers[type] = () => undefined
  }
  provider.messageHandlers[MESSAGE.saved] = (_encoder, decoder) => {
    const count = decodeSaved(readVarUint8Array(decoder))
    for (const [id, place] of frameOf) if (place <= count) saved.add(id)
  }

  return {
    doc,
    provider,
    written,
    saved,
    seen: () =>
      readCards(doc, '')
        .map((card) => card.cardId)
        .filter((cardId) => !written.has(cardId)),
    write() {
      const cardId = createCardId(session.participantId, random)
      const text = say()
      written.set(cardId, text)
      stickCard(doc, { cardId, columnId: 'apporte', text, at: Date.now() })
    },
  }
}
