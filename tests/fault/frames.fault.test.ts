import { rm } from 'node:fs/promises'

import { syncStep2, syncUpdate } from '@murmure/server/relay/outgoing'
import { correctCard } from '@murmure/shared/actions/edit-card'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { createCardId } from '@murmure/shared/ids'
import { BEARER_PREFIX } from '@murmure/shared/protocol/frames'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'

import { documentOf } from '../support/board.ts'
import { readMetric } from '../support/metrics.ts'
import { runs, runSeed, sized } from '../support/seed.ts'
import { until } from '../support/until.ts'
import { givenHall } from './given.ts'
import { groupClient } from './hall.ts'
import { noteUpdate } from './stock.ts'
import { notesInStore } from './stored.ts'

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
    return client
  }
  for (const round of order) (await sendAll(round)).vanish()
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
  expect(await readMetric(hall.server.url, 'murmure_pending_documents')).toBe(0)
})

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
