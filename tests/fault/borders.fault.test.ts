import { readFile, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'

import { correctCard } from '@murmure/shared/actions/edit-card'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { createTokens, TOKEN_LIFETIME_MS } from '@murmure/server/auth/tokens'
import { syncStep2, syncUpdate } from '@murmure/server/relay/outgoing'
import { createCardId } from '@murmure/shared/ids'
import { BEARER_PREFIX } from '@murmure/shared/protocol/frames'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import { readRoom } from '@murmure/shared/room-doc'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'

import { documentOf } from '../support/board.ts'
import { readMetric } from '../support/metrics.ts'
import { runs, runSeed } from '../support/seed.ts'
import { until } from '../support/until.ts'
import { groupClient, openRealHall, type RealHall, roomClient } from './hall.ts'
import { notesInStore } from './stored.ts'

async function givenHall(): Promise<RealHall> {
  const hall = await openRealHall()
  onTestFinished(() => hall.stop())
  return hall
}

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

/** A note that is on no wall yet, as the update that would put it there. */
function noteUpdate(session: CreatedSession, text: string): Uint8Array {
  const doc = new Y.Doc()
  const cardId = createCardId(session.participantId, random)
  stickCard(doc, { cardId, columnId: 'apporte', text, at: 1 })
  return Y.encodeStateAsUpdate(doc)
}

/** The status with which the server answers an upgrade. */
function upgradeStatus(
  { server }: RealHall,
  session: Pick<CreatedSession, 'boardId' | 'token'>,
  documentId: string,
): Promise<number> {
  const socket = new WebSocket(
    `${server.url.replace('http', 'ws')}/sync/${session.boardId}/${documentId}`,
    [BEARER_PREFIX + session.token],
  )
  return new Promise((resolve, reject) => {
    socket.once('unexpected-response', (_request, answer) => resolve(answer.statusCode ?? 0))
    socket.once('open', () => {
      socket.terminate()
      resolve(101)
    })
    socket.once('error', reject)
  })
}

const post = (hall: RealHall, body: object, token?: string): Promise<Response> =>
  fetch(`${hall.server.url}/api/sessions`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  })

test('[F10] every frame comes one to three times, late, overlapping, out of order: it is there once, whole', async () => {
  const hall = await givenHall()
  const session = await hall.board.join('Groupe A')
  const doc = new Y.Doc()
  const frames: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => frames.push(syncUpdate(update)))
  const cards = Array.from({ length: runs(30) }, (_, note) => {
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

test('[F22] an expired token opens nothing, and gives the same person back; a forged one gives nothing', async () => {
  const hall = await givenHall()
  const key = await readFile(join(hall.server.dataDir, 'secret.key'))
  const { boardId, participantId, role, groupId, documents } = await hall.board.join('Groupe A')
  const person = { boardId, participantId, role, ...(groupId !== undefined && { groupId }) }
  const documentId = documentOf({ documents } as CreatedSession, 'group', groupId)
  const expired = await createTokens(key, () => Date.now() - TOKEN_LIFETIME_MS - 1_000).sign(person)
  expect(await upgradeStatus(hall, { boardId, token: expired }, documentId)).toBe(401)
  const again = (await (await post(hall, { boardId }, expired)).json()) as CreatedSession
  expect(again.participantId).toBe(participantId)
  expect(await upgradeStatus(hall, again, documentId)).toBe(101)

  const forged = await createTokens(random(32), () => Date.now()).sign(person)
  expect(await upgradeStatus(hall, { boardId, token: forged }, documentId)).toBe(401)
  expect((await post(hall, { boardId }, forged)).status).toBe(401)
})

test('[F23] frames that come with the handshake: applied once the token is known to be good, else never', async () => {
  const hall = await givenHall()
  const session = await hall.board.join('Groupe A')
  const documentId = documentOf(session, 'group', session.groupId)
  const speak = (token: string, text: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(hall.server.port, '127.0.0.1')
      let answer = ''
      socket.setEncoding('latin1').on('data', (data: string) => {
        answer += data
        if (answer.includes('\r\n\r\n')) resolve(answer)
      })
      socket.once('error', reject)
      onTestFinished(() => void socket.destroy())
      const upgrade = [
        `GET /sync/${session.boardId}/${documentId} HTTP/1.1`,
        `Host: 127.0.0.1:${hall.server.port}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        `Sec-WebSocket-Protocol: ${BEARER_PREFIX}${token}`,
        '\r\n',
      ].join('\r\n')
      socket.write(
        Buffer.concat([Buffer.from(upgrade), masked(syncUpdate(noteUpdate(session, text)))]),
      )
    })
  expect(await speak(`${session.token.slice(0, -4)}AAAA`, 'Sans droit')).toMatch(/^HTTP\/1.1 401/)
  expect(await speak(session.token, 'De plein droit')).toMatch(/^HTTP\/1.1 101/)
  const reader = groupClient(hall.server.url, await hall.board.join('Groupe A'))
  await reader.open()
  onTestFinished(() => reader.vanish())
  await until('the note is there', () => reader.doc.getMap('cards').size === 1)
  const [card] = [...reader.doc.getMap('cards').values()] as Y.Map<Y.Text>[]
  expect(card?.get('text')?.toString()).toBe('De plein droit')
})

/** One binary frame as a client sends it, with a mask of zeros. */
function masked(payload: Uint8Array): Buffer {
  const head = [0x82, 0x80 | 126, payload.length >> 8, payload.length & 255, 0, 0, 0, 0]
  return Buffer.concat([Buffer.from(head), payload])
}

test('[F24] before « Dévoiler » nobody is let into what is not theirs, and who only reads changes nothing', async () => {
  const hall = await givenHall()
  const { board } = hall
  const [ada, screen] = [await board.join('Groupe A'), await board.screen()]
  const others = board.facilitator.documents.filter(
    ({ kind, groupId }) => kind === 'wall' || (kind === 'group' && groupId !== ada.groupId),
  )
  const statuses = new Set<number>()
  for (const { documentId } of others) statuses.add(await upgradeStatus(hall, ada, documentId))
  for (const { kind, documentId } of board.facilitator.documents) {
    if (kind === 'room') continue
    statuses.add(await upgradeStatus(hall, screen, documentId))
  }
  expect([...statuses]).toEqual([403])
  const minutes = await fetch(`${hall.server.url}/api/boards/${ada.boardId}/minutes.json`, {
    headers: { authorization: `Bearer ${ada.token}` },
  })
  expect(minutes.status).toBe(403)

  // The room document is the server's alone.
  const room = documentOf(board.facilitator, 'room')
  for (const session of [screen, ada, board.facilitator]) {
    const doc = new Y.Doc()
    doc.getMap('session').set('revealed', true)
    const socket = new WebSocket(
      `${hall.server.url.replace('http', 'ws')}/sync/${session.boardId}/${room}`,
      [BEARER_PREFIX + session.token],
    )
    onTestFinished(() => socket.terminate())
    await new Promise((resolve) => socket.once('open', resolve))
    socket.send(syncUpdate(Y.encodeStateAsUpdate(doc)))
    socket.send(syncStep2(Y.encodeStateAsUpdate(doc)))
  }
  const witness = roomClient(hall.server.url, ada)
  await witness.open()
  onTestFinished(() => witness.vanish())
  expect(readRoom(witness.doc).session.revealed).toBe(false)
  const late = await board.join('Groupe B')
  expect(late.documents.some(({ kind }) => kind === 'wall')).toBe(false)
  expect(await upgradeStatus(hall, late, documentOf(board.facilitator, 'wall'))).toBe(403)

  await board.command({ type: 'reveal' })
  const revealed = (await (
    await post(hall, { boardId: ada.boardId }, ada.token)
  ).json()) as CreatedSession
  for (const { documentId } of others) {
    expect(await upgradeStatus(hall, revealed, documentId)).toBe(101)
  }
})

test('[F49] three hundred people join from one address among wrong codes; then only the guesser waits', async () => {
  const hall = await givenHall()
  const { code, groups } = hall.board.created
  const right = (index: number) => ({ code, groupId: groups[index % groups.length]?.groupId })
  const wrong = (index: number) => ({ code: String(100_000 + index), groupId: groups[0]?.groupId })
  const statuses = await Promise.all(
    Array.from({ length: 330 }, async (_, index) =>
      index % 11 === 10
        ? { isRight: false, status: (await post(hall, wrong(index))).status }
        : { isRight: true, status: (await post(hall, right(index))).status },
    ),
  )
  expect(statuses.filter(({ isRight, status }) => isRight && status !== 201)).toEqual([])
  const guesses = []
  for (let guess = 0; guess < 40; guess++) guesses.push(await post(hall, wrong(1_000 + guess)))
  const last = guesses.at(-1)
  expect(last?.status).toBe(429)
  expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await post(hall, right(0))).status).toBe(201)
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
