import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { reoffer } from '@murmure/shared/actions/reoffer'
import { readCards } from '@murmure/shared/group-doc'
import { generationOf } from '@murmure/shared/ids'
import { BEARER_PREFIX } from '@murmure/shared/protocol/frames'
import { CreatedSession } from '@murmure/shared/protocol/http'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

import { createTestBoard, documentOf, type TestBoard } from '../support/board.ts'
import { runRestore } from '../support/restore.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { until } from '../support/until.ts'
import { openWriter, type Writer } from './writer.ts'

const CLIENTS = 100
const KILLS = 10

type Person = { readonly session: CreatedSession; readonly writer: Writer }

/** A server whose folder lives as long as the test, and one that follows it on the same port. */
async function givenServer() {
  const first = await startServer()
  const held = { server: first }
  onTestFinished(async () => {
    await held.server.stop()
    await rm(first.dataDir, { recursive: true, force: true })
  })
  const { dataDir, port } = first
  return Object.assign(held, {
    async restart(): Promise<RunningServer> {
      held.server = await startServer({ dataDir, port })
      return held.server
    },
  })
}

async function givenFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'murmure-backup-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** People of two groups, each connected by a stock client. */
async function givenPeople(board: TestBoard, count: number): Promise<readonly Person[]> {
  let serial = 0
  const people: Person[] = []
  for (let index = 0; index < count; index++) {
    const session = await board.join(index % 2 === 0 ? 'Groupe A' : 'Groupe B')
    people.push({ session, writer: openWriter(board.origin, session, () => `Note ${++serial}`) })
  }
  onTestFinished(() => people.forEach(({ writer }) => writer.provider.destroy()))
  await allSynced(people)
  return people
}

const allSynced = (people: readonly Person[]) =>
  until('all are in', () => people.every(({ writer }) => writer.provider.synced), 30_000)

/** Everybody writes a note, and is told that it is durable. */
async function writeOneEach(people: readonly Person[]): Promise<void> {
  for (const { writer } of people) writer.write()
  await until('all of it is SAVED', () =>
    people.every(({ writer }) => writer.saved.size === writer.written.size),
  )
}

const notesOf = (people: readonly Person[]): ReadonlyMap<string, string> =>
  new Map(people.flatMap(({ writer }) => [...writer.written]))

/** What a facilitator who brings nothing finds in all groups, id → words. A note that is there twice fails. */
async function readAll(
  board: TestBoard,
  session: CreatedSession,
): Promise<ReadonlyMap<string, string>> {
  const notes = new Map<string, string>()
  for (const { kind, documentId } of session.documents) {
    if (kind !== 'group') continue
    for (const { cardId, text } of await readGroup(board.origin, session, documentId)) {
      expect(notes.has(cardId)).toBe(false)
      notes.set(cardId, text)
    }
  }
  return notes
}

async function readGroup(origin: string, session: CreatedSession, documentId: string) {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(
    `${origin.replace('http', 'ws')}/sync`,
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
  return readCards(doc, '')
}

/** `POST /api/sessions` again, with the token. */
async function renew(origin: string, { token, boardId }: CreatedSession): Promise<CreatedSession> {
  const answer = await fetch(`${origin}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ boardId }),
  })
  expect(answer.status).toBe(201)
  return CreatedSession.parse(await answer.json())
}

/** The HTTP status that an upgrade of this document is answered with. */
function upgradeStatus(
  origin: string,
  session: CreatedSession,
  documentId: string,
): Promise<number | undefined> {
  const socket = new WebSocket(
    `${origin.replace('http', 'ws')}/sync/${session.boardId}/${documentId}`,
    [BEARER_PREFIX + session.token],
  )
  return new Promise((resolve, reject) => {
    socket.on('unexpected-response', (_request, response) => {
      response.resume()
      resolve(response.statusCode)
    })
    socket.on('open', () => {
      socket.close()
      resolve(101)
    })
    socket.on('error', reject)
  })
}

const idsOf = ({ documents }: CreatedSession) => documents.map(({ documentId }) => documentId)

/** A counter of `/metrics`, all its labels added up. */
async function metric({ url }: RunningServer, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const lines = text.split('\n').filter((line) => line.startsWith(name))
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)
}

/** Nobody was muted, taken for an attacker or asked to repair anything. */
async function expectPeace(server: RunningServer): Promise<void> {
  for (const name of ['refusals_total', 'frozen_total', 'reloads_total', 'pending_documents'])
    expect([name, await metric(server, `murmure_${name}`)]).toEqual([name, 0])
}

/** As our client does on 4410: the token's new ids, a fresh document, own notes that it lacks under their ids. */
async function comeBack(board: TestBoard, { session, writer }: Person): Promise<Person> {
  writer.provider.destroy()
  const renewed = await renew(board.origin, session)
  expect(renewed.participantId).toBe(session.participantId)
  expect(idsOf(renewed).filter((id) => idsOf(session).includes(id))).toEqual([])
  const fresh = openWriter(board.origin, renewed, () => '')
  onTestFinished(() => fresh.provider.destroy())
  await until('synced', () => fresh.provider.synced, 20_000)
  reoffer(fresh.doc, {
    made: [...writer.written].map(([key, text]) => ({
      root: 'cards',
      key,
      fields: { text, columnId: 'apporte', at: 1 },
    })),
    changes: [],
  })
  for (const [id, text] of writer.written) fresh.written.set(id, text)
  return { session: renewed, writer: fresh }
}

test(`[F12] a backup is restored, ${CLIENTS} clients with newer history return: 410, nothing exchanged, own notes back, none twice`, async () => {
  const given = await givenServer()
  const board = await createTestBoard(given.server.url)
  await board.command({ type: 'open', sectionId: 'bilan' })
  const people = await givenPeople(board, CLIENTS)
  await writeOneEach(people)
  const backedUp = new Map(notesOf(people))
  await given.server.stop()
  const backup = await givenFolder()
  await cp(given.server.dataDir, backup, { recursive: true })
  await given.restart()
  await allSynced(people)
  await writeOneEach(people)
  const newer = notesOf(people)
  expect(newer.size).toBe(2 * CLIENTS)

  await given.server.kill()
  const gone = countAnswers(people)
  const run = await runRestore(given.server.dataDir, [backup])
  expect(run).toMatchObject({ code: 0, output: expect.stringContaining('La sauvegarde est en') })
  await given.restart()

  // The clients come back by themselves, under the ids that they have, and are sent away before anything.
  await until('everybody was told 410', () => people.every((_, index) => gone(index) >= 1), 30_000)
  expect(people.filter(({ writer }) => writer.provider.synced)).toEqual([])
  const facilitator = await renew(board.origin, board.facilitator)
  expect(await readAll(board, facilitator)).toEqual(backedUp)
  expect(new Set(idsOf(facilitator).map(generationOf)).size).toBe(1)

  const returned = await Promise.all(people.map((person) => comeBack(board, person)))
  await until('all is there', async () => {
    return (await readAll(board, facilitator)).size === newer.size
  })
  expect(await readAll(board, facilitator)).toEqual(newer)
  // They go on as if nothing had been.
  await writeOneEach(returned)
  expect(await readAll(board, facilitator)).toEqual(notesOf(returned))
  await expectPeace(given.server)
})

/** How often each of these clients was answered 410. */
function countAnswers(people: readonly Person[]): (index: number) => number {
  const counts = people.map(() => 0)
  for (const [index, { writer }] of people.entries()) {
    writer.provider.on('connection-error', (event) => {
      if ('message' in event && String(event.message).endsWith('410'))
        counts[index] = (counts[index] ?? 0) + 1
    })
  }
  return (index) => counts[index] ?? 0
}
