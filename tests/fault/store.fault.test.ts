import { cp, mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { correctCard } from '@murmure/shared/actions/edit-card'
import { readCards } from '@murmure/shared/group-doc'
import { BEARER_PREFIX, decodeSaved, MESSAGE, SYNC } from '@murmure/shared/protocol/frames'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import fc from 'fast-check'
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'

import { openStore } from '../contract/open-store.ts'
import { documentOf } from '../support/board.ts'
import { readMetric, readMetrics } from '../support/metrics.ts'
import { runs, runSeed } from '../support/seed.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { type Grip, injectFaults } from '../support/syscalls.ts'
import { until } from '../support/until.ts'
import type { BareClient } from './bare-client.ts'
import { groupClient, openRealHall, type RealHall } from './hall.ts'

async function givenHall(): Promise<RealHall> {
  const hall = await openRealHall()
  onTestFinished(() => hall.stop())
  return hall
}

/** Another server on the folder and the port of one that is gone; it ends before the hall is cleared away. */
async function startAgain({ server }: RealHall): Promise<RunningServer> {
  const again = await startServer({ dataDir: server.dataDir, port: server.port })
  onTestFinished(() => again.stop())
  return again
}

function clientOf(hall: RealHall, session: CreatedSession): BareClient {
  const client = groupClient(hall.server.url, session)
  onTestFinished(() => client.vanish())
  return client
}

async function givenFaults({ server }: RealHall, faults: readonly string[]): Promise<Grip> {
  const grip = await injectFaults(server.pid, faults)
  onTestFinished(() => grip.release())
  return grip
}

/** A sync that waits on both system calls with which a database may ask for it. */
const syncs = (fault: string) => [`fsync:${fault}`, `fdatasync:${fault}`]

const groupDocument = (session: CreatedSession) => documentOf(session, 'group', session.groupId)

const texts = (doc: Y.Doc): readonly string[] => readCards(doc, '').map(({ text }) => text)

/** What comes over the socket that a client has open now, from now on. */
function listen(client: BareClient) {
  const heard = { syncs: 0, questions: 0, saved: 0 }
  client.socket()?.on('message', (bytes: Buffer) => {
    const frame = createDecoder(new Uint8Array(bytes))
    const type = readVarUint(frame)
    if (type === MESSAGE.saved) heard.saved = decodeSaved(readVarUint8Array(frame))
    if (type !== MESSAGE.sync) return
    heard.syncs += 1
    if (readVarUint(frame) === SYNC.step1) heard.questions += 1
  })
  return heard as Readonly<typeof heard>
}

/** What the folder of a server that is gone holds of a document. */
async function readStored(folder: string, documentId: string) {
  const store = await openStore({ folder })
  try {
    const stored = await store.load(documentId)
    if (!stored) throw new Error(`the store has no ${documentId}`)
    const doc = new Y.Doc()
    if (stored.snapshot) Y.applyUpdate(doc, stored.snapshot.bytes)
    for (const { bytes } of stored.rows) Y.applyUpdate(doc, bytes)
    return { doc, rows: stored.rows, head: stored.head }
  } finally {
    await store.close()
  }
}

async function refusals(origin: string): Promise<number> {
  const metrics = [...(await readMetrics(origin))]
  return metrics
    .filter(([name]) => name.startsWith('murmure_refusals_total'))
    .reduce((sum, [, count]) => sum + count, 0)
}

const commitsLost = (origin: string) =>
  readMetrics(origin).then((metrics) => metrics.get('murmure_reloads_total{why="commit"}') ?? 0)

/** The server has taken up another tick: what was sent before is applied, and in the store's hands. */
async function untilNextTick(origin: string, trigger: () => void): Promise<void> {
  const ticks = () => readMetric(origin, 'murmure_tick_seconds_count')
  const before = await ticks()
  trigger()
  await until('a tick more', async () => (await ticks()) > before)
}

test('[F44] kill -9 while a commit hangs: who asks gets what is committed, nobody is told SAVED too early, nobody is refused later', async () => {
  const hall = await givenHall()
  const { url, dataDir } = hall.server
  const join = async () => clientOf(hall, await hall.board.join('Groupe A'))
  const [ada, asker, late] = [await join(), await join(), await join()]
  await ada.open()
  await asker.open()
  ada.stick('Écrite')
  await until('it is SAVED', () => ada.isSaved() && asker.isSaved())
  await until('it is seen', () => asker.doc.getMap('cards').size === 1)

  const slow = await givenFaults(hall, syncs('delay_enter=6000000'))
  await untilNextTick(url, () => void ada.stick('En suspens'))
  // One socket that is there asks for everything, and one comes; both write. Their answers wait for the commit.
  const heard = listen(asker)
  asker.socket()?.send(Uint8Array.of(MESSAGE.sync, SYNC.step1, 1, 0))
  asker.stick('Sans attendre')
  const waiting = () => readMetric(url, 'murmure_inbox_bytes')
  await until('its frames are there', async () => (await waiting()) > 0)
  const opening = late.open().catch((cause: unknown) => cause)
  late.stick('Avant d’entrer')
  // What the loop had in hand by then is sent: readiness is answered after it.
  await readMetrics(url)
  expect(heard.syncs).toBe(0)
  expect([ada.isSaved(), asker.isSaved(), late.isSaved()]).toEqual([false, false, false])
  await hall.server.kill()
  await slow.release()
  expect(await opening).toBeInstanceOf(Error)
  expect(heard.syncs).toBe(0)
  expect([ada.isSaved(), asker.isSaved(), late.isSaved()]).toEqual([false, false, false])
  const documentId = groupDocument(ada.session)
  expect(texts((await readStored(dataDir, documentId)).doc)).toContain('Écrite')

  const again = await startAgain(hall)
  const all = ['Avant d’entrer', 'En suspens', 'Sans attendre', 'Écrite']
  for (const client of [ada, asker, late]) {
    await client.open()
    await until('all of it is SAVED', () => client.isSaved())
  }
  for (const client of [ada, asker, late])
    await until('it has all', () => client.doc.getMap('cards').size === all.length)
  expect(await refusals(again.url)).toBe(0)
  await again.kill()
  expect([...texts((await readStored(dataDir, documentId)).doc)].sort()).toEqual(all)
})

test('[F46] a commit that works and answers too late: all have it once, one row, SAVED in the end', async () => {
  const hall = await givenHall()
  const { url, dataDir } = hall.server
  const session = await hall.board.join('Groupe A')
  const [ada, witness] = [
    clientOf(hall, session),
    clientOf(hall, await hall.board.join('Groupe A')),
  ]
  await ada.open()
  await witness.open()
  await until('both are SAVED', () => ada.isSaved() && witness.isSaved())
  // The relay waits 10 s.
  const slow = await givenFaults(hall, syncs('delay_exit=11000000:when=1'))
  let told = 0
  ada.doc.on('update', () => (told += 1))
  ada.stick('Une seule fois')
  await until('the answer is late', async () => (await commitsLost(url)) > 0, 15_000)
  expect(ada.isSaved()).toBe(false)
  expect(witness.doc.getMap('cards').size).toBe(0)
  await until('the other has it', () => witness.doc.getMap('cards').size === 1)
  await until('it is SAVED', () => ada.isSaved())
  await slow.release()
  expect(told).toBe(1)
  expect(await commitsLost(url)).toBe(1)

  const later = clientOf(hall, await hall.board.join('Groupe A'))
  await later.open()
  expect(texts(later.doc)).toEqual(['Une seule fois'])
  await hall.server.kill()
  const { doc, rows } = await readStored(dataDir, groupDocument(session))
  expect(texts(doc)).toEqual(['Une seule fois'])
  const holding = rows.filter(({ bytes }) => Buffer.from(bytes).includes('Une seule fois'))
  expect(holding).toHaveLength(1)
  expect(rows).toHaveLength(1)
})

test('[F6] the last one edits twice and leaves, another joins within two seconds: both edits, one live room', async () => {
  const hall = await givenHall()
  const { url } = hall.server
  const names = hall.board.created.groups.map(({ name }) => name)
  const delays = fc.sample(fc.integer({ min: 0, max: 2_000 }), {
    numRuns: runs(names.length * 2),
    seed: runSeed(),
  })
  // Some commits are still under way when the writer is gone and the other asks.
  await givenFaults(hall, syncs('delay_enter=150000'))
  // The shortest possible one is tried in any case.
  const waits = [0, ...delays.slice(1)]
  const rooms = await readMetric(url, 'murmure_rooms')
  const expected = new Map(names.map((name) => [name, 0]))

  async function handOver(name: string, wait: number): Promise<void> {
    const writer = clientOf(hall, await hall.board.join(name))
    const heir = clientOf(hall, await hall.board.join(name))
    await writer.open()
    const cardId = writer.stick('Première')
    correctCard(writer.doc, cardId, 'Première, corrigée')
    writer.socket()?.close()
    await new Promise((resolve) => setTimeout(resolve, wait))
    await heir.open()
    const before = expected.get(name) ?? 0
    expected.set(name, before + 1)
    await until('both edits are there', () => {
      const seen = texts(heir.doc)
      return seen.length === before + 1 && seen.every((text) => text === 'Première, corrigée')
    })
    heir.vanish()
  }

  for (let first = 0; first < waits.length; first += names.length)
    await Promise.all(names.map((name, index) => handOver(name, waits[first + index] ?? 0)))
  expect(await readMetric(url, 'murmure_rooms')).toBe(rooms + names.length)
  expect(await commitsLost(url)).toBe(0)
})

/** The status with which the server answers somebody who wants in. */
function upgradeStatus({ server }: RealHall, session: CreatedSession): Promise<number> {
  const socket = new WebSocket(
    `${server.url.replace('http', 'ws')}/sync/${session.boardId}/${groupDocument(session)}`,
    [BEARER_PREFIX + session.token],
  )
  return new Promise((resolve, reject) => {
    socket.once('unexpected-response', (_request, answer) => {
      answer.destroy()
      resolve(answer.statusCode ?? 0)
    })
    socket.once('open', () => {
      socket.terminate()
      resolve(101)
    })
    socket.once('error', reject)
  })
}

/** Puts bytes into a file in the place of others; answers with those. */
async function swapBytes(path: string, at: number, bytes: Uint8Array): Promise<Buffer> {
  const file = await open(path, 'r+')
  try {
    const held = Buffer.alloc(bytes.length)
    await file.read(held, 0, held.length, at)
    await file.write(bytes, 0, bytes.length, at)
    return held
  } finally {
    await file.close()
  }
}

/** Everything that is stored of a document, as a copy of the running server's files has it. */
async function countStored(folder: string, documentId: string): Promise<unknown> {
  const copy = await mkdtemp(join(tmpdir(), 'murmure-copy-'))
  try {
    for (const name of ['murmure.db', 'murmure.db-wal'])
      await cp(join(folder, name), join(copy, name))
    const database = new DatabaseSync(join(copy, 'murmure.db'))
    const count = (table: string) =>
      database.prepare(`select count(*) as n from ${table} where document_id = ?`).get(documentId)
    const head = database.prepare('select head from documents where document_id = ?')
    const counted = [...['log', 'snapshots', 'leases'].map(count), head.get(documentId)]
    database.close()
    return counted
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

test('[F4] a document whose bytes are broken: 503 for all ten, nothing written, other groups work, and it recovers without a restart', async () => {
  const hall = await givenHall()
  const { dataDir } = hall.server
  const session = await hall.board.join('Groupe A')
  const ada = clientOf(hall, session)
  await ada.open()
  // Long enough to lie on pages of its own, which are read from the disk each time.
  for (let note = 0; note < 6; note++) ada.stick(`Note ${note} ${'m'.repeat(4_000)}`)
  await until('it is SAVED', () => ada.isSaved())
  ada.vanish()
  await hall.server.stop()

  const path = join(dataDir, 'murmure.db')
  const at = (await readFile(path)).indexOf('m'.repeat(3_000))
  expect(at).toBeGreaterThan(0)
  // No text in UTF-8, wherever it stands.
  const sound = await swapBytes(path, at, Buffer.alloc(64, 0xff))
  const again = await startAgain(hall)
  const documentId = groupDocument(session)
  const before = await countStored(dataDir, documentId)

  const people = await Promise.all(Array.from({ length: 10 }, () => hall.board.join('Groupe A')))
  const statuses = await Promise.all(people.map((person) => upgradeStatus(hall, person)))
  expect(statuses).toEqual(people.map(() => 503))
  const other = clientOf(hall, await hall.board.join('Groupe B'))
  await other.open()
  other.stick('Nous continuons')
  await until('the other group is SAVED', () => other.isSaved())
  expect(await countStored(dataDir, documentId)).toEqual(before)

  await swapBytes(path, at, sound)
  const heir = clientOf(hall, people[0] ?? session)
  await heir.open()
  expect(heir.doc.getMap('cards').size).toBe(6)
  heir.stick('Et nous aussi')
  await until('it is SAVED', () => heir.isSaved())
  await again.kill()
  expect((await readStored(dataDir, documentId)).doc.getMap('cards').size).toBe(7)
})

test('[F45] a deletion that the disk refused is not passed over: SAVED stands still until the store has it', async () => {
  const hall = await givenHall()
  const { url, dataDir } = hall.server
  const session = await hall.board.join('Groupe A')
  const ada = clientOf(hall, session)
  await ada.open()
  const heard = listen(ada)
  const cardId = ada.stick('Un mot de trop')
  await until('it is SAVED', () => ada.isSaved())
  const { saved: frozen, questions } = heard
  const clocks = Y.encodeStateVector(ada.doc)

  const disk = await givenFaults(hall, ['pwrite64:error=ENOSPC'])
  correctCard(ada.doc, cardId, 'Un mot')
  // Nothing but a deletion: by the clocks alone nothing is missing.
  expect(Y.encodeStateVector(ada.doc)).toEqual(clocks)
  await until('the commit is lost', async () => (await commitsLost(url)) > 0)
  expect(heard.saved).toBe(frozen)
  await disk.release()
  ada.stick('La note suivante')
  // As soon as anything after the deletion is said to be durable, so is the deletion.
  await until('SAVED goes on', () => heard.saved > frozen)
  await hall.server.kill()
  expect(heard.questions).toBeGreaterThan(questions)
  const documentId = groupDocument(session)
  expect(texts((await readStored(dataDir, documentId)).doc)).toContain('Un mot')

  await startAgain(hall)
  await ada.open()
  await until('all of it is SAVED', () => ada.isSaved())
  const reader = clientOf(hall, await hall.board.join('Groupe A'))
  await reader.open()
  expect(reader.doc.getMap('cards').toJSON()).toEqual(ada.doc.getMap('cards').toJSON())
  expect([...texts(reader.doc)].sort()).toEqual(['La note suivante', 'Un mot'])
})
