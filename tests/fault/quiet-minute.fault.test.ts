import { setTimeout as delay } from 'node:timers/promises'

import { readCards } from '@murmure/shared/group-doc'
import { BEARER_PREFIX, MESSAGE } from '@murmure/shared/protocol/frames'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import { describe, type TestContext, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider as Provider31 } from 'y-websocket'
import { WebsocketProvider as Provider30 } from 'y-websocket-3-0'
import * as Y from 'yjs'

import { createRandom } from '../replay/chaos.ts'
import { documentOf } from '../support/board.ts'
import { readMetric } from '../support/metrics.ts'
import { runs, runSeed } from '../support/seed.ts'
import { type Line, startTcpProxy } from '../support/tcp-proxy.ts'
import { until } from '../support/until.ts'
import type { BareClient } from './bare-client.ts'
import { groupClient, openRealHall, roomClient } from './hall.ts'
import { openOwnClient } from './own-client.ts'
import { roomsComeAndGo } from './rooms-come-and-go.ts'

/** Longer than a stock client endures silence, and than a dead socket lives. */
const QUIET_S = Math.min(600, runs(45))
const LIMIT_MS = 120_000 + QUIET_S * 1000
/** The server finds a dead socket within this time, sync.md says. */
const GHOSTS_GONE_MS = 45_000

/** Seconds that F26 and F31 take. */
const BURST_S = Math.min(60, runs(20))
const OUTAGE_S = Math.min(60, runs(20))
const KNOCKERS = Math.min(150, runs(10))
const ROOMS = Math.min(10_000, runs(252))
const NOTES_AT_ONCE = 100
/** A phone behind thick walls. */
const SLOW = { delayMs: 300, bytesPerSecond: 8_000, loss: 0.02 }

const countIn = ({ doc }: { readonly doc: Y.Doc }) => readCards(doc, '').length

async function givenHall({ onTestFinished }: TestContext, line: Line = {}) {
  const hall = await openRealHall()
  const random = createRandom(runSeed())
  const network = await startTcpProxy({ port: hall.server.port, line, random })
  onTestFinished(async () => {
    await network.close()
    await hall.stop()
  })
  return { ...hall, network, random }
}

/** A stock client that shows nothing of itself. */
function openStock(
  { onTestFinished }: TestContext,
  Provider: typeof Provider31,
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

const STOCK = [Provider30 as unknown as typeof Provider31, Provider31]

// Each waits for what takes its time; they wait together.
describe.concurrent('a quiet minute', { timeout: LIMIT_MS }, () => {
  test('[F34] [F28] who vanishes without FIN is a ghost for no longer than 45 s, and takes nobody along', async (context) => {
    const { expect } = context
    const { server, board, network } = await givenHall(context)
    const group = board.created.groups[0]?.groupId
    const nadia = groupClient(server.url, board.facilitator, group)
    const counter = roomClient(server.url, board.facilitator)
    const [ada, bob] = [await board.join('Groupe A'), await board.join('Groupe A')]
    const dead = [groupClient(network.url, ada), roomClient(network.url, ada)]
    const there = [groupClient(server.url, bob), roomClient(server.url, bob)]
    const all: readonly BareClient[] = [nadia, counter, ...dead, ...there]
    for (const client of all) await client.open()
    for (const client of [dead[0], there[0]]) client?.show({ here: true })
    await until('both are shown', () => nadia.roster.size === 2)
    for (const link of network.links()) link.freeze()
    for (const client of dead) client.vanish()
    const startedAt = performance.now()
    await until('the ghost is gone', () => nadia.roster.size === 1, GHOSTS_GONE_MS)
    expect(performance.now() - startedAt).toBeGreaterThan(30_000)
    expect([...nadia.roster.values()]).toEqual([bob.participantId])
    await until(
      'its sockets are gone',
      async () => (await readMetric(server.url, 'murmure_connections')) === all.length - 2,
    )
    expect(there.map((client) => client.closed())).toEqual([undefined, undefined])
    for (const client of all) client.vanish()
  })

  test(`[F30] ${QUIET_S} s of silence: stock clients without awareness stay, and hear the next note at once`, async (context) => {
    const { expect } = context
    const { server, board, random } = await givenHall(context)
    const stock = await Promise.all(
      STOCK.map(async (Provider) =>
        openStock(context, Provider, server.url, await board.join('Groupe A')),
      ),
    )
    const own = openOwnClient({
      origin: server.url,
      session: await board.join('Groupe A'),
      random,
    })
    context.onTestFinished(own.close)
    await until('all are in', () => stock.every(({ provider }) => provider.synced))
    // The fault itself: nobody says a word.
    await delay(QUIET_S * 1000)
    expect(stock.map(({ closes }) => closes())).toEqual([0, 0])
    for (const { keepAlives } of stock) {
      expect(keepAlives()).toBeGreaterThanOrEqual(Math.floor(QUIET_S / 15) - 1)
    }
    expect(own.status().state).toBe('online')
    const writer = groupClient(server.url, await board.join('Groupe A'))
    await writer.open()
    writer.stick('Enfin')
    await until('all have it', () => [...stock, own].every((client) => countIn(client) === 1))
    writer.vanish()
  })

  test('[F27] who stops reading is given no more, is cut within 45 s, and comes back to all of it', async (context) => {
    const { expect } = context
    const { server, board, network } = await givenHall(context)
    const join = async (origin: string) => groupClient(origin, await board.join('Groupe A'))
    const deaf = [await join(network.url), await join(network.url), await join(network.url)]
    for (const client of deaf) await client.open()
    for (const link of network.links()) link.stopReading()
    const reader = await join(server.url)
    await reader.open()
    const metric = (name: string) => readMetric(server.url, name)
    const lagging = () => metric('murmure_lagging_sockets')
    // Until the buffers of the kernel are full, however much they hold.
    let writer = reader
    for (let notes = 0; (await lagging()) < deaf.length; notes += NOTES_AT_ONCE) {
      if (writer !== reader) writer.vanish()
      writer = await join(server.url)
      await writer.open()
      for (let note = 0; note < NOTES_AT_ONCE; note++) writer.stick('x'.repeat(9_000))
      await until('the others have them', () => countIn(reader) === notes + NOTES_AT_ONCE, 30_000)
    }
    const frames = () => metric('murmure_frames_sent_total{kind="update"}')
    const before = await frames()
    for (let note = 0; note < NOTES_AT_ONCE; note++) writer.stick('y')
    await until('it is SAVED', () => writer.isSaved())
    // The two who read, and nobody else.
    expect(await frames()).toBeLessThanOrEqual(before + 2 * NOTES_AT_ONCE)
    await until(
      'they are cut',
      async () => (await metric('murmure_connections')) === 2,
      GHOSTS_GONE_MS,
    )
    for (const client of deaf) {
      client.vanish()
      await client.open()
      expect(countIn(client)).toBe(countIn(writer))
    }
    expect(await metric('murmure_pending_documents')).toBe(0)
    for (const client of [...deaf, reader, writer]) client.vanish()
  })

  test(`[F26] phones at 64 kbit/s, 600 ms and 2 % loss, ${BURST_S} s of 30 notes a second: the others are served, nobody is cut, all catch up`, async (context) => {
    const { expect } = context
    const { server, board, network } = await givenHall(context, SLOW)
    const join = async (origin: string) => groupClient(origin, await board.join('Groupe A'))
    const slow = [await join(network.url), await join(network.url), await join(network.url)]
    const quick = await Promise.all(Array.from({ length: 9 }, () => join(server.url)))
    for (const client of [...slow, ...quick]) await client.open()
    for (let second = 0; second < BURST_S; second++) {
      for (let note = 0; note < 30; note++) {
        quick[note % quick.length]?.stick(`${second}.${note} ${'x'.repeat(100)}`)
      }
      // The burst's pace.
      await delay(1_000)
    }
    const notes = 30 * BURST_S
    await until('the others have all', () => quick.every((client) => countIn(client) === notes))
    expect(slow.some((client) => countIn(client) < notes)).toBe(true)
    await until(
      'so have the slow ones',
      () => slow.every((client) => countIn(client) === notes),
      60_000,
    )
    expect([...slow, ...quick].flatMap((client) => client.closed() ?? [])).toEqual([])
    expect(slow.map(({ doc }) => doc.store.pendingStructs)).toEqual([null, null, null])
    for (const client of [...slow, ...quick]) client.vanish()
  })

  test(`[F31] 503 for ${OUTAGE_S} s: nobody knocks more often than 0.4 times a second, and all are back`, async (context) => {
    const { expect } = context
    const { server, board, random } = await givenHall(context)
    const kinds = await Promise.all(
      [...STOCK, 'own' as const].map(async (kind) => {
        const network = await startTcpProxy({ port: server.port })
        context.onTestFinished(() => network.close())
        network.answer(
          'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\n\r\n',
        )
        const isIn = await Promise.all(
          Array.from({ length: KNOCKERS }, async () => {
            const session = await board.join('Groupe A')
            if (kind !== 'own') {
              const { provider } = openStock(context, kind, network.url, session)
              return () => provider.synced
            }
            const own = openOwnClient({ origin: network.url, session, random })
            context.onTestFinished(own.close)
            return () => own.status().state === 'online'
          }),
        )
        return { network, isIn }
      }),
    )
    // The fault itself.
    await delay(OUTAGE_S * 1000)
    const since = performance.now() - 10_000
    for (const { network } of kinds) {
      const knocks = network.arrivals.filter((at) => at > since).length
      expect(knocks).toBeGreaterThan(0)
      expect(knocks).toBeLessThanOrEqual(0.4 * 10 * KNOCKERS + KNOCKERS)
      network.answer(undefined)
    }
    const areIn = () => kinds.every(({ isIn }) => isIn.every((is) => is()))
    await until('all are in', areIn, 30_000)
    expect(await readMetric(server.url, 'murmure_connections')).toBe(3 * KNOCKERS)
  })

  test(`[F39] ${ROOMS} rooms are opened and closed: none is left, no handle, no heap`, async ({
    expect,
  }) => {
    const { before, after } = await roomsComeAndGo(ROOMS, { isHurried: true })
    expect(after.handles).toBeLessThanOrEqual(before.handles)
    expect(after.heapKb - before.heapKb).toBeLessThan(4 * 1024)
  })
})
