import { readdir, readFile, rm } from 'node:fs/promises'

import { heldBytes, runningTimers } from '../bench/usage.ts'
import { createTestBoard } from '../support/board.ts'
import { readMetric } from '../support/metrics.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { until } from '../support/until.ts'
import { createBareClient } from './bare-client.ts'

/** What is left of F39 when every room is closed. */
export type Rooms = {
  readonly rooms: number
  readonly before: Held
  readonly after: Held
  /** What each room that came and went left behind, in bytes, after full collections. */
  readonly bytesPerRoom: number
  /** Sockets on which the server agreed to deflate: each would hold a window of its own. */
  readonly deflated: number
}

/** Of the server's process. */
export type Held = {
  readonly heapKb: number
  readonly rssMb: number
  readonly handles: number
  readonly timers: number
}

const GROUPS_PER_BOARD = 40
/** With the room document and the wall. */
const ROOMS_PER_BOARD = GROUPS_PER_BOARD + 2
const OPEN_AT_ONCE = 21
/** Half a minute without anybody, and the next sweep. */
const UNLOADED_MS = 90_000
/** Longer than Fastify keeps a socket alive for another request. */
const HANDLES_MS = 75_000
/** What is compiled and cached by then belongs to no room. */
const WARM_UP_BOARDS = 2

/**
 * [F39] [F40] So many rooms are opened, written in and closed, by clients that offer to be sent deflated frames,
 * until the server has forgotten all of them. In a hurry what it held before is not waited for either: then the
 * rooms of the warm-up are in that figure.
 */
export async function roomsComeAndGo(
  rooms: number,
  { isHurried = false }: { readonly isHurried?: boolean } = {},
): Promise<Rooms> {
  const server = await startServer({
    env: { NODE_OPTIONS: '--inspect=127.0.0.1:0', TRUST_PROXY: 'loopback' },
  })
  try {
    let deflated = 0
    for (let board = 0; board < WARM_UP_BOARDS; board++) deflated += await useBoard(server, board)
    if (!isHurried) await untilEmpty(server)
    const before = await heldBy(server)
    const boards = Math.ceil(rooms / ROOMS_PER_BOARD)
    for (let board = 0; board < boards; board++)
      deflated += await useBoard(server, WARM_UP_BOARDS + board)
    await untilEmpty(server)
    // A socket that was kept alive for the next request, or is on its way out, is none that was left behind.
    const isLeft = async () => (await openHandles(server)) > before.handles
    await until('no handle is left', async () => !(await isLeft()), HANDLES_MS)
    const after = await heldBy(server)
    const grown = (after.heapKb - before.heapKb) * 1024
    const opened = boards * ROOMS_PER_BOARD
    return { rooms: opened, before, after, bytesPerRoom: Math.round(grown / opened), deflated }
  } finally {
    await server.stop()
    await rm(server.dataDir, { recursive: true, force: true })
  }
}

/** Resolves with the sockets that were deflated. */
async function useBoard({ url }: RunningServer, number: number): Promise<number> {
  const names = Array.from({ length: GROUPS_PER_BOARD }, (_, index) => `Groupe ${index}`)
  const address = `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`
  const board = await createTestBoard(url, 'Essai', { groups: names, address })
  const { facilitator: session } = board
  let deflated = 0
  for (let at = 0; at < session.documents.length; at += OPEN_AT_ONCE) {
    const clients = session.documents.slice(at, at + OPEN_AT_ONCE).map(({ documentId, kind }) => ({
      kind,
      client: createBareClient({ origin: url, session, documentId, deflate: true }),
    }))
    await Promise.all(clients.map(({ client }) => client.open()))
    const writers = clients.filter(({ kind }) => kind === 'group').map(({ client }) => client)
    for (const writer of writers) writer.stick('Une idée')
    await until('all is SAVED', () => writers.every((writer) => writer.isSaved()))
    for (const { client } of clients) {
      if (client.socket()?.extensions !== '') deflated += 1
      client.vanish()
    }
  }
  return deflated
}

async function untilEmpty({ url }: RunningServer): Promise<void> {
  const isEmpty = async () =>
    (await readMetric(url, 'murmure_rooms')) === 0 &&
    (await readMetric(url, 'murmure_connections')) === 0
  await until('every room is closed', isEmpty, UNLOADED_MS)
}

async function heldBy(server: RunningServer): Promise<Held> {
  const inspector = /ws:\/\/127\.0\.0\.1:[0-9]+\/[0-9a-f-]+/.exec(server.output())?.[0] ?? ''
  const heapKb = Math.round((await heldBytes(inspector)) / 1024)
  const status = await readFile(`/proc/${server.pid}/status`, 'utf8')
  const rssMb = Math.round(Number(/VmRSS:\s+([0-9]+)/.exec(status)?.[1]) / 1024)
  const handles = await openHandles(server)
  const timers = await runningTimers(inspector)
  return { heapKb, rssMb, handles, timers }
}

const openHandles = async ({ pid }: RunningServer) => (await readdir(`/proc/${pid}/fd`)).length
