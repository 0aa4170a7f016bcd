import { rm } from 'node:fs/promises'

import { correctCard } from '@murmure/shared/actions/edit-card'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { createCardId } from '@murmure/shared/ids'
import {
  BEARER_PREFIX,
  MESSAGE,
  SYNC,
  syncStep1,
  syncStep2,
  syncUpdate,
} from '@murmure/shared/protocol/frames'
import { readRoom } from '@murmure/shared/room-doc'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'

import { encodeSections } from '../fuzz/craft.ts'
import { documentOf } from '../support/board.ts'
import { readMetric } from '../support/metrics.ts'
import { runs, runSeed, sized } from '../support/seed.ts'
import { until } from '../support/until.ts'
import type { BareClient } from './bare-client.ts'
import {
  givenClient,
  givenFaults,
  givenHall,
  sendAll,
  startAgain,
  sumMetrics,
  upgradeStatus,
} from './given.ts'
import { groupClient, roomClient } from './hall.ts'
import { openRawSocket } from './raw-socket.ts'
import { noteUpdate } from './stock.ts'
import { notesInStore, readStored } from './stored.ts'

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

test('[F10] every frame comes one to three times, late, overlapping, out of order: it is there once, whole', async () => {
  const hall = await givenHall()
  const session = await hall.board.join('Groupe A')
  const doc = new Y.Doc()
  const frames: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => frames.push(syncUpdate(update)))
  const cards = Array.from({ length: sized(30, 100) }, (_, note) => {
    const cardId = createCardId(session.participantId, random)
    stickCard(doc, { cardId, columnId: 'apporte', text: `Note ${note} 👨‍👩‍👧‍👦`, at: note })
    correctCard(doc, cardId, `Note ${note} 👩‍👧‍👦 corrigée`)
    frames.push(syncStep2(Y.encodeStateAsUpdate(doc)))
    return cardId
  })
  const order = fc.sample(fc.shuffledSubarray(frames, { minLength: frames.length }), {
    numRuns: 3,
    seed: runSeed(),
  })
  const sendAll = async (round: readonly Uint8Array[]) => {
    const client = groupClient(hall.server.url, session)
    await client.open()
    for (const frame of round) client.socket()?.send(frame)
    // What it asks after them is answered after them.
    const answered = once(client, SYNC.step2)
    client.socket()?.send(syncStep1(Y.encodeStateVector(new Y.Doc())))
    await answered
    expect(client.count(MESSAGE.refused)).toBe(0)
    return client
  }
  // The last correction comes before all that it builds on, whatever chance says of the rest.
  for (const round of [frames.slice(-2, -1), ...order]) (await sendAll(round)).vanish()
  // The last connection stays: what an earlier one had not put on the wire when it vanished comes with it.
  const last = await sendAll(frames)
  onTestFinished(() => last.vanish())
  const reader = groupClient(hall.server.url, await hall.board.join('Groupe A'))
  await reader.open()
  onTestFinished(() => reader.vanish())
  await until('all is there', () => reader.doc.getMap('cards').size === cards.length, 20_000)
  for (const [note, cardId] of cards.entries()) {
    const card = reader.doc.getMap('cards').get(cardId) as Y.Map<Y.Text>
    const text = card.get('text') as Y.Text
    await until('it is corrected', () => text.toString() === `Note ${note} 👩‍👧‍👦 corrigée`)
    expect(text.length).toBe(text.toString().length)
  }
  expect(await readMetric(hall.server.url, 'murmure_gaps_total')).toBeGreaterThan(0)
  for (const name of ['pending_documents', 'refusals_total', 'reloads_total'])
    expect([name, await sumMetrics(hall.server.url, `murmure_${name}`)]).toEqual([name, 0])
})

/** The next sync frame of this step that comes to a client. */
function once(client: BareClient, step: number): Promise<void> {
  return new Promise((resolve) => {
    client.socket()?.on('message', (frame: Buffer) => {
      if (frame[0] === MESSAGE.sync && frame[1] === step) resolve()
    })
  })
}

test('[F14] a client writes before it is synced: the notes of others stay, and its own come beside them', async () => {
  const hall = await givenHall()
  const early = groupClient(hall.server.url, await hall.board.join('Groupe A'))
  await early.open()
  early.stick('Déjà là')
  await until('it is SAVED', () => early.isSaved())
  const hasty = await hall.board.join('Groupe A')
  const documentId = documentOf(hasty, 'group', hasty.groupId)
  const socket = new WebSocket(
    `${hall.server.url.replace('http', 'ws')}/sync/${hasty.boardId}/${documentId}`,
    [BEARER_PREFIX + hasty.token],
  )
  onTestFinished(() => socket.terminate())
  // No SyncStep1, no waiting for anything: it speaks as soon as it may.
  socket.once('open', () => socket.send(syncUpdate(noteUpdate(hasty, 'Trop tôt'))))
  await until('both are there', () => early.doc.getMap('cards').size === 2)
  early.vanish()
})

test('[F14] ten speak while the document takes three seconds to load: nobody hears anything before, then all of it is there once', async () => {
  const hall = await givenHall()
  const { url } = hall.server
  const first = givenClient(hall, await hall.board.join('Groupe A'))
  await first.open()
  // Long enough to lie on pages of its own, which are read from the disk each time.
  for (let note = 0; note < 6; note++) first.stick(`Note ${note} ${'m'.repeat(4_000)}`)
  await until('it is SAVED', () => first.isSaved())
  first.vanish()
  await hall.server.stop()
  const again = await startAgain(hall)
  const people = await Promise.all(Array.from({ length: 10 }, () => hall.board.join('Groupe A')))
  const documentId = documentOf(first.session, 'group', first.session.groupId)
  // What else the door asks the store is in its memory then.
  for (const person of people)
    expect(await upgradeStatus(url, person, documentOf(person, 'room'))).toBe(101)

  const slow = await givenFaults(again, ['pread64:delay_enter=3000000:when=1'])
  const startedAt = performance.now()
  let answered = 0
  const answers = people.map(async (person, index) => {
    const early = syncUpdate(noteUpdate(person, `Trop tôt ${index}`))
    const answer = await openRawSocket(again.port, { ...person, documentId }, [early]).answer
    answered += 1
    return answer
  })
  await until('it has been loading for long', () => performance.now() - startedAt > 2_000)
  expect(answered).toBe(0)
  expect(await readMetric(url, 'murmure_rooms')).toBe(1)
  for (const answer of await Promise.all(answers)) expect(answer).toMatch(/^HTTP\/1.1 101/)
  await slow.release()
  const reader = givenClient(hall, await hall.board.join('Groupe A'))
  await reader.open()
  await until('all is there', () => reader.doc.getMap('cards').size === 16)
  expect(await readMetric(url, 'murmure_pending_documents')).toBe(0)
  await again.kill()
  expect(await notesInStore(hall.server.dataDir, hall.board)).toHaveLength(16)
})

test('[F14] a member writes under the clientID of the server: what the server writes next is not taken for known', async () => {
  const hall = await givenHall()
  const { board, server } = hall
  const witness = roomClient(server.url, board.facilitator)
  onTestFinished(() => witness.vanish())
  await witness.open()
  const { store } = witness.doc
  const servers = [...store.clients.keys()]
  expect(servers.length).toBeGreaterThan(0)
  const forged = servers.map((clientId) => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(witness.doc))
    doc.clientID = clientId
    doc.getMap('meta').set('title', 'Le nôtre')
    return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(witness.doc))
  })
  const frames = forged.flatMap((update) => [syncUpdate(update), syncStep2(update)])
  for (const person of [board.facilitator, await board.join('Groupe A')])
    await sendAll(server.url, person, documentOf(person, 'room'), frames)
  const reader = roomClient(server.url, board.facilitator)
  onTestFinished(() => reader.vanish())
  await reader.open()
  expect(Y.encodeStateVector(reader.doc)).toEqual(Y.encodeStateVector(witness.doc))
  expect(readRoom(reader.doc).meta.title).toBe('Essai')
  await board.command({ type: 'close', sectionId: 'bilan' })
  await until('the server is heard', () => readRoom(witness.doc).session.open.length === 0)
  await server.stop()
  const again = await startAgain(hall)
  const late = roomClient(again.url, board.facilitator)
  onTestFinished(() => late.vanish())
  await late.open()
  // Seeded once, whoever asks first after which start.
  expect(readRoom(late.doc)).toEqual(readRoom(witness.doc))
})

test('[F18] what a stranger sends to the real process leaves it alive, and nothing in its store', async () => {
  const hall = await givenHall()
  const session = await hall.board.join('Groupe A')
  const mad = fc.sample(fc.uint8Array({ minLength: 1, maxLength: 400 }), {
    numRuns: runs(400),
    seed: runSeed(),
  })
  for (let index = 0; index < mad.length; index += 40) {
    const client = groupClient(hall.server.url, session)
    await client.open()
    for (const bytes of mad.slice(index, index + 40)) {
      client.socket()?.send(bytes)
      client.socket()?.send(syncUpdate(bytes))
      client.socket()?.send(syncStep2(bytes))
    }
    client.vanish()
  }
  const reader = groupClient(hall.server.url, await hall.board.join('Groupe A'))
  await reader.open()
  reader.stick('Toujours en vie')
  await until('it is SAVED', () => reader.isSaved())
  reader.vanish()
  expect(await readMetric(hall.server.url, 'murmure_pending_documents')).toBe(0)
  await hall.server.kill()
  expect(await notesInStore(hall.server.dataDir, hall.board)).toHaveLength(1)
  await rm(hall.server.dataDir, { recursive: true, force: true })
})

test('[F18] what somebody says was deleted, a hundred thousand signs of it, is taken; a sign more is refused, and so are 2⁴⁵', async () => {
  const hall = await givenHall()
  const { url, dataDir } = hall.server
  const clientIds = [1_001, 1_002, 1_003]
  const lengths = [100_000, 100_001, 2 ** 45]
  const session = await hall.board.join('Groupe A')
  const documentId = documentOf(session, 'group', session.groupId)
  for (const [index, client] of clientIds.entries()) {
    const structs = [new Y.GC(Y.createID(client, 0), lengths[index] ?? 0)]
    const update = encodeSections([{ client, clock: 0, structs }])
    await sendAll(url, await hall.board.join('Groupe A'), documentId, [syncUpdate(update)])
  }
  expect(await sumMetrics(url, 'murmure_refusals_total')).toBe(2)
  await hall.server.kill()
  const { doc } = await readStored(dataDir, documentId)
  expect(clientIds.map((client) => Y.getState(doc.store, client))).toEqual([100_000, 0, 0])
})
