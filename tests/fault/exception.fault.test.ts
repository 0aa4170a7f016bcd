import { join } from 'node:path'

import { correctCard } from '@murmure/shared/actions/edit-card'
import { readCards } from '@murmure/shared/group-doc'
import { CLOSE } from '@murmure/shared/protocol/close-codes'
import { MESSAGE } from '@murmure/shared/protocol/frames'
import { expect, onTestFinished, test } from 'vitest'
import type * as Y from 'yjs'

import { documentOf } from '../support/board.ts'
import { readMetrics } from '../support/metrics.ts'
import { until } from '../support/until.ts'
import type { BareClient } from './bare-client.ts'
import { givenClient, givenFaults, givenHall, refusals, startAgain, syncs } from './given.ts'
import type { RealHall } from './hall.ts'
import { breakWords, notesInStore, readStored } from './stored.ts'

/** The real server, in whose Yjs bugs wait for a text that asks for them. */
const givenFaultyHall = () => givenHall({ preload: [new URL('throwing-yjs.ts', import.meta.url)] })

const texts = (doc: Y.Doc): readonly string[] =>
  readCards(doc, '')
    .map(({ text }) => text)
    .sort()

async function enter(hall: RealHall, name: string): Promise<BareClient> {
  const client = givenClient(hall, await hall.board.join(name))
  await client.open()
  return client
}

const reloads = async (origin: string, why: string) =>
  (await readMetrics(origin)).get(`murmure_reloads_total{why="${why}"}`) ?? 0

/** Another room, in which somebody writes all the time: what they notice of what goes on elsewhere. */
async function givenBystander(hall: RealHall) {
  const client = await enter(hall, 'Groupe B')
  await until('they are in', () => client.isSaved())
  const before = client.count(MESSAGE.sync)
  let written = 0
  let sentAt = 0
  let slowestMs = 0
  const timer = setInterval(() => {
    if (written > 0 && !client.isSaved()) return
    slowestMs = Math.max(slowestMs, written > 0 ? performance.now() - sentAt : 0)
    sentAt = performance.now()
    client.stick(`Pendant ce temps ${(written += 1)}`)
  }, 20)
  onTestFinished(() => clearInterval(timer))
  return {
    async expectNothingNoticed() {
      const sofar = written
      await until('they go on', () => written > sofar + 1)
      clearInterval(timer)
      await until('all of theirs is SAVED', () => client.isSaved())
      // Their own updates come back, and nothing else: no question, no second answer.
      expect(client.count(MESSAGE.sync) - before).toBe(written)
      expect(client.closed()).toBeUndefined()
      expect(client.count(MESSAGE.refused)).toBe(0)
      expect(slowestMs).toBeLessThan(1_000)
    },
  }
}

test('[F42] an observer throws, once: the room is read again and the tick played again, nobody loses anything', async () => {
  const hall = await givenFaultyHall()
  const { url, dataDir } = hall.server
  const bystander = await givenBystander(hall)
  const [ada, bob] = [await enter(hall, 'Groupe A'), await enter(hall, 'Groupe A')]
  const note = ada.stick('Une note')
  await until('it is seen', () => bob.doc.getMap('cards').size === 1)
  correctCard(ada.doc, note, 'Corrigée [bug: observer ×1]')
  ada.stick('Et une autre')
  await until('it is SAVED', () => ada.isSaved())
  await until('all is seen', () => bob.doc.getMap('cards').size === 2)
  expect(await reloads(url, 'update')).toBe(1)
  expect(await refusals(url)).toBe(0)
  expect(texts(bob.doc)).toEqual(['Corrigée [bug: observer ×1]', 'Et une autre'])
  await bystander.expectNothingNoticed()
  await hall.server.kill()
  expect(await notesInStore(dataDir, hall.board)).toContain(note)
})

test('[F42] an update at which an observer always throws: its author alone is out, the room goes on', async () => {
  const hall = await givenFaultyHall()
  const { url } = hall.server
  const bystander = await givenBystander(hall)
  const [ada, bob] = [await enter(hall, 'Groupe A'), await enter(hall, 'Groupe A')]
  const note = ada.stick('Une note')
  await until('it is seen', () => bob.doc.getMap('cards').size === 1)
  correctCard(ada.doc, note, 'Corrigée [bug: observer]')
  bob.stick('En même temps')
  await until('she is out', () => ada.closed() === CLOSE.abuse)
  await until('his is SAVED', () => bob.isSaved())
  bob.stick('Ensuite')
  await until('so is what follows', () => bob.isSaved())
  expect(texts(bob.doc)).toEqual(['En même temps', 'Ensuite', 'Une note'])
  expect(await reloads(url, 'update')).toBeGreaterThan(0)
  await bystander.expectNothingNoticed()
})

test('[F42] an answer cannot be encoded, once: who asked gets it when the room is read again', async () => {
  const hall = await givenFaultyHall()
  const { url } = hall.server
  const bystander = await givenBystander(hall)
  const ada = await enter(hall, 'Groupe A')
  ada.stick('Une note [bug: answerFor ×1]')
  await until('it is SAVED', () => ada.isSaved())
  const bob = await enter(hall, 'Groupe A')
  expect(texts(bob.doc)).toEqual(['Une note [bug: answerFor ×1]'])
  ada.stick('Ensuite')
  await until('they go on', () => bob.doc.getMap('cards').size === 2)
  expect(await refusals(url)).toBe(0)
  expect([ada.closed(), bob.closed()]).toEqual([undefined, undefined])
  await bystander.expectNothingNoticed()
})

test('[F42] a snapshot cannot be encoded: the log goes on growing, and nobody notices', async () => {
  const hall = await givenFaultyHall()
  const { dataDir } = hall.server
  const bystander = await givenBystander(hall)
  const ada = await enter(hall, 'Groupe A')
  ada.stick('Une note [bug: compactRoom ×1]')
  for (let note = 0; note < 40; note++) ada.stick('x'.repeat(9_000))
  await until('all of it is SAVED', () => ada.isSaved())
  await until('a snapshot failed', () => hall.server.output().includes('a snapshot could not'))
  await bystander.expectNothingNoticed()
  await hall.server.kill()
  const documentId = documentOf(ada.session, 'group', ada.session.groupId)
  expect((await readStored(dataDir, documentId)).doc.getMap('cards').size).toBe(41)
})

test('[F42] what is stored of a room cannot be read when it is to be read again: that room waits, and has all when it can', async () => {
  const hall = await givenHall()
  const { dataDir } = hall.server
  const first = await enter(hall, 'Groupe A')
  // Long enough to lie on pages of its own, which are read from the disk each time.
  for (let note = 0; note < 6; note++) first.stick(`Note ${note} ${'m'.repeat(4_000)}`)
  await until('it is SAVED', () => first.isSaved())
  first.vanish()
  await hall.server.stop()
  const again = await startAgain(hall)
  const [ada, bob] = [await enter(hall, 'Groupe A'), await enter(hall, 'Groupe A')]
  await until('both are SAVED', () => ada.isSaved() && bob.isSaved())

  const mend = await breakWords(join(dataDir, 'murmure.db'), 'm'.repeat(3_000))
  // A commit that fails makes the server read the room again. Nobody else writes by then: it would be theirs that fails.
  const disk = await givenFaults(again, syncs('error=EIO'))
  ada.stick('Pendant la panne')
  await until('the room waits', () => again.output().includes('cannot be read'))
  await disk.release()
  const bystander = await givenBystander(hall)
  await bystander.expectNothingNoticed()
  expect(ada.isSaved()).toBe(false)
  await mend()
  await until('it goes on', () => ada.isSaved())
  await until('the other has it', () => bob.doc.getMap('cards').size === 7)
  expect(await refusals(again.url)).toBe(0)
})
