import { removeCard, restoreCard } from '@murmure/shared/actions/edit-card'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { readCards } from '@murmure/shared/group-doc'
import { createCardId } from '@murmure/shared/ids'
import { BEARER_PREFIX, MESSAGE, SYNC } from '@murmure/shared/protocol/frames'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

import { createRandom } from '../replay/chaos.ts'
import { documentOf } from '../support/board.ts'
import { runSeed, sized } from '../support/seed.ts'
import { startServer } from '../support/server.ts'
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts'
import { until } from '../support/until.ts'
import { hallReturns } from './hall-returns.ts'
import { groupClient, joinAll, openRealHall } from './hall.ts'
import { openOwnClient } from './own-client.ts'

const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const textsIn = (doc: Y.Doc) =>
  readCards(doc, '')
    .filter(({ removed }) => !removed)
    .map(({ text }) => text)
    .sort()
const stick = (doc: Y.Doc, { participantId }: CreatedSession, text: string): string => {
  const cardId = createCardId(participantId, randomBytes)
  stickCard(doc, { cardId, columnId: 'apporte', text, at: 1 })
  return cardId
}
const isUpdate = (payload: Buffer) => payload[0] === MESSAGE.sync && payload[1] === SYNC.update

async function givenHall() {
  const hall = await openRealHall()
  const network = await startTcpProxy({ port: hall.server.port })
  onTestFinished(async () => {
    await network.close()
    await hall.stop()
  })
  return { ...hall, network }
}

/** A stock client; `resyncMs`: how often it asks for what it lacks, if at all. */
function openStock(origin: string, session: CreatedSession, resyncMs = -1) {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(
    `${origin.replace('http', 'ws')}/sync`,
    `${session.boardId}/${documentOf(session, 'group', session.groupId)}`,
    doc,
    {
      protocols: [BEARER_PREFIX + session.token],
      disableBc: true,
      resyncInterval: resyncMs,
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    },
  )
  onTestFinished(() => provider.destroy())
  return { doc, provider }
}

const linkOf = (network: TcpProxy) => {
  const link = network.links().at(-1)
  if (!link) throw new Error('nobody came')
  return link
}

test('[F11] a frame to a client is lost: it hears on, writes on, and its next SyncStep1 heals it', async () => {
  const { server, board, network } = await givenHall()
  const [ada, bob] = [await board.join('Groupe A'), await board.join('Groupe A')]
  const writer = groupClient(server.url, ada)
  await writer.open()
  const reader = openStock(network.url, bob)
  await until('he is in', () => reader.provider.synced)
  const lost = linkOf(network).dropFrame(isUpdate)
  writer.stick('Perdue')
  await lost
  writer.stick('Après')
  // What follows builds on what he lacks: it waits, and nobody else waits with it.
  await until('he holds a gap', () => reader.doc.store.pendingStructs !== null)
  stick(reader.doc, bob, 'La sienne')
  await until('she has his', () => textsIn(writer.doc).includes('La sienne'))
  expect(textsIn(reader.doc)).toEqual(['La sienne'])
  reader.provider.disconnect()
  reader.provider.connect()
  await until('he has all', () => textsIn(reader.doc).length === 3)
  expect(textsIn(reader.doc)).toEqual(textsIn(writer.doc))
  expect([reader.doc.store.pendingStructs, reader.doc.store.pendingDs]).toEqual([null, null])
  await until('hers is SAVED', () => writer.isSaved())
})

test('[F11] [H16] a lost deletion leaves no gap: who asks now and then has it at the next question', async () => {
  const { server, board, network } = await givenHall()
  const [ada, bob] = [await board.join('Groupe A'), await board.join('Groupe A')]
  const writer = groupClient(server.url, ada)
  await writer.open()
  const cardId = writer.stick('Reprise')
  removeCard(writer.doc, cardId, { at: 1, by: ada.participantId })
  const reader = openStock(network.url, bob, 500)
  await until('it is removed there, too', () => readCards(reader.doc, '')[0]?.removed !== undefined)
  const lost = linkOf(network).dropFrame(isUpdate)
  restoreCard(writer.doc, cardId)
  await lost
  await until('it is back', () => textsIn(reader.doc).length === 1)
  expect(readCards(reader.doc, '')).toEqual(readCards(writer.doc, ''))
})

test('[F11] a lost SAVED: the next one covers it', async () => {
  const { board, network } = await givenHall()
  const session = await board.join('Groupe A')
  const own = openOwnClient({ origin: network.url, session, random: () => 0 })
  onTestFinished(own.close)
  await until('it is in', () => own.status().synced && !own.status().waiting)
  const lost = linkOf(network).dropFrame((payload) => payload[0] === MESSAGE.saved)
  stick(own.doc, session, 'Une')
  await lost
  expect(own.status()).toMatchObject({ waiting: true, state: 'online' })
  stick(own.doc, session, 'Deux')
  await until('all is SAVED', () => !own.status().waiting)
})

/** What `docs/protocol.md` promises to a phone that comes out of a pocket. */
const BACK_WITHIN_MS = 3_000

test('[F25] a socket that is open but dead: asked for life it is left within 3 s, also where something was handed over late', async () => {
  const { server, board, network } = await givenHall()
  const session = await board.join('Groupe A')
  const other = groupClient(server.url, await board.join('Groupe A'))
  await other.open()
  const own = openOwnClient({
    origin: network.url,
    session,
    random: createRandom(runSeed()),
  })
  onTestFinished(own.close)
  await until('it is in', () => own.status().synced && !own.status().waiting)
  const link = linkOf(network)
  link.stopReading()
  other.stick('Pendant son sommeil')
  await until('hers is SAVED', () => other.isSaved())
  // The page is in front again, and is handed what came while it slept; nothing comes after it. By itself the
  // provider would find out after half a minute.
  const wokenAt = performance.now()
  own.probe('back')
  link.read()
  await until('it is handed over', () => textsIn(own.doc).length === 1)
  link.freeze()
  stick(own.doc, session, 'Dans le vide')
  await until('the other has it', () => textsIn(other.doc).length === 2, 20_000)
  await until('it is SAVED', () => !own.status().waiting)
  expect(performance.now() - wokenAt).toBeLessThan(BACK_WITHIN_MS)
})

test('[F28] a hall vanishes without FIN and is back within 2 s: nobody twice, one connection each, nothing lost', async () => {
  const people = sized(48, 300)
  const figures = await hallReturns({ people, random: createRandom(runSeed()) })
  expect(figures).toMatchObject({
    sockets: 2 * people,
    attempts: 2 * people,
    mostPeople: people,
    mostShown: people,
    shownInTheEnd: people,
    notes: 3 * people,
    refusals: 0,
    pending: 0,
  })
  expect(figures.ghostsGoneMs).toBeLessThan(45_000)
  // Three seconds; a hall of 300, its phones and another test share two cores with the server.
  expect(figures.syncedP99Ms).toBeLessThan(Math.max(3_000, 60 * people))
  expect(figures.cpuMs).toBeLessThan(figures.allSyncedMs)
})

test('[F8] a planned stop with a hall in it: the returns are spread, all are back, nothing is lost', async () => {
  const people = sized(40, 300)
  const { server, board, network } = await givenHall()
  const random = createRandom(runSeed())
  const sessions = await joinAll(board, people)
  const clients = sessions.map((session) => openOwnClient({ origin: network.url, session, random }))
  onTestFinished(() => clients.forEach(({ close }) => close()))
  const areIn = () => clients.every(({ status }) => status().state === 'online')
  await until('all are in', areIn, 30_000)
  await server.stop()
  const arrived = network.arrivals.length
  const again = await startServer({ dataDir: server.dataDir, port: server.port })
  onTestFinished(() => again.stop())
  for (const [index, { doc }] of clients.entries())
    stick(doc, sessions[index] as CreatedSession, `Note ${index}`)
  await until('all are back', areIn, 30_000)
  await until('all is SAVED', () => clients.every(({ status }) => !status().waiting))
  const returns = network.arrivals.slice(arrived)
  expect((returns.at(-1) ?? 0) - (returns[0] ?? 0)).toBeGreaterThan(3_000)
  expect(most(returns, 500)).toBeLessThan(people / 2)
  // Where the new process starts slowly some knock twice or thrice, further and further apart.
  expect(returns.length).toBeLessThan(4 * people)
})

/** The most of these instants that fall into one window. */
function most(instants: readonly number[], windowMs: number): number {
  const inWindow = instants.map(
    (start) => instants.filter((at) => at >= start && at < start + windowMs).length,
  )
  return Math.max(0, ...inWindow)
}
