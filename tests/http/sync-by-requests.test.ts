import { createRelay } from '@murmure/server/relay/relay'
import { createMemoryStore } from '@murmure/server/storage/memory'
import { StoreError } from '@murmure/server/storage/contract'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { readCards } from '@murmure/shared/group-doc'
import {
  decodeParcels,
  encodeFrames,
  encodeSince,
  FRAMES_TYPE,
} from '@murmure/shared/protocol/parcels'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'

import { actFrame, receive, step1 } from '../support/requests.ts'
import { until } from '../support/until.ts'
import { call, type Harness, makeBoard, makeCast, openSession, startApp } from './support.ts'

const documentOf = ({ documents }: CreatedSession, kind: string) =>
  documents.find((document) => document.kind === kind)?.documentId ?? ''

const stick = (doc: Y.Doc, { participantId }: CreatedSession, text = 'Une note') =>
  actFrame(doc, () =>
    stickCard(doc, {
      cardId: `${participantId}.${'0'.repeat(16)}`,
      columnId: 'apporte',
      text,
      at: 1,
    }),
  )

async function post(
  harness: Harness,
  { boardId, token }: Pick<CreatedSession, 'boardId' | 'token'>,
  documentId: string,
  ...frames: readonly Uint8Array[]
) {
  const answer = await call(harness, `POST /sync/${boardId}/${documentId}`, {
    token,
    headers: { 'content-type': FRAMES_TYPE },
    payload: Buffer.from(encodeFrames(frames)),
  })
  return { answer, status: answer.statusCode, parcels: decodeParcels(answer.rawPayload) ?? [] }
}

async function poll(
  harness: Harness,
  { boardId, token }: Pick<CreatedSession, 'boardId' | 'token'>,
  heads: Iterable<readonly [string, number]>,
) {
  const answer = await call(harness, `GET /sync/${boardId}?since=${encodeSince(heads)}`, { token })
  return { answer, status: answer.statusCode, parcels: decodeParcels(answer.rawPayload) ?? [] }
}

const problemOf = ({ answer }: { readonly answer: Awaited<ReturnType<typeof call>> }) =>
  answer.json().type.replace('urn:murmure:problem:', '')

test('200 is SAVED, 409 is not; nothing of it is for a cache', async () => {
  const harness = await startApp()
  const { phone, facilitator } = await makeCast(harness)
  const group = documentOf(phone, 'group')
  const doc = new Y.Doc()
  const first = await post(harness, phone, group, stick(doc, phone))
  expect([first.status, first.answer.headers['cache-control']]).toEqual([200, 'no-store'])
  const elsewhere = new Y.Doc()
  stick(elsewhere, facilitator)
  const gap = actFrame(elsewhere, () => elsewhere.getMap('cards').set('x', 1))
  expect((await post(harness, phone, group, gap)).status).toBe(409)
  const polled = await poll(harness, phone, [[group, 0]])
  expect([polled.status, polled.answer.headers['cache-control']]).toEqual([200, 'no-store'])
  const held = new Y.Doc()
  for (const parcel of polled.parcels) receive(held, parcel)
  expect(readCards(held, '').map(({ text }) => text)).toEqual(['Une note'])
})

test('the door is the same door: 401, 403, 404, 410, 503, before a byte of a body is read', async () => {
  const harness = await startApp()
  const { board, phone, screen, facilitator } = await makeCast(harness)
  const other = await makeBoard(harness)
  const own = documentOf(phone, 'group')
  const foreign = facilitator.documents.find(
    ({ groupId }) => groupId === board.groups[1]?.groupId,
  )?.documentId
  const wall = documentOf(facilitator, 'wall')
  const nobody = { boardId: board.boardId, token: 'no.such.token' }
  const doors: readonly [Pick<CreatedSession, 'boardId' | 'token'>, string, string][] = [
    [nobody, own, '401 token-invalid'],
    [{ ...phone, boardId: other.boardId }, own, '403 board-foreign'],
    [phone, 'AAAAAAAAAAAAAAAA.1', '404 document-unknown'],
    [phone, `${own.split('.')[0]}.2`, '410 document-retired'],
    [phone, wall, '403 document-closed'],
    [phone, foreign ?? '', '403 document-closed'],
    [screen, own, '403 document-closed'],
  ]
  for (const [who, documentId, expected] of doors) {
    const posted = await post(harness, who, documentId, step1(new Y.Doc()))
    expect(`${posted.status} ${problemOf(posted)}`).toBe(expected)
    const polled = await poll(harness, who, [
      [documentOf(phone, 'room'), 0],
      [documentId, 0],
    ])
    expect(`${polled.status} ${problemOf(polled)}`).toBe(expected)
  }
  const anonymous = await call(harness, `POST /sync/${board.boardId}/${own}`, {
    headers: { 'content-type': FRAMES_TYPE, 'content-length': String(2 ** 40) },
  })
  expect(anonymous.statusCode).toBe(401)
})

test('what is no body, or no list, is 400; the server goes on', async () => {
  const harness = await startApp()
  const { board, phone } = await makeCast(harness)
  const group = documentOf(phone, 'group')
  const { boardId } = board
  const send = (payload: Buffer, type = FRAMES_TYPE) =>
    call(harness, `POST /sync/${boardId}/${group}`, {
      token: phone.token,
      headers: { 'content-type': type },
      payload,
    })
  const many = encodeFrames(Array.from({ length: 300 }, () => new Uint8Array([3])))
  for (const payload of [Buffer.from([200]), Buffer.from([1, 0]), Buffer.from(many)]) {
    expect((await send(payload)).json().type).toBe('urn:murmure:problem:frames-malformed')
  }
  expect((await send(Buffer.from('{}'), 'application/json')).statusCode).toBe(400)
  expect((await send(Buffer.alloc(5 * 1024 * 1024))).statusCode).toBe(413)
  const lists = ['', 'since', `since=${group}`, `since=${group}:1,${group}:2`, `since=${group}:-1`]
  for (const list of lists) {
    const answer = await call(harness, `GET /sync/${boardId}?${list}`, { token: phone.token })
    expect([answer.statusCode, answer.json().fields]).toEqual([400, ['since']])
  }
})

test('a document that cannot be loaded is 503 with Retry-After', async () => {
  const store = createMemoryStore()
  const harness = await startApp({ store })
  const { phone } = await makeCast(harness)
  const failing = { ...store, load: () => Promise.reject(new StoreError('disk gone')) }
  const { log, now } = harness.deps
  const second = await startApp({ store, relay: createRelay({ store: failing, log, now }) })
  const group = documentOf(phone, 'group')
  const answers = [
    await post(second, phone, group, step1(new Y.Doc())),
    await poll(second, phone, [[group, 0]]),
  ]
  for (const { answer } of answers) {
    expect([answer.statusCode, Number(answer.headers['retry-after']) > 0]).toEqual([503, true])
  }
})

/** One of fourteen documents each: a room, a wall, twelve groups. */
async function givenFourteen(harness: Harness) {
  const groups = Array.from({ length: 12 }, (_, index) => ({
    name: `Groupe ${index + 1}`,
    kind: 'team',
  }))
  const board = await makeBoard(harness, { groups })
  const { boardId, code, secrets } = board
  const facilitator = await openSession(harness, { boardId, secret: secrets.facilitator })
  const phones = await Promise.all(
    board.groups.map(({ groupId }) => openSession(harness, { code, groupId })),
  )
  expect(facilitator.documents).toHaveLength(14)
  return { board, facilitator, phones }
}

test('[F29] fourteen documents in one poll, which tells of each', async () => {
  const harness = await startApp()
  const { facilitator, phones } = await givenFourteen(harness)
  const heads = new Map(facilitator.documents.map(({ documentId }) => [documentId, 0]))
  const take = (parcels: Awaited<ReturnType<typeof poll>>['parcels']) => {
    for (const { documentId, head } of parcels) if (head !== undefined) heads.set(documentId, head)
  }
  take((await poll(harness, facilitator, heads)).parcels)
  const before = new Map(heads)
  const waiting = poll(harness, facilitator, heads)
  await until('it waits', () => harness.deps.relay.stats().polls === 1)
  await Promise.all(
    phones.map((phone) =>
      post(
        harness,
        phone,
        phone.documents.find(({ kind }) => kind === 'group')?.documentId ?? '',
        stick(new Y.Doc(), phone),
      ),
    ),
  )
  take((await waiting).parcels)
  await until('all twelve are told', async () => {
    const moved = [...heads].filter(([documentId, head]) => head > (before.get(documentId) ?? 0))
    if (moved.length < 12) take((await poll(harness, facilitator, heads)).parcels)
    return moved.length >= 12
  })
})

test('a revoked participant’s poll ends with 401, a deleted board’s with 404, a stop’s with 503 at once', async () => {
  const harness = await startApp()
  const { board, phone, facilitator, screen } = await makeCast(harness)
  const { boardId } = board
  const open = (who: CreatedSession) => poll(harness, who, [[documentOf(who, 'room'), 1e6]])
  // A head that the server never had is answered at once: with the one that it has they wait.
  const [{ head = 0 } = {}] = (await open(phone)).parcels
  const wait = (who: CreatedSession) => poll(harness, who, [[documentOf(who, 'room'), head]])
  const waiting = wait(phone)
  await until('it waits', () => harness.deps.relay.stats().polls === 1)
  await call(harness, `POST /api/boards/${boardId}/revocations`, {
    token: facilitator.token,
    body: { participantId: phone.participantId },
  })
  expect(problemOf(await waiting)).toBe('token-invalid')
  const second = wait(screen)
  await until('it waits', () => harness.deps.relay.stats().polls === 1)
  await call(harness, `DELETE /api/boards/${boardId}`, { token: facilitator.token })
  expect((await second).status).toBe(404)

  const stopping = await startApp()
  const cast = await makeCast(stopping)
  const room = documentOf(cast.phone, 'room')
  const [{ head: now = 0 } = {}] = (await poll(stopping, cast.phone, [[room, 1e6]])).parcels
  const third = poll(stopping, cast.phone, [[room, now]])
  await until('it waits', () => stopping.deps.relay.stats().polls === 1)
  await stopping.deps.relay.stop()
  expect((await third).status).toBe(503)
})

test('a screen that polls is a screen that is there', async () => {
  const harness = await startApp()
  const { board, facilitator, screen } = await makeCast(harness)
  await poll(harness, screen, [[documentOf(screen, 'room'), 1e6]])
  const answer = await call(harness, `GET /api/boards/${board.boardId}`, {
    token: facilitator.token,
  })
  expect(answer.json().screens).toMatchObject([{ screenId: screen.participantId, connected: true }])
})

test('[F29] a ninth POST of one person at once waits; another person’s does not', async () => {
  let commit: () => void = () => undefined
  const held = new Promise<void>((resolve) => (commit = resolve))
  const memory = createMemoryStore()
  const store = {
    ...memory,
    begin: async (...args: Parameters<typeof memory.begin>) => {
      await held
      return memory.begin(...args)
    },
  }
  const first = await startApp({ store: memory })
  const { board, phone } = await makeCast(first)
  const other = await openSession(first, { code: board.code, groupId: phone.groupId })
  const { log, now } = first.deps
  const relay = createRelay({ store, log, now })
  const harness = await startApp({ store: memory, relay })
  onTestFinished(() => relay.stop())
  const group = documentOf(phone, 'group')
  const doc = new Y.Doc()
  const note = stick(doc, phone)
  const posts = Array.from({ length: 9 }, () => post(harness, phone, group, note))
  const others = post(harness, other, group, stick(new Y.Doc(), other))
  const refused = await Promise.race(posts)
  expect([refused.status, refused.answer.headers['retry-after']]).toEqual([429, '2'])
  commit()
  const statuses = (await Promise.all(posts))
    .map(({ status }) => status)
    .sort((one, two) => one - two)
  expect(statuses).toEqual([...Array.from({ length: 8 }, () => 200), 429])
  expect((await others).status).toBe(200)
})
