import { correctCard } from '@murmure/shared/actions/edit-card'
import { readCards } from '@murmure/shared/group-doc'
import { decodeSaved, MESSAGE, SYNC } from '@murmure/shared/protocol/frames'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

import { documentOf } from '../support/board.ts'
import { readMetric, readMetrics } from '../support/metrics.ts'
import { until } from '../support/until.ts'
import { givenClient, givenFaults, givenHall, refusals, startAgain, syncs } from './given.ts'
import type { BareClient } from './bare-client.ts'
import { readStored } from './stored.ts'

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
  const { url, dataDir } = hall.server
  const session = await hall.board.join('Groupe A')
  const ada = givenClient(hall, session)
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
  const reader = givenClient(hall, await hall.board.join('Groupe A'))
  await reader.open()
  expect(reader.doc.getMap('cards').toJSON()).toEqual(ada.doc.getMap('cards').toJSON())
  expect([...texts(reader.doc)].sort()).toEqual(['La note suivante', 'Un mot'])
})
