import { rm } from 'node:fs/promises'
import { connect } from 'node:net'

import { readCards } from '@murmure/shared/group-doc'
import { BEARER_PREFIX } from '@murmure/shared/protocol/frames'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

import { createTestBoard, documentOf, type TestBoard } from '../support/board.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { until } from '../support/until.ts'
import { openWriter, type Writer } from './writer.ts'

const WRITERS = 20

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

test('[F35, one machine] the process is stopped for a while and goes on: nobody loses anything, nothing is twice', async () => {
  const { server, board, writers } = await givenWriters()
  const reader = await board.join('Groupe A')
  for (let note = 0; note < 60; note++) writers[note % WRITERS]?.write()
  process.kill(server.pid, 'SIGSTOP')
  for (let note = 0; note < 60; note++) writers[note % WRITERS]?.write()
  // The fault itself: three seconds without a server.
  await new Promise((resolve) => setTimeout(resolve, 3_000))
  process.kill(server.pid, 'SIGCONT')
  await until('all is there', async () => (await storedNotes(board, reader)).length === 120, 20_000)
  await until('all of it is SAVED', () =>
    writers.every(({ saved, written }) => saved.size === written.size),
  )
})

test('[F27] thirty sockets that never read a byte: the others are served', async () => {
  const { server, board, writers } = await givenWriters()
  const reader = await board.join('Groupe A')
  const path = `/sync/${reader.boardId}/${documentOf(reader, 'group', reader.groupId)}`
  const sockets = Array.from({ length: 30 }, () => {
    const socket = connect(server.port, '127.0.0.1')
    socket.pause()
    // An upgrade by hand, and the question for everything: its answer is never read.
    socket.write(
      [
        `GET ${path} HTTP/1.1`,
        `Host: 127.0.0.1:${server.port}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        `Sec-WebSocket-Protocol: ${BEARER_PREFIX}${reader.token}`,
        '\r\n',
      ].join('\r\n'),
    )
    return socket
  })
  onTestFinished(() => sockets.forEach((socket) => socket.destroy()))
  const operator = () => fetch(`${server.url}/metrics`).then((answer) => answer.text())
  await until('they are connected', async () =>
    (await operator()).includes(`murmure_connections ${WRITERS + 30}`),
  )
  for (let note = 0; note < 400; note++) writers[note % WRITERS]?.write()
  await until('all have all', () =>
    writers.every((writer) => writer.seen().length + writer.written.size === 400),
  )
  expect(await operator()).toContain('murmure_pending_documents 0')
})
