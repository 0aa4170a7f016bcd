import { rm } from 'node:fs/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'

import { readCards } from '@murmure/shared/group-doc'
import { BEARER_PREFIX } from '@murmure/shared/protocol/frames'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

import { createRandom } from '../replay/chaos.ts'
import { createTestBoard, documentOf, type TestBoard } from '../support/board.ts'
import { runs, runSeed } from '../support/seed.ts'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'
import { openWriter, type Writer } from './writer.ts'

const WRITERS = 20
const KILLS = Math.min(200, runs(20))
/** Between two kills a third of these at least: more than 500 live notes of one person would be refused. */
const NOTES_MOST = Math.min(180, Math.floor((480 * WRITERS) / KILLS) - WRITERS)
/** How many turns of the loop the last notes have on their way before the process is gone. */
const TURNS_MORE = 12

test(
  `[F1] kill -9 while ${WRITERS} clients write, ${KILLS} times: nothing seen or SAVED is missing, nothing is twice`,
  { timeout: 60_000 + KILLS * 10_000 },
  async () => {
    let server = await startServer()
    onTestFinished(async () => {
      await server.stop()
      await rm(server.dataDir, { recursive: true, force: true })
    })
    const board = await createTestBoard(server.url)
    await board.command({ type: 'open', sectionId: 'bilan' })
    const writers = await openWriters(board)
    let seenInAll = 0
    let savedInAll = 0
    const random = createRandom(runSeed())

    for (let kill = 0; kill < KILLS; kill++) {
      await writeAWhile(writers, random)
      await server.kill()
      for (const { provider } of writers) provider.disconnect()
      const promised = promisesOf(writers)
      seenInAll = promised.seen.size
      savedInAll = promised.saved.size
      server = await startServer({ dataDir: server.dataDir, port: server.port })
      const stored = await readAll(board)
      expect([...promised.seen].filter((id) => !stored.has(id))).toEqual([])
      expect([...promised.saved].filter((id) => !stored.has(id))).toEqual([])
      for (const { provider } of writers) provider.connect()
      await until('all are back', () => writers.every(({ provider }) => provider.synced), 20_000)
    }

    // What nobody had seen comes again from the clients themselves, exactly once.
    const wanted = new Map(writers.flatMap(({ written }) => [...written]))
    await until(
      'every note is there',
      async () => (await readAll(board)).size === wanted.size,
      20_000,
    )
    expect(await readAll(board)).toEqual(wanted)
    expect(seenInAll).toBeGreaterThan(NOTES_MOST)
    expect(savedInAll).toBeGreaterThan(NOTES_MOST)
    for (const { provider } of writers) provider.destroy()
  },
)

async function openWriters(board: TestBoard): Promise<readonly Writer[]> {
  let serial = 0
  const writers: Writer[] = []
  for (let index = 0; index < WRITERS; index++) {
    const session = await board.join(index % 2 === 0 ? 'Groupe A' : 'Groupe B')
    writers.push(openWriter(board.origin, session, () => `Note ${++serial}`))
  }
  await until('all are in', () => writers.every(({ provider }) => provider.synced))
  return writers
}

/** Everybody writes, until the room is busy in mid-commit; how much, and when it is enough, the seed says. */
async function writeAWhile(writers: readonly Writer[], random: () => number): Promise<void> {
  const notes = Math.ceil((NOTES_MOST * (1 + 2 * random())) / 3)
  for (let note = 0; note < notes; note++) {
    writers[note % writers.length]?.write()
    if (random() < 0.3) await nextTurn()
  }
  const total = () => promisesOf(writers).seen.size
  const before = total()
  await until('others see some of it', () => total() > before)
  // Somewhere between two commits, or within one: where, the seed says.
  for (const writer of writers) if (random() < 0.5) writer.write()
  for (let turn = Math.floor(random() * TURNS_MORE); turn > 0; turn--) await nextTurn()
}

function promisesOf(writers: readonly Writer[]) {
  return {
    seen: new Set(writers.flatMap((writer) => writer.seen())),
    saved: new Set(writers.flatMap(({ saved }) => [...saved])),
  }
}

/** What a newcomer gets, who brings nothing: the server's own memory, id → words. */
async function readAll(board: TestBoard): Promise<ReadonlyMap<string, string>> {
  const notes = new Map<string, string>()
  for (const { kind, documentId } of board.facilitator.documents) {
    if (kind !== 'group') continue
    for (const card of await readGroup(board, board.facilitator, documentId)) {
      expect(notes.has(card.cardId), 'a note stands in two groups').toBe(false)
      notes.set(card.cardId, card.text)
    }
  }
  return notes
}

async function readGroup(board: TestBoard, session: CreatedSession, documentId: string) {
  const doc = new Y.Doc()
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
  await until('a newcomer is in', () => provider.synced)
  provider.destroy()
  return readCards(doc, documentOf(session, 'room'))
}
