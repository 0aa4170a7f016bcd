import { readCards } from '@murmure/shared/group-doc'
import { BEARER_PREFIX, MESSAGE } from '@murmure/shared/protocol/frames'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import type { TestContext } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider as Provider31 } from 'y-websocket'
import { WebsocketProvider as Provider30 } from 'y-websocket-3-0'
import * as Y from 'yjs'

import { createRandom } from '../replay/chaos.ts'
import { documentOf } from '../support/board.ts'
import { runSeed } from '../support/seed.ts'
import type { ServerOptions } from '../support/server.ts'
import { type Line, startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts'
import { openRealHall, type RealHall } from './hall.ts'

/** A hall of its own for one of several tests that run at once, with a network before it. */
export type QuietHall = RealHall & { readonly network: TcpProxy; readonly random: () => number }

export async function givenQuietHall(
  { onTestFinished }: TestContext,
  line: Line = {},
  options: ServerOptions = {},
): Promise<QuietHall> {
  const hall = await openRealHall(options)
  const random = createRandom(runSeed())
  const network = await startTcpProxy({ port: hall.server.port, line, random })
  onTestFinished(async () => {
    await network.close()
    await hall.stop()
  })
  return { ...hall, network, random }
}

export type StockProvider = typeof Provider31
export const STOCK: readonly StockProvider[] = [Provider30 as unknown as StockProvider, Provider31]

/** A stock client that shows nothing of itself. */
export function openStock(
  { onTestFinished }: TestContext,
  Provider: StockProvider,
  origin: string,
  session: CreatedSession,
) {
  const doc = new Y.Doc()
  const provider = new Provider(
    `${origin.replace('http', 'ws')}/sync`,
    `${session.boardId}/${documentOf(session, 'group', session.groupId)}`,
    doc,
    {
      protocols: [BEARER_PREFIX + session.token],
      disableBc: true,
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    },
  )
  provider.awareness.setLocalState(null)
  let closes = 0
  let keepAlives = 0
  provider.on('connection-close', () => (closes += 1))
  const onAwareness = provider.messageHandlers[MESSAGE.awareness]
  provider.messageHandlers[MESSAGE.awareness] = (...message) => {
    keepAlives += 1
    onAwareness?.(...message)
  }
  onTestFinished(() => provider.destroy())
  return { doc, provider, closes: () => closes, keepAlives: () => keepAlives }
}

export const countIn = ({ doc }: { readonly doc: Y.Doc }): number => readCards(doc, '').length
