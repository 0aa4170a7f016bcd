import { rm } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'

import { readCards } from '@murmure/shared/group-doc'
import { BEARER_PREFIX, MESSAGE, SYNC } from '@murmure/shared/protocol/frames'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

import { createTestBoard, documentOf, type TestBoard } from '../support/board.ts'
import { sized } from '../support/seed.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { readMetric } from '../support/metrics.ts'
import { until } from '../support/until.ts'
import { groupClient } from './hall.ts'
import { openRawSocket } from './raw-socket.ts'
import { openWriter, type Writer } from './writer.ts'

const WRITERS = 20
const STOPPED_S = sized(3, 30)

async function givenWriters(): Promise<{
  server: RunningServer
  readonly board: TestBoard
  readonly writers: readonly Writer[]
}> {
  const server = await startServer()
  const held = { server }
  onTestFinished(async () => {
    await held.server.stop()
    await rm(server.dataDir, { recursive: true, force: true })
  })
  const board = await createTestBoard(server.url)
  await board.command({ type: 'open', sectionId: 'bilan' })
  let serial = 0
  const writers = await Promise.all(
    Array.from({ length: WRITERS }, async () =>
      openWriter(board.origin, await board.join('Groupe A'), () => `Note ${++serial}`),
    ),
  )
  onTestFinished(() => writers.forEach(({ provider }) => provider.destroy()))
  await until('all are in', () => writers.every(({ provider }) => provider.synced))
  return Object.assign(held, { board, writers })
}

/** What a newcomer gets of group A: the server's own memory. */
async function storedNotes(board: TestBoard, session: CreatedSession): Promise<readonly string[]> {
  const doc = new Y.Doc()
  const documentId = documentOf(session, 'group', session.groupId)
  const provider = new WebsocketProvider(
    `${board.origin.replace('http', 'ws')}/sync`,
    `${session.boardId}/${documentId}`,
    doc,
    {
      protocols: [BEARER_PREFIX + session.token],
      disableBc: true,
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    },
  )
  await until('a newcomer is in', () => provider.synced, 20_000)
  provider.destroy()
  return readCards(doc, '').map(({ cardId }) => cardId)
}

test('[F8] SIGTERM while they write: what was SAVED or seen is there, the rest comes again, once', async () => {
  const given = await givenWriters()
  const { board, writers } = given
  const reader = await board.join('Groupe A')
  for (let note = 0; note < 100; note++) writers[note % WRITERS]?.write()
  await until('others see some of it', () => writers.some((writer) => writer.seen().length > 0))
  await given.server.stop()
  for (const { provider } of writers) provider.disconnect()
  const promised = new Set(writers.flatMap((writer) => [...writer.saved, ...writer.seen()]))
  const { dataDir, port } = given.server
  given.server = await startServer({ dataDir, port })
  const stored = new Set(await storedNotes(board, reader))
  expect([...promised].filter((id) => !stored.has(id))).toEqual([])
  expect(promised.size).toBeGreaterThan(0)
  for (const { provider } of writers) provider.connect()
  await until(
    'all is there, once',
    async () => (await storedNotes(board, reader)).length === 100,
    20_000,
  )
})

test(`[F35, one machine] the process is stopped for ${STOPPED_S} s and goes on: nobody loses anything, nothing is twice`, async () => {
  const { server, board, writers } = await givenWriters()
  const reader = await board.join('Groupe A')
  for (let note = 0; note < 60; note++) writers[note % WRITERS]?.write()
  process.kill(server.pid, 'SIGSTOP')
  for (let note = 0; note < 60; note++) writers[note % WRITERS]?.write()
  // The fault itself.
  await delay(STOPPED_S * 1000)
  process.kill(server.pid, 'SIGCONT')
  await until('all is there', async () => (await storedNotes(board, reader)).length === 120, 20_000)
  await until('all of it is SAVED', () =>
    writers.every(({ saved, written }) => saved.size === written.size),
  )
})

/** Far more than the kernel holds for a socket that nobody reads, in notes of two people. */
const LARGE = { notes: 350, text: 'x'.repeat(9_000) }
const DEAF = 10

test(`[F27] ${DEAF} sockets that ask for everything and never read a byte: the others are served, and nothing piles up`, async () => {
  const { server, board, writers } = await givenWriters()
  for (let person = 0; person < 2; person++) {
    const client = groupClient(server.url, await board.join('Groupe A'))
    await client.open()
    for (let note = 0; note < LARGE.notes; note++) client.stick(LARGE.text)
    await until('it is SAVED', () => client.isSaved(), 30_000)
    client.vanish()
  }
  const reader = await board.join('Groupe A')
  const documentId = documentOf(reader, 'group', reader.groupId)
  const everything = Uint8Array.of(MESSAGE.sync, SYNC.step1, 1, 0)
  for (let deaf = 0; deaf < DEAF; deaf++) {
    const { socket, send } = openRawSocket(server.port, { ...reader, documentId }, [everything])
    socket.pause()
    for (let again = 0; again < 3; again++) send(everything)
  }
  const metric = (name: string) => readMetric(server.url, name)
  const areBehind = async () => (await metric('murmure_lagging_sockets')) === DEAF
  await until('all of them are behind', areBehind, 30_000)
  const answers = await metric('murmure_frames_sent_total{kind="answer"}')
  for (let note = 0; note < 400; note++) writers[note % WRITERS]?.write()
  await until(
    'all have all',
    () =>
      writers.every(
        (writer) => writer.seen().length + writer.written.size === 400 + 2 * LARGE.notes,
      ),
    30_000,
  )
  // One answer fills such a socket; the other three were not even made.
  expect(await metric('murmure_frames_sent_total{kind="answer"}')).toBe(answers)
  expect(await metric('murmure_connections')).toBe(WRITERS + DEAF)
  expect(await metric('murmure_pending_documents')).toBe(0)
})
