import { setTimeout as delay } from 'node:timers/promises'

import { cardsRoot, readCards } from '@murmure/shared/group-doc'
import { BEARER_PREFIX, MESSAGE, SUBPROTOCOL } from '@murmure/shared/protocol/frames'
import * as Y from 'yjs'

import { quantile } from '../bench/figures.ts'
import { cpuMs } from '../bench/usage.ts'
import { openWire } from '../bench/wire.ts'
import { createTestBoard, documentOf, type TestBoard } from '../support/board.ts'
import { type LoopDelay, readLoopDelay, readMetric } from '../support/metrics.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'
import type { BareClient } from './bare-client.ts'
import { deleteSetBytes, fillDocument, type Past, rangesIn, writePast } from './fill-document.ts'
import { groupClient, openRealHall } from './hall.ts'

const LONG_MS = 60_000

type Pinned = { readonly core?: number }

/** A server whose group A has a past, just started: nothing of it is in memory yet. */
async function openHallWithPast(past: Past, pinned: Pinned) {
  const first = await openRealHall()
  const groupId = first.board.created.groups[0]?.groupId
  const documentId = documentOf(first.board.facilitator, 'group', groupId)
  const bytes = writePast(past)
  await first.server.stop()
  const { dataDir, port } = first.server
  await fillDocument(dataDir, documentId, bytes)
  const server = await startServer({ dataDir, port, ...pinned })
  return {
    board: first.board,
    server,
    bytes,
    documentId,
    async stop() {
      await server.stop()
      // The first process is gone; its folder goes now.
      await first.stop()
    },
  }
}

export type Joins = {
  readonly joins: number
  readonly documentKb: number
  readonly p99Ms: number
  readonly lastMs: number
  /** What the server computed, on however busy a machine. */
  readonly cpuMs: number
  readonly loop: LoopDelay
  /** Different answers that were given. */
  readonly answers: number
  readonly connections: number
}

export type JoinOptions = Pinned &
  Past & {
    readonly joins: number
    readonly withinMs: number
    readonly random: () => number
  }

/** [F15] A hall joins an old, large group within a second. */
export async function manyJoin(options: JoinOptions): Promise<Joins> {
  const { joins, withinMs, random, ...past } = options
  const hall = await openHallWithPast(past, past)
  const { server, board, bytes, documentId } = hall
  const sessions = await Promise.all(Array.from({ length: joins }, () => board.join('Groupe A')))
  await readLoopDelay(server.url)
  const cpuBefore = await cpuMs(server.pid)
  const startedAt = performance.now()
  const joined = await Promise.all(
    sessions.map(async ({ boardId, token }) => {
      await delay(random() * withinMs)
      const from = performance.now()
      const wire = await openWire({
        url: `${server.url.replace('http', 'ws')}/sync/${boardId}/${documentId}`,
        protocols: [SUBPROTOCOL, BEARER_PREFIX + token],
      })
      const size = await wire.pull()
      return { wire, size, ms: performance.now() - from }
    }),
  )
  const lastMs = performance.now() - startedAt
  const figures: Joins = {
    joins,
    documentKb: Math.round(bytes.length / 1000),
    p99Ms: quantile(
      joined.map(({ ms }) => ms),
      0.99,
    ),
    lastMs,
    cpuMs: (await cpuMs(server.pid)) - cpuBefore,
    loop: await readLoopDelay(server.url),
    answers: new Set(joined.map(({ size }) => size)).size,
    connections: await readMetric(server.url, 'murmure_connections'),
  }
  for (const { wire } of joined) wire.socket.terminate()
  await hall.stop()
  return figures
}

export type Deletions = {
  readonly people: number
  readonly ranges: number
  /** Of the delete set alone, as each of them sends it. */
  readonly deletedKb: number
  readonly allSavedMs: number
  readonly cpuMs: number
  readonly loop: LoopDelay
  readonly refusals: number
  readonly closes: number
  /** New notes that are there at the end. */
  readonly notes: number
}

/**
 * [F48] After a restart all come back at once, each with the whole delete set of a long day, and a new note. The
 * event loop is watched for `watchMs` from then on: the 99th of fewer than a hundred samples is their longest.
 */
export async function deletionsReturn(
  options: Pinned & Past & { readonly people: number; readonly watchMs?: number },
): Promise<Deletions> {
  const { people, watchMs = 0, ...past } = options
  const hall = await openHallWithPast(past, past)
  const { server, board, bytes } = hall
  const clients = await Promise.all(
    Array.from({ length: people }, async () =>
      groupClient(server.url, await board.join('Groupe A')),
    ),
  )
  for (const client of clients) {
    Y.applyUpdate(client.doc, bytes)
    client.stick('Au retour')
  }
  await readLoopDelay(server.url)
  const cpuBefore = await cpuMs(server.pid)
  const startedAt = performance.now()
  await Promise.all(clients.map((client) => client.open()))
  await until('all is SAVED', () => clients.every((client) => client.isSaved()), LONG_MS)
  const allSavedMs = performance.now() - startedAt
  const spent = (await cpuMs(server.pid)) - cpuBefore
  await delay(Math.max(0, watchMs - allSavedMs))
  const loop = await readLoopDelay(server.url)
  const newcomer = groupClient(server.url, await board.join('Groupe A'))
  await newcomer.open()
  const figures: Deletions = {
    people,
    ranges: rangesIn(bytes),
    deletedKb: Math.round(deleteSetBytes(bytes) / 1024),
    allSavedMs,
    cpuMs: spent,
    loop,
    refusals: clients.reduce((sum, client) => sum + client.count(MESSAGE.refused), 0),
    closes: clients.filter((client) => client.closed() !== undefined).length,
    notes: readCards(newcomer.doc, '').length - past.notes,
  }
  for (const client of [...clients, newcomer]) client.vanish()
  await hall.stop()
  return figures
}

export type MadRoom = {
  readonly quietRooms: number
  /** What the mad room's people wrote, and how much of it is there. */
  readonly written: number
  readonly kept: number
  readonly perSecond: number
  /** How long the burst at the beginning was worked on, and the longest that a quiet note waited meanwhile. */
  readonly backlogMs: number
  readonly quietMostMs: number
  readonly quietNotes: number
  readonly quietP50Ms: number
  readonly quietP99Ms: number
  readonly loop: LoopDelay
}

export type MadOptions = Pinned & {
  readonly quietRooms: number
  readonly perSecond: number
  readonly seconds: number
  /** What each of the mad room's people sends at once, before all that. */
  readonly atOnce: number
}

const MAD_PEOPLE = 20
const GROUPS_PER_BOARD = 40
/** Signs that one person may have in one note. */
const SIGNS_MAX = 9_000

/** [F41] One room at a thousand operations a second, and many in which somebody writes a note now and then. */
export async function madRoom(options: MadOptions): Promise<MadRoom> {
  const { quietRooms, seconds, core } = options
  const hall = await openRealHall(core === undefined ? {} : { core })
  const { server, board } = hall
  const mad = await Promise.all(
    Array.from({ length: MAD_PEOPLE }, async () =>
      groupClient(server.url, await board.join('Groupe A')),
    ),
  )
  const quiet = await openQuietRooms(server.url, quietRooms)
  for (const client of [...mad, ...quiet.flatMap((pair) => [pair.writer, pair.reader])]) {
    await client.open()
  }
  const texts = mad.map((client) => textOf(client, client.stick('')))
  const burst = await burstInto(mad, texts, quiet, options.atOnce)
  const perTurn = Math.ceil(options.perSecond / 100)
  let written = 0
  await readLoopDelay(server.url)
  const startedAt = performance.now()
  const typing = setInterval(() => {
    const due = Math.floor(((performance.now() - startedAt) / 10) * perTurn)
    for (; written < due; written++) {
      const text = texts[written % texts.length]
      if (text && text.length < SIGNS_MAX) text.insert(text.length, 'x')
    }
  }, 10)
  const waits: number[] = []
  await Promise.all(
    quiet.map(async (pair, index) => {
      await delay((1_000 * index) / quiet.length)
      for (let note = 0; note < seconds; note++) {
        waits.push(await pair.say(note))
        await delay(1_000)
      }
    }),
  )
  clearInterval(typing)
  const elapsedS = (performance.now() - startedAt) / 1000
  const loop = await readLoopDelay(server.url)
  await until('all is SAVED', () => mad.every((client) => client.isSaved()), LONG_MS)
  const newcomer = groupClient(server.url, await board.join('Groupe A'))
  await newcomer.open()
  const kept = readCards(newcomer.doc, '').reduce((sum, { text }) => sum + text.length, 0)
  for (const client of [...mad, newcomer]) client.vanish()
  for (const { writer, reader } of quiet) for (const client of [writer, reader]) client.vanish()
  await hall.stop()
  return {
    quietRooms,
    written: written + options.atOnce * mad.length,
    kept,
    ...burst,
    perSecond: Math.round(written / elapsedS),
    quietNotes: waits.length,
    quietP50Ms: quantile(waits, 0.5),
    quietP99Ms: quantile(waits, 0.99),
    loop,
  }
}

/** More at once than a tick takes; in each quiet room somebody writes a note meanwhile. */
async function burstInto(
  mad: readonly BareClient[],
  texts: readonly Y.Text[],
  quiet: readonly Quiet[],
  atOnce: number,
): Promise<Pick<MadRoom, 'backlogMs' | 'quietMostMs'>> {
  const startedAt = performance.now()
  for (let op = 0; op < atOnce; op++) for (const text of texts) text.insert(text.length, 'x')
  const waits = Promise.all(quiet.map((pair) => pair.say(0)))
  await until('the burst is SAVED', () => mad.every((client) => client.isSaved()), LONG_MS)
  const backlogMs = performance.now() - startedAt
  return { backlogMs, quietMostMs: Math.max(...(await waits)) }
}

type Quiet = {
  readonly writer: BareClient
  readonly reader: BareClient
  /** A note is written; resolves with the milliseconds until the other has it. */
  say(number: number): Promise<number>
}

async function openQuietRooms(origin: string, count: number): Promise<readonly Quiet[]> {
  const rooms: Quiet[] = []
  while (rooms.length < count) {
    const names = Array.from(
      { length: Math.min(GROUPS_PER_BOARD, count - rooms.length) },
      (_, index) => `Groupe ${index}`,
    )
    const board = await createTestBoard(origin, 'Calme', { groups: names })
    rooms.push(...board.created.groups.map(({ groupId }) => quietRoom(origin, board, groupId)))
  }
  return rooms
}

function quietRoom(origin: string, { facilitator }: TestBoard, groupId: string): Quiet {
  const writer = groupClient(origin, facilitator, groupId)
  const reader = groupClient(origin, facilitator, groupId)
  return {
    writer,
    reader,
    say: (number) =>
      new Promise((resolve) => {
        const startedAt = performance.now()
        reader.doc.once('update', () => resolve(performance.now() - startedAt))
        writer.stick(`Calme ${number}`)
      }),
  }
}

function textOf({ doc }: BareClient, cardId: string): Y.Text {
  const text: unknown = cardsRoot(doc).get(cardId)?.get('text')
  if (!(text instanceof Y.Text)) throw new Error('a note without text')
  return text
}
