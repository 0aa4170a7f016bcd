import { CreatedSecret, type CreatedSession } from '@murmure/shared/protocol/http'
import { expect, test } from 'vitest'

import { call, makeCast, openSession, startApp } from './support.ts'

test('a facilitator makes a link for a screen, which opens the board as a screen', async () => {
  const harness = await startApp()
  const { board, facilitator } = await makeCast(harness)
  const answer = await call(harness, `POST /api/boards/${board.boardId}/secrets`, {
    token: facilitator.token,
    body: { role: 'screen' },
  })
  expect(answer.statusCode).toBe(201)
  const { secret, link } = answer.json()
  expect(link).toMatch(new RegExp(`/p/${board.boardId}#${secret}$`))
  const session = await openSession(harness, { boardId: board.boardId, secret })
  expect(session.role).toBe('screen')
})

test('nobody else makes links', async () => {
  const harness = await startApp()
  const { board, phone, screen } = await makeCast(harness)
  for (const { token } of [phone, screen]) {
    const body = { role: 'facilitator' }
    const answer = await call(harness, `POST /api/boards/${board.boardId}/secrets`, { token, body })
    expect(answer.statusCode).toBe(403)
  }
})

test('a scribe’s link opens the phone page, with every note of one group to write', async () => {
  const harness = await startApp()
  const { board, facilitator, phone } = await makeCast(harness)
  const { boardId, groups } = board
  const groupId = groups[1]?.groupId
  const answer = await call(harness, `POST /api/boards/${boardId}/secrets`, {
    token: facilitator.token,
    body: { role: 'scribe', groupId },
  })
  const { secret, link } = CreatedSecret.parse(answer.json())
  expect(link).toBe(`http://localhost:80/e/${boardId}#${secret}`)
  const session = await openSession(harness, { boardId, secret })
  expect([session.role, session.groupId]).toEqual(['scribe', groupId])
  expect(granted(session)).toEqual([
    ['room', undefined, 'read'],
    ['group', groupId, 'write'],
  ])
  const renewed = await openSession(harness, { boardId }, session.token)
  expect([renewed.role, renewed.groupId]).toEqual(['scribe', groupId])
  const kept = await openSession(harness, { boardId, secret }, phone.token)
  expect([kept.participantId, kept.role]).toEqual([phone.participantId, 'scribe'])
})

test('a remote centre’s screen reads its own group’s notes before « Dévoiler », and no other’s', async () => {
  const harness = await startApp()
  const { board, facilitator } = await makeCast(harness)
  const { boardId, groups } = board
  const groupId = groups[2]?.groupId
  const { token } = facilitator
  const answer = await call(harness, `POST /api/boards/${boardId}/secrets`, {
    token,
    body: { role: 'screen', groupId },
  })
  const { secret } = CreatedSecret.parse(answer.json())
  const session = await openSession(harness, { boardId, secret })
  expect([session.role, session.groupId]).toEqual(['screen', groupId])
  expect(granted(session)).toEqual([
    ['room', undefined, 'read'],
    ['group', groupId, 'read'],
  ])
  const reveal = { token, body: { type: 'reveal' } }
  await call(harness, `POST /api/boards/${boardId}/session`, reveal)
  const after = await openSession(harness, { boardId }, session.token)
  expect(granted(after).filter(([kind]) => kind === 'group')).toEqual(
    groups.map((group) => ['group', group.groupId, 'read']),
  )
})

test('links are for other machines, also when they are made at the server’s own', async () => {
  const harness = await startApp({ lanOrigin: () => 'http://192.168.1.20:3000' })
  const { board, facilitator } = await makeCast(harness)
  const groupId = board.groups[0]?.groupId
  const links = []
  for (const body of [{ role: 'scribe', groupId }, { role: 'screen' }, { role: 'facilitator' }]) {
    const { token } = facilitator
    const route = `POST /api/boards/${board.boardId}/secrets`
    const { link } = CreatedSecret.parse((await call(harness, route, { token, body })).json())
    links.push(link.slice(0, link.indexOf(board.boardId)))
  }
  const origin = 'http://192.168.1.20:3000'
  expect(links).toEqual([`${origin}/e/`, `${origin}/p/`, `${origin}/a/`])
})

test.each([
  ['group-unknown', 404, { role: 'scribe', groupId: 'nulle-part' }],
  ['group-unknown', 404, { role: 'screen', groupId: 'nulle-part' }],
  ['fields-refused', 400, { role: 'scribe' }],
  ['fields-refused', 400, { role: 'participant', groupId: 'a' }],
  ['fields-refused', 400, { role: 'facilitator', groupId: 'a' }],
])('%s, %i: no link for %j', async (problem, status, body) => {
  const harness = await startApp()
  const { board, facilitator } = await makeCast(harness)
  const answer = await call(harness, `POST /api/boards/${board.boardId}/secrets`, {
    token: facilitator.token,
    body,
  })
  expect([answer.statusCode, answer.json().type]).toEqual([
    status,
    `urn:murmure:problem:${problem}`,
  ])
})

const granted = (session: CreatedSession) =>
  session.documents.map(({ kind, groupId, access }) => [kind, groupId, access])
