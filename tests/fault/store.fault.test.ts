import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { correctCard } from '@murmure/shared/actions/edit-card'
import { readCards } from '@murmure/shared/group-doc'
import { decodeSaved, MESSAGE, SYNC } from '@murmure/shared/protocol/frames'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'

import { documentOf } from '../support/board.ts'
import { readMetric, readMetrics } from '../support/metrics.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'
import { until } from '../support/until.ts'
import type { BareClient } from './bare-client.ts'
import {
  givenClient,
  givenFaults,
  givenHall,
  refusals,
  startAgain,
  syncs,
  withChanges,
} from './given.ts'
import { groupClient } from './hall.ts'
import { readStored } from './stored.ts'

const groupDocument = (session: CreatedSession) => documentOf(session, 'group', session.groupId)

const texts = (doc: Y.Doc): readonly string[] => readCards(doc, '').map(({ text }) => text)

const commitsLost = (origin: string) =>
  readMetrics(origin).then((metrics) => metrics.get('murmure_reloads_total{why="commit"}') ?? 0)

/** What comes over the socket that a client has open now, from now on. */
function listen(client: BareClient) {
  const told: number[] = []
  const heard = { syncs: 0, questions: 0, saved: 0 }
  client.socket()?.on('message', (bytes: Buffer) => {
    const frame = createDecoder(new Uint8Array(bytes))
    const type = readVarUint(frame)
    if (type === MESSAGE.saved) {
      heard.saved = decodeSaved(readVarUint8Array(frame))
      told.push(heard.saved)
    }
    if (type !== MESSAGE.sync) return
    heard.syncs += 1
    if (readVarUint(frame) === SYNC.step1) heard.questions += 1
  })
  return Object.assign(heard, {
    /** Each SAVED, in order. */
    told: told as readonly number[],
    /** The first SAVED that says more than this. */
    firstAfter: (count: number) => told.find((saved) => saved > count),
  })
}

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
  const join = async () => givenClient(hall, await hall.board.join('Groupe A'))
  const [ada, asker, late] = [await join(), await join(), await join()]
  await ada.open()
  await asker.open()
  ada.stick('Écrite')
  await until('it is SAVED', () => ada.isSaved() && asker.isSaved())
  await until('it is seen', () => asker.doc.getMap('cards').size === 1)

  const slow = await givenFaults(hall.server, syncs('delay_enter=6000000'))
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

test('[F44] the commit of a first note fails, and fails again when the same is sent over another socket: nobody is refused, nothing leaves, nothing is SAVED', async () => {
  const hall = await givenHall()
  const { url, dataDir } = hall.server
  const join = async () => givenClient(hall, await hall.board.join('Groupe A'))
  const [ada, witness] = [await join(), await join()]
  await ada.open()
  await witness.open()
  await until('both are SAVED', () => ada.isSaved() && witness.isSaved())
  const disk = await givenFaults(hall.server, ['pwrite64:error=ENOSPC'])
  const lost = await commitsLost(url)
  // The first that she ever wrote here: her clientID becomes hers with this commit, or does not.
  ada.stick('Première')
  await until('the commit is lost', async () => (await commitsLost(url)) > lost)
  ada.vanish()
  await ada.open()
  const late = await join()
  late.stick('Avant d’entrer')
  await late.open()
  expect([ada.isSaved(), late.isSaved()]).toEqual([false, false])
  expect(texts(witness.doc)).toEqual([])
  await disk.release()
  for (const client of [ada, late]) await until('it is SAVED', () => client.isSaved())
  await until('the other has both', () => texts(witness.doc).length === 2)
  expect(await refusals(url)).toBe(0)
  await hall.server.kill()
  const { doc } = await readStored(dataDir, groupDocument(ada.session))
  expect([...texts(doc)].sort()).toEqual(['Avant d’entrer', 'Première'])
})

test('[F46] a commit that works and answers too late: all have it once, one row, SAVED in the end', async () => {
  const hall = await givenHall()
  const { url, dataDir } = hall.server
  const session = await hall.board.join('Groupe A')
  const [ada, witness] = [
    givenClient(hall, session),
    givenClient(hall, await hall.board.join('Groupe A')),
  ]
  await ada.open()
  await witness.open()
  await until('both are SAVED', () => ada.isSaved() && witness.isSaved())
  // The relay waits 10 s.
  const slow = await givenFaults(hall.server, syncs('delay_exit=11000000:when=1'))
  const heard = listen(ada)
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
  // The answer that never came is not made up for by two.
  expect(heard.told).toHaveLength(1)
  expect(await commitsLost(url)).toBe(1)

  const later = givenClient(hall, await hall.board.join('Groupe A'))
  await later.open()
  expect(texts(later.doc)).toEqual(['Une seule fois'])
  await hall.server.kill()
  const { doc, rows } = await readStored(dataDir, groupDocument(session))
  expect(texts(doc)).toEqual(['Une seule fois'])
  const holding = rows.filter(({ bytes }) => Buffer.from(bytes).includes('Une seule fois'))
  expect(holding).toHaveLength(1)
  expect(rows).toHaveLength(1)
})

test('[F45] a deletion that the disk refused is not passed over: SAVED stands still until the store has it', async () => {
  const hall = await givenHall()
  const { url, port, dataDir } = hall.server
  const network = await startTcpProxy({ port })
  onTestFinished(() => network.close())
  const session = await hall.board.join('Groupe A')
  const ada = groupClient(network.url, session)
  onTestFinished(() => ada.vanish())
  const reader = givenClient(hall, await hall.board.join('Groupe A'))
  await reader.open()
  await ada.open()
  const heard = listen(ada)
  const cardId = ada.stick('Un mot de trop')
  await until('it is SAVED', () => ada.isSaved())
  const { saved: frozen, questions } = heard
  const clocks = Y.encodeStateVector(ada.doc)

  const disk = await givenFaults(hall.server, ['pwrite64:error=ENOSPC'])
  correctCard(ada.doc, cardId, 'Un mot')
  // Nothing but a deletion: by the clocks alone nothing is missing.
  expect(Y.encodeStateVector(ada.doc)).toEqual(clocks)
  await until('the commit is lost', async () => (await commitsLost(url)) > 0)
  const [link] = network.links()
  // She does not hear that she is asked; what she writes meanwhile builds on nothing that is missing.
  link?.stopReading()
  await disk.release()
  await until(
    'the room takes notes again',
    async () => (await readMetric(url, 'murmure_read_only_rooms')) === 0,
  )
  ada.stick('La note suivante')
  await until('it is committed', () => texts(reader.doc).includes('La note suivante'))
  expect(texts(reader.doc)).toContain('Un mot de trop')
  expect(await readMetric(url, 'murmure_frozen_writers')).toBe(1)
  link?.read()
  // The deletion and the note came after the frames that were SAVED; the next that counts is what she was asked for.
  await until('SAVED goes on', () => heard.saved > frozen)
  expect(heard.firstAfter(frozen)).toBe(frozen + 3)
  await hall.server.kill()
  expect(heard.questions).toBeGreaterThan(questions)
  const documentId = groupDocument(session)
  expect(texts((await readStored(dataDir, documentId)).doc)).toContain('Un mot')

  await startAgain(hall)
  await ada.open()
  await until('all of it is SAVED', () => ada.isSaved())
  const newcomer = givenClient(hall, await hall.board.join('Groupe A'))
  await newcomer.open()
  expect(newcomer.doc.getMap('cards').toJSON()).toEqual(ada.doc.getMap('cards').toJSON())
  expect([...texts(newcomer.doc)].sort()).toEqual(['La note suivante', 'Un mot'])
})

/** The store's thread takes no row that holds these words, for as long as there is this folder. */
const poisonedBy = (words: string, folder: string) =>
  withChanges({
    file: 'storage/sqlite-log.ts',
    from: '    for (const { documentId, seq, bytes, at, authors } of plan.rows)\n',
    to: `    if (plan.rows.some(({ bytes }) => Buffer.from(bytes).includes(${JSON.stringify(words)})) &&
        process.getBuiltinModule('node:fs').existsSync(${JSON.stringify(folder)}))
      throw new Error('a row that was poisoned')
    for (const { documentId, seq, bytes, at, authors } of plan.rows)\n`,
  })

test('[F3] one row that the store cannot take: its document alone stops, says so, and goes on by itself when it can', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'murmure-poison-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const hall = await givenHall(poisonedBy('Empoisonnée', folder))
  const { url, dataDir } = hall.server
  const enter = async (name: string) => {
    const client = givenClient(hall, await hall.board.join(name))
    await client.open()
    return client
  }
  const [ada, witness] = [await enter('Groupe A'), await enter('Groupe A')]
  const others = await Promise.all(
    hall.board.created.groups.slice(1).map(({ name }) => enter(name)),
  )
  await until('all are in', () => [ada, witness, ...others].every((client) => client.isSaved()))

  // All of it in one tick: the disk is busy with the one before while it comes.
  const heard = others.map(listen)
  const slow = await givenFaults(hall.server, syncs('delay_enter=500000:when=1'))
  await untilNextTick(url, () => void others[0]?.stick('Au disque'))
  for (const client of [ada, ...others]) client.stick(client === ada ? 'Empoisonnée' : 'Saine')
  await until('a commit met it', () => hall.server.output().includes('a commit failed'))
  await slow.release()
  // Where the store would take none of them, all would be asked for what was lost.
  const goOn = async () => {
    await until('every other room is SAVED', () => others.every((client) => client.isSaved()))
    expect(heard.map(({ questions }) => questions)).toEqual(others.map(() => 0))
  }
  await goOn()
  ada.stick('Et une saine')
  for (const client of others) client.stick('Sans la voisine')
  await goOn()
  // Now and then it tries: for that moment it is not read-only.
  const isStopped = async () => (await readMetric(url, 'murmure_read_only_rooms')) === 1
  await until('its document has stopped', isStopped)
  expect([ada.isSaved(), texts(witness.doc)]).toEqual([false, []])
  const alive = [ada, witness, ...others].map((client) => client.closed())
  expect(new Set(alive)).toEqual(new Set([undefined]))

  await rm(folder, { recursive: true })
  await until('it is SAVED', () => ada.isSaved())
  await until('it is seen', () => witness.doc.getMap('cards').size === 2)
  expect(await readMetric(url, 'murmure_read_only_rooms')).toBe(0)
  expect(await refusals(url)).toBe(0)
  await hall.server.kill()
  const { doc } = await readStored(dataDir, groupDocument(ada.session))
  expect([...texts(doc)].sort()).toEqual(['Empoisonnée', 'Et une saine'])
})
