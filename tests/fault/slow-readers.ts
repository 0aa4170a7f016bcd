import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'

import { cardsRoot } from '@murmure/shared/group-doc'
import type { TestContext } from 'vitest'

import { quantile } from '../bench/figures.ts'
import { readMetric } from '../support/metrics.ts'
import type { RunningServer } from '../support/server.ts'
import { until } from '../support/until.ts'
import type { BareClient } from './bare-client.ts'
import { groupClient } from './hall.ts'
import { countIn, givenQuietHall } from './quiet-hall.ts'
import { GHOSTS_GONE_MS } from './vanishing.ts'

/** sync.md: what one slow socket may make the server hold. */
const HELD_MAX = 256 * 1024
/** A phone behind thick walls. */
const SLOW = { delayMs: 300, bytesPerSecond: 8_000, loss: 0.02 }
const WATCHED = {
  env: {
    NODE_OPTIONS: `--import=${pathToFileURL(`${import.meta.dirname}/../support/watch-held.ts`).href}`,
  },
}

/** The sockets that hold so much that presence is dropped, and the most that one of them has held so far. */
function heldIn(server: RunningServer): { readonly sockets: number; readonly bytes: number } {
  const said = /.*held: ([0-9]+) sockets, ([0-9]+) bytes/s.exec(server.output())
  return { sockets: Number(said?.[1] ?? 0), bytes: Number(said?.[2] ?? 0) }
}

const NOTES_AT_ONCE = 10
/** Three times what the kernel takes. */
const NOTES_MOST = 1_500

/**
 * [F27] Four sockets stop reading: the server holds little for each, presence is dropped first, then everything;
 * the others notice nothing. One reads on and is caught up with; the rest are cut, and come back to all of it.
 */
export async function stopReading(context: TestContext): Promise<void> {
  const { expect } = context
  const { server, board, network } = await givenQuietHall(context, {}, WATCHED)
  const join = async (origin: string) => groupClient(origin, await board.join('Groupe A'))
  const group = board.created.groups[0]?.groupId
  const nadia = groupClient(network.url, board.facilitator, group)
  const deaf = [nadia, await join(network.url), await join(network.url), await join(network.url)]
  for (const client of deaf) await client.open()
  const [reader, early, late] = [
    await join(server.url),
    await join(server.url),
    await join(server.url),
  ]
  for (const client of [reader, early, late]) await client.open()
  early.show({ here: true })
  await until('who leads is shown who is there', () => nadia.roster.size === 1)
  for (const link of network.links()) link.stopReading()
  const metric = (name: string) => readMetric(server.url, name)
  const sent = (kind: string) => metric(`murmure_frames_sent_total{kind="${kind}"}`)

  // Until the buffers of the kernel are full, however much they hold; then until something waits in the server.
  // Who leads may have thousands of notes.
  const writer = groupClient(server.url, board.facilitator, group)
  await writer.open()
  let notes = 0
  const write = async (count: number, text: string) => {
    if (notes > NOTES_MOST) throw new Error('whoever reads nothing never falls behind')
    for (let note = 0; note < count; note++) writer.stick(text)
    notes += count
    // Its size alone: to read thousands of notes each time would take longer than to send them.
    await until('the others have them', () => cardsRoot(reader.doc).size === notes, 30_000)
  }
  while (heldIn(server).sockets < deaf.length) await write(NOTES_AT_ONCE, 'x'.repeat(9_000))
  late.show({ here: true })
  await write(1, 'Et pourtant')
  const lagging = () => metric('murmure_lagging_sockets')
  while ((await lagging()) < deaf.length) await write(NOTES_AT_ONCE, 'x'.repeat(9_000))
  const skipped = await sent('update')
  for (let note = 0; note < 10; note++) await write(NOTES_AT_ONCE, 'y'.repeat(9_000))
  await until('it is SAVED', () => writer.isSaved())
  // Those who read, and nobody else.
  expect(await sent('update')).toBeLessThanOrEqual(skipped + 4 * 10 * NOTES_AT_ONCE)
  expect(heldIn(server).bytes).toBeLessThan(HELD_MAX)

  network.links()[0]?.read()
  await until('who reads again has all', () => countIn(nadia) === notes)
  expect(nadia.closed()).toBeUndefined()
  // What she could do without was not put before what she could not.
  expect(nadia.roster.size).toBe(1)
  const left = [reader, early, late, writer, nadia]
  await until(
    'the others are cut',
    async () => (await metric('murmure_connections')) === left.length,
    GHOSTS_GONE_MS,
  )
  for (const client of deaf) {
    if (client === nadia) continue
    client.vanish()
    await client.open()
    expect(countIn(client)).toBe(notes)
  }
  expect(await metric('murmure_pending_documents')).toBe(0)
  for (const client of [...deaf, ...left]) client.vanish()
}

const QUICK = 12
const BASE_S = 4

/**
 * [F26] A fifth of the phones has 64 kbit/s, 600 ms and 2 % loss through a burst of thirty notes a second: the
 * others wait no longer than without them, nobody is cut, and all catch up.
 */
export async function burstOverSlowLines(context: TestContext, burstS: number): Promise<void> {
  const { expect } = context
  const { server, board, network } = await givenQuietHall(context, SLOW, WATCHED)
  const join = async (origin: string) => groupClient(origin, await board.join('Groupe A'))
  const quick = await Promise.all(Array.from({ length: QUICK }, () => join(server.url)))
  for (const client of quick) await client.open()
  const without = await burst(quick, BASE_S)
  const slow = [await join(network.url), await join(network.url), await join(network.url)]
  await Promise.all(slow.map((client) => client.open()))
  const beside = await burst(quick, burstS)
  const notes = 30 * (BASE_S + burstS)
  expect(slow.some((client) => countIn(client) < notes)).toBe(true)
  // Twice as long, and half a second for what else this machine does: who waited for them would wait for minutes.
  expect(quantile(beside, 0.99)).toBeLessThan(2 * quantile(without, 0.99) + 500)
  await until(
    'so have the slow ones',
    () => slow.every((client) => countIn(client) === notes),
    60_000,
  )
  expect([...slow, ...quick].flatMap((client) => client.closed() ?? [])).toEqual([])
  expect(slow.map(({ doc }) => doc.store.pendingStructs)).toEqual([null, null, null])
  expect(heldIn(server).bytes).toBeLessThan(HELD_MAX)
  for (const client of [...slow, ...quick]) client.vanish()
}

/** Thirty notes a second, in turn; resolves with the ms from each one's key to the last of the other phones. */
async function burst(clients: readonly BareClient[], seconds: number): Promise<readonly number[]> {
  const stuckAt = new Map<string, number>()
  const waits = new Map<string, number>()
  const stop = clients.map(({ doc }) => {
    const cards = cardsRoot(doc)
    const see = ({ keysChanged }: { readonly keysChanged: ReadonlySet<string> }) => {
      for (const cardId of keysChanged) {
        const at = stuckAt.get(cardId)
        if (at !== undefined) waits.set(cardId, performance.now() - at)
      }
    }
    cards.observe(see)
    return () => cards.unobserve(see)
  })
  for (let second = 0; second < seconds; second++) {
    for (let note = 0; note < 30; note++) {
      const cardId = clients[note % clients.length]?.stick(`${second}.${note} ${'x'.repeat(100)}`)
      if (cardId !== undefined) stuckAt.set(cardId, performance.now())
    }
    // The burst's pace.
    await delay(1_000)
  }
  const hasAll = (client: BareClient) =>
    [...stuckAt.keys()].every((cardId) => cardsRoot(client.doc).has(cardId))
  await until('the others have all', () => clients.every(hasAll))
  for (const end of stop) end()
  return [...waits.values()]
}
