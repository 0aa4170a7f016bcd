import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { reoffer } from '@murmure/shared/actions/reoffer'
import { readCards } from '@murmure/shared/group-doc'
import { BEARER_PREFIX } from '@murmure/shared/protocol/frames'
import { CreatedSession } from '@murmure/shared/protocol/http'
import { FRAMES_TYPE } from '@murmure/shared/protocol/parcels'
import { expect, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

import { createTestBoard, type TestBoard } from '../support/board.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { until } from '../support/until.ts'
import { openWriter, type Writer } from './writer.ts'

type Person = { readonly session: CreatedSession; readonly writer: Writer }

/** A server whose folder lives as long as the test, and one that follows it on the same port. */
export async function givenServer() {
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

/** An empty folder for a copy. */
export async function givenFolder(): Promise<string> {
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

/** A wall that so many people have written on, a note each, and one beside it. `older`: what they wrote. */
export async function givenWall(count: number) {
  const given = await givenServer()
  const board = await createTestBoard(given.server.url)
  const other = await createTestBoard(given.server.url, 'Autre')
  await board.command({ type: 'open', sectionId: 'bilan' })
  const people = await givenPeople(board, count)
  await writeOneEach(people)
  return { given, dataDir: given.server.dataDir, board, other, people, older: notesOf(people) }
}

/** The same, a copy of its folder, and what has been written since. `newer`: all of it. */
export async function givenWallAndBackup(count: number) {
  const wall = await givenWall(count)
  const { given, dataDir, people } = wall
  await given.server.stop()
  const backup = await givenFolder()
  await cp(dataDir, backup, { recursive: true })
  await given.restart()
  await allSynced(people)
  await writeOneEach(people)
  return { ...wall, backup, newer: notesOf(people) }
}

/** Everybody comes back with what they hold: in the end the wall has exactly these notes. Who they are now. */
export async function expectAllBack(
  board: TestBoard,
  facilitator: CreatedSession,
  people: readonly Person[],
): Promise<readonly Person[]> {
  const wanted = notesOf(people)
  const returned = await Promise.all(people.map((person) => comeBack(board, person)))
  const isThere = async () => (await readAll(board, facilitator)).size === wanted.size
  await until('all is there', isThere)
  expect(await readAll(board, facilitator)).toEqual(wanted)
  return returned
}

/** Resolves when everybody has the server's content. */
export const allSynced = (people: readonly Person[]) =>
  until('all are in', () => people.every(({ writer }) => writer.provider.synced), 30_000)

/** Everybody writes a note, and is told that it is durable. */
export async function writeOneEach(people: readonly Person[]): Promise<void> {
  for (const { writer } of people) writer.write()
  await until('all of it is SAVED', () =>
    people.every(({ writer }) => writer.saved.size === writer.written.size),
  )
}

/** All that they wrote, id → words. */
export const notesOf = (people: readonly Person[]): ReadonlyMap<string, string> =>
  new Map(people.flatMap(({ writer }) => [...writer.written]))

/** What a facilitator who brings nothing finds in all groups, id → words. A note that is there twice fails. */
export async function readAll(
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
export async function renew(
  origin: string,
  { token, boardId }: CreatedSession,
): Promise<CreatedSession> {
  const answer = await fetch(`${origin}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ boardId }),
  })
  expect(answer.status).toBe(201)
  return CreatedSession.parse(await answer.json())
}

/** The HTTP status that an upgrade of this document is answered with. */
export function upgradeStatus(
  origin: string,
  session: CreatedSession,
  documentId = '',
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

/** What an old id is answered where no websocket passes: at the post of frames, and at the poll. */
export function statusesWithoutSocket(origin: string, session: CreatedSession) {
  const [documentId = ''] = idsOf(session)
  const headers = { authorization: `Bearer ${session.token}`, 'content-type': FRAMES_TYPE }
  const url = `${origin}/sync/${session.boardId}`
  return Promise.all([
    fetch(`${url}/${documentId}`, { method: 'POST', headers, body: '' }).then(statusOf),
    fetch(`${url}?since=${documentId}:0`, { headers }).then(statusOf),
  ])
}

const statusOf = ({ status }: Response) => status

/** The ids of all of a session's documents. */
export const idsOf = ({ documents }: CreatedSession) =>
  documents.map(({ documentId }) => documentId)

/** A counter of `/metrics`, all its labels added up. */
async function metric({ url }: RunningServer, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const lines = text.split('\n').filter((line) => line.startsWith(name))
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)
}

/** Nobody was muted, taken for an attacker or asked to repair anything. */
export async function expectPeace(server: RunningServer): Promise<void> {
  for (const name of ['refusals_total', 'frozen_total', 'reloads_total', 'pending_documents'])
    expect([name, await metric(server, `murmure_${name}`)]).toEqual([name, 0])
}

/** As our client does on 4410: the token's new ids, a fresh document, own notes that it lacks under their ids. */
export async function comeBack(board: TestBoard, { session, writer }: Person): Promise<Person> {
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

/** How often each of these clients was answered 410. */
export function countAnswers(people: readonly Person[]): (index: number) => number {
  const counts = people.map(() => 0)
  for (const [index, { writer }] of people.entries()) {
    writer.provider.on('connection-error', (event) => {
      if ('message' in event && String(event.message).endsWith('410'))
        counts[index] = (counts[index] ?? 0) + 1
    })
  }
  return (index) => counts[index] ?? 0
}

/** With which status `POST /api/sessions` answers a token. */
export async function sessionStatus(
  { origin }: TestBoard,
  session: CreatedSession,
): Promise<number> {
  const { token, boardId } = session
  const answer = await fetch(`${origin}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ boardId }),
  })
  return answer.status
}

/** With which status `POST /api/sessions` answers a secret. */
export async function openStatus({ origin, facilitator }: TestBoard, secret = ''): Promise<number> {
  const answer = await fetch(`${origin}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ boardId: facilitator.boardId, secret }),
  })
  return answer.status
}
