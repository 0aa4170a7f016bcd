import { stickCard } from '@murmure/shared/actions/stick-card'
import { readCards } from '@murmure/shared/group-doc'
import { decodeRefused, MESSAGE, syncUpdate } from '@murmure/shared/protocol/frames'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'

import { call, makeBoard, openSession, startApp } from '../http/support.ts'
import { DOCUMENTS, openHall, person, type Who } from '../support/hall.ts'
import { until } from '../support/until.ts'

const ADA: Who = { participantId: person('ada'), role: 'participant', groupId: 'a' }
const BOB: Who = { participantId: person('bob'), role: 'participant', groupId: 'a' }

const cardOf = ({ participantId }: Who) => `${participantId}.${'1'.padStart(16, '0')}`

const stick = (doc: Y.Doc, who: Who) =>
  void stickCard(doc, { cardId: cardOf(who), columnId: 'apporte', text: 'x', at: 1 })

test('[F20] a facilitator revokes somebody: their token opens nothing, renews nothing, and keeps no identity', async () => {
  const harness = await startApp()
  const board = await makeBoard(harness)
  const { boardId, code } = board
  const groupId = board.groups[0]?.groupId
  const nadia = await openSession(harness, { boardId, secret: board.secrets.facilitator })
  const ada = await openSession(harness, { code, groupId })
  const bob = await openSession(harness, { code, groupId })
  const revoke = (token: string) =>
    call(harness, `POST /api/boards/${boardId}/revocations`, {
      token,
      body: { participantId: ada.participantId },
    })

  expect((await revoke(bob.token)).statusCode).toBe(403)
  expect((await revoke(nadia.token)).statusCode).toBe(204)
  expect((await revoke(nadia.token)).statusCode).toBe(204)

  const sync = (session: typeof ada) =>
    call(harness, `GET /sync/${boardId}/${session.documents[0]?.documentId}`, {
      headers: { 'sec-websocket-protocol': `bearer.${session.token}` },
    })
  expect((await sync(ada)).statusCode).toBe(401)
  expect((await sync(bob)).statusCode).toBe(426)
  const renewal = { token: ada.token, body: { boardId } }
  expect((await call(harness, 'POST /api/sessions', renewal)).statusCode).toBe(401)
  const rejoined = await openSession(harness, { code, groupId }, ada.token)
  expect(rejoined.participantId).not.toBe(ada.participantId)
  expect(
    (await call(harness, 'POST /api/sessions', { token: bob.token, body: { boardId } })).json(),
  ).toMatchObject({ participantId: bob.participantId })
})

test('[F20] a revoked participant: frames that wait are dropped, every socket of theirs closes, others go on', async () => {
  const hall = await openHall()
  onTestFinished(() => hall.close())
  const doc = new Y.Doc()
  const first = await hall.socket(DOCUMENTS.a, ADA)
  const second = await hall.socket(DOCUMENTS.room, ADA)
  const bob = hall.join(DOCUMENTS.a, BOB)
  const codes: number[] = []
  for (const { socket } of [first, second]) socket.on('close', (code) => codes.push(code))
  await until('all are in', () => bob.provider.synced && first.frames(MESSAGE.sync).length > 0)
  stick(doc, ADA)
  first.socket.send(syncUpdate(Y.encodeStateAsUpdate(doc)))
  hall.relay.revoke(DOCUMENTS.a.boardId, ADA.participantId)
  await until('both are closed', () => codes.length === 2)
  expect(codes).toEqual([4403, 4403])
  expect(first.frames(MESSAGE.refused).map((frame) => decodeRefused(frame.slice(2)))).toEqual([
    'role',
  ])
  const again = await hall.socket(DOCUMENTS.a, ADA)
  let code = 0
  again.socket.on('close', (closed) => (code = closed))
  await until('and stays out', () => code !== 0)
  expect(code).toBe(4403)
  stick(bob.doc, BOB)
  const cards = () => hall.relay.read(DOCUMENTS.a.documentId, (held) => readCards(held, 'a'))
  await until('Bob goes on', async () => (await cards())?.length === 1)
  expect((await cards())?.[0]?.cardId).toBe(cardOf(BOB))
})
