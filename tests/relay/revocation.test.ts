import { expect, test } from 'vitest'

import { call, makeBoard, openSession, startApp } from '../http/support.ts'

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
