import { setTimeout as delay } from 'node:timers/promises'

import { readCards } from '@murmure/shared/group-doc'
import { MESSAGE } from '@murmure/shared/protocol/frames'

import { quantile } from '../bench/figures.ts'
import { cpuMs } from '../bench/usage.ts'
import { type LoopDelay, readLoopDelay, readMetric, readMetrics } from '../support/metrics.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'
import { until } from '../support/until.ts'
import type { BareClient } from './bare-client.ts'
import { groupClient, joinAll, openRealHall, type RealHall, roomClient } from './hall.ts'

/** What F28 comes to, as the server, the facilitator and the phones saw it. */
export type Return = {
  readonly people: number
  readonly sockets: number
  /** From the attempt to connect until the content is there. */
  readonly syncedP99Ms: number
  /** From the first attempt until the last of all is there. */
  readonly allSyncedMs: number
  /** What the server computed from the first attempt until the last was there. */
  readonly cpuMs: number
  readonly loop: LoopDelay
  /** Connections that it took: one each. */
  readonly attempts: number
  /** The most people that any ROOM frame spoke of, and the most that a facilitator was shown. */
  readonly mostPeople: number
  readonly mostShown: number
  /** Whom the facilitator is shown when the ghosts are gone. */
  readonly shownInTheEnd: number
  /** When the last dead socket was gone, counted from the first return. */
  readonly ghostsGoneMs: number
  readonly notes: number
  readonly refusals: number
  /** Documents that hold what cannot be integrated. */
  readonly pending: number
}

export type ReturnOptions = {
  readonly people: number
  readonly random: () => number
  /** The core of the server. */
  readonly core?: number
}

const NOTES_BEFORE = 2
/** The access point is back: phones find it within so many ms. */
const WITHIN_MS = 2_000
const OPEN_AT_ONCE = 20
/** A condition that takes longer is a failure, on any machine. */
const LONG_MS = 60_000

/**
 * [F28] The access point restarts: everybody vanishes without FIN or RST, each writes one note meanwhile, and
 * all are back within two seconds, on new sockets, while the server still believes in the old ones.
 */
export async function hallReturns({ people, random, core }: ReturnOptions): Promise<Return> {
  const hall = await openRealHall(core === undefined ? {} : { core })
  try {
    return await vanishAndReturn(hall, people, random)
  } finally {
    await hall.stop()
  }
}

async function vanishAndReturn(
  hall: RealHall,
  people: number,
  random: () => number,
): Promise<Return> {
  const { server, board } = hall
  const network = await startTcpProxy({ port: server.port })
  const facilitators = await openFacilitator(hall)
  const sessions = await joinAll(board, people)
  const writers = sessions.map((session) => groupClient(network.url, session))
  const clients = [...writers, ...sessions.map((session) => roomClient(network.url, session))]
  for (const some of inTurns(clients)) await Promise.all(some.map((client) => client.open()))
  for (const writer of writers) writer.show({ here: true })
  for (let note = 0; note < NOTES_BEFORE; note++)
    for (const writer of writers) writer.stick(`Avant ${note}`)
  const notes = () => sum(facilitators.map(({ doc }) => readCards(doc, '').length))
  const shown = () => sum(facilitators.map(({ roster }) => roster.size))
  await until('all is written', () => notes() === NOTES_BEFORE * people, LONG_MS)
  await until('all are shown', () => shown() === people, LONG_MS)

  for (const link of network.links()) link.freeze()
  for (const client of clients) client.vanish()
  for (const writer of writers) writer.stick('Pendant')
  const attempts = network.arrivals.length
  for (const client of facilitators) client.takePeaks()
  await readLoopDelay(server.url)
  const cpuBefore = await cpuMs(server.pid)
  const startedAt = performance.now()
  const times = await Promise.all(
    clients.map((client, index) =>
      comeBack(client, { afterMs: random() * WITHIN_MS, shows: index < writers.length }),
    ),
  )
  const allSyncedMs = performance.now() - startedAt
  const spent = (await cpuMs(server.pid)) - cpuBefore
  const loop = await readLoopDelay(server.url)

  await until('all is SAVED', () => writers.every((writer) => writer.isSaved()), LONG_MS)
  await until('all is there', () => notes() === (NOTES_BEFORE + 1) * people, LONG_MS)
  const open = clients.length + facilitators.length
  const connections = () => readMetric(server.url, 'murmure_connections')
  await until('the ghosts are gone', async () => (await connections()) === open, LONG_MS)
  const ghostsGoneMs = performance.now() - startedAt
  // What the ghosts took along is told by then: it was due before these, who are shown last.
  const lastly = await openOneEach(hall)
  const peaks = facilitators.map((client) => client.takePeaks())
  for (const client of lastly) client.show({ here: true })
  const areShown = () =>
    lastly.every(({ session: { participantId } }) =>
      facilitators.some(({ roster }) => [...roster.values()].includes(participantId)),
    )
  await until('they are shown', areShown)
  const shownInTheEnd = shown() - lastly.length
  const metrics = await readMetrics(server.url)
  const figures: Return = {
    people,
    sockets: clients.length,
    syncedP99Ms: quantile(times, 0.99),
    allSyncedMs,
    cpuMs: spent,
    loop,
    attempts: network.arrivals.length - attempts,
    mostPeople: Math.max(...peaks.map((peak) => peak.people)),
    mostShown: sum(peaks.map((peak) => peak.shown)),
    shownInTheEnd,
    ghostsGoneMs,
    notes: notes(),
    refusals: sum(clients.map((client) => client.count(MESSAGE.refused))),
    pending: metrics.get('murmure_pending_documents') ?? Number.NaN,
  }
  for (const client of [...clients, ...facilitators, ...lastly]) client.vanish()
  await network.close()
  return figures
}

/** She has every group open, and the room document, over a network that stays. */
async function openFacilitator({ server, board }: RealHall): Promise<readonly BareClient[]> {
  const { facilitator, created } = board
  const clients = [
    ...created.groups.map(({ groupId }) => groupClient(server.url, facilitator, groupId)),
    roomClient(server.url, facilitator),
  ]
  await Promise.all(clients.map((client) => client.open()))
  return clients
}

/** One more person in each group, over a network that stays. */
async function openOneEach({ server, board }: RealHall): Promise<readonly BareClient[]> {
  const clients = await Promise.all(
    board.created.groups.map(async ({ name }) => groupClient(server.url, await board.join(name))),
  )
  await Promise.all(clients.map((client) => client.open()))
  return clients
}

/** A stock client that shows itself does so as soon as its socket is open. */
async function comeBack(
  client: BareClient,
  { afterMs, shows }: { readonly afterMs: number; readonly shows: boolean },
): Promise<number> {
  await delay(afterMs)
  const opening = client.open()
  if (shows) client.socket()?.once('open', () => client.show({ here: true }))
  return opening
}

function* inTurns<Value>(values: readonly Value[]): Generator<readonly Value[]> {
  for (let at = 0; at < values.length; at += OPEN_AT_ONCE) yield values.slice(at, at + OPEN_AT_ONCE)
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
