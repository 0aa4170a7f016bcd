import { TOKEN_LIFETIME_MS } from '@murmure/server/auth/tokens'
import { CreatedSession, HandsAnswer } from '@murmure/shared/protocol/http'
import { readRoom } from '@murmure/shared/room-doc'
import { describe, expect, test } from 'vitest'

import {
  call,
  type Cast,
  type Harness,
  makeBoard,
  makeCast,
  openSession,
  startApp,
} from './support.ts'

const kinds = (session: CreatedSession) =>
  session.documents.map(({ kind, groupId, access }) => [kind, groupId, access])

const command = (harness: Harness, { board, facilitator }: Cast, body: object) =>
  call(harness, `POST /api/boards/${board.boardId}/session`, { token: facilitator.token, body })

describe('who gets which documents', () => {
  test('before « Dévoiler »: a phone its own group’s, a screen none, a facilitator all', async () => {
    const harness = await startApp()
    const { board, facilitator, screen, phone } = await makeCast(harness)
    expect(kinds(CreatedSession.parse(phone))).toEqual([
      ['room', undefined, 'read'],
      ['group', board.groups[0]?.groupId, 'write'],
    ])
    expect(kinds(screen)).toEqual([['room', undefined, 'read']])
    expect(kinds(facilitator)).toEqual([
      ['room', undefined, 'read'],
      ['wall', undefined, 'write'],
      ...board.groups.map(({ groupId }) => ['group', groupId, 'write']),
    ])
  })

  test('after it: everyone reads everything, and writes where they wrote', async () => {
    const harness = await startApp()
    const cast = await makeCast(harness)
    const { board, phone, screen } = cast
    await command(harness, cast, { type: 'reveal' })
    const { boardId } = board
    const own = board.groups[0]?.groupId
    expect(kinds(await openSession(harness, { boardId }, phone.token))).toEqual([
      ['room', undefined, 'read'],
      ['wall', undefined, 'read'],
      ...board.groups.map(({ groupId }) => ['group', groupId, groupId === own ? 'write' : 'read']),
    ])
    expect(kinds(await openSession(harness, { boardId }, screen.token))).toEqual([
      ['room', undefined, 'read'],
      ['wall', undefined, 'read'],
      ...board.groups.map(({ groupId }) => ['group', groupId, 'read']),
    ])
  })

  test('a screen is told the way in, nobody else', async () => {
    const harness = await startApp()
    const { board, screen, phone, facilitator } = await makeCast(harness)
    expect(screen.join).toEqual({ code: board.code, link: `http://localhost:80/r/${board.code}` })
    expect([phone.join, facilitator.join]).toEqual([undefined, undefined])
  })
})

describe('identity', () => {
  test('an earlier token keeps it for every role, also expired, also when changing group', async () => {
    const harness = await startApp()
    const { board, facilitator, screen, phone } = await makeCast(harness)
    harness.clock.now += TOKEN_LIFETIME_MS + 1000
    const { boardId, code, groups, secrets } = board
    const expired = await call(harness, `GET /api/boards/${boardId}`, { token: facilitator.token })
    expect(expired.json().type).toBe('urn:murmure:problem:token-expired')

    const moved = await openSession(harness, { code, groupId: groups[1]?.groupId }, phone.token)
    expect([moved.participantId, moved.groupId]).toEqual([phone.participantId, groups[1]?.groupId])
    const again = await openSession(harness, { boardId }, phone.token)
    expect([again.participantId, again.groupId]).toEqual([phone.participantId, phone.groupId])
    for (const [before, secret] of [
      [facilitator, secrets.facilitator],
      [screen, secrets.screen],
    ] as const) {
      const after = await openSession(harness, { boardId, secret }, before.token)
      expect([after.participantId, after.role]).toEqual([before.participantId, before.role])
      const renewed = await openSession(harness, { boardId }, before.token)
      expect([renewed.participantId, renewed.role]).toEqual([before.participantId, before.role])
    }
  })

  test('what somebody declared and their hand follow into another group, in their turn', async () => {
    const harness = await startApp()
    const { board, phone } = await makeCast(harness)
    const { boardId, code, groups } = board
    const [from = '', to = ''] = groups.map((group) => group.groupId)
    const neighbour = await openSession(harness, { code, groupId: from })
    const post = (token: string, path: string, body: object) =>
      call(harness, `POST /api/boards/${boardId}/${path}`, { token, body })
    const declarationId = 'd'.repeat(16)
    await post(phone.token, 'headcount', { declarationId, kind: 'volunteer', department: '36' })
    await post(neighbour.token, 'headcount', { kind: 'employee' })
    await post(phone.token, 'hands', { type: 'raise' })
    harness.clock.now += 1
    const raised = await post(neighbour.token, 'hands', { type: 'raise' })
    const before = HandsAnswer.parse(raised.json()).hands

    const change = { code, groupId: to, declarationId }
    const moved = await openSession(harness, change, phone.token)
    // Its answer was lost: asked again with the same token.
    await openSession(harness, change, phone.token)

    const roomId = moved.documents.find(({ kind }) => kind === 'room')?.documentId ?? ''
    const room = await harness.deps.relay.read(roomId, readRoom)
    expect(room?.session.hands).toEqual(
      before.map((hand, index) => (index === 0 ? { ...hand, groupId: to } : hand)),
    )
    expect(room?.session.headcounts).toMatchObject({
      [from]: { volunteers: 0, employees: 1 },
      [to]: { volunteers: 1, employees: 0 },
    })
    const lowered = await post(moved.token, 'hands', {
      type: 'lower',
      handId: before[0]?.handId,
    })
    expect(HandsAnswer.parse(lowered.json()).hands).toEqual(before.slice(1))
  })

  test('a stranger who shows the id of a declaration moves nothing', async () => {
    const harness = await startApp()
    const { board, phone } = await makeCast(harness)
    const { boardId, code, groups } = board
    const declarationId = 'd'.repeat(16)
    await call(harness, `POST /api/boards/${boardId}/headcount`, {
      token: phone.token,
      body: { declarationId, kind: 'volunteer' },
    })
    await openSession(harness, { code, groupId: groups[1]?.groupId, declarationId })
    const [row] = await harness.deps.store.listDeclarations(boardId)
    expect(row?.groupId).toBe(phone.groupId)
  })

  test('a token of another board gives none: a fresh one is made', async () => {
    const harness = await startApp()
    const { phone } = await makeCast(harness)
    const other = await makeBoard(harness)
    const groupId = other.groups[0]?.groupId
    const joined = await openSession(harness, { code: other.code, groupId }, phone.token)
    expect(joined.boardId).toBe(other.boardId)
    expect(joined.participantId).not.toBe(phone.participantId)
    const renewal = await call(harness, 'POST /api/sessions', {
      token: phone.token,
      body: { boardId: other.boardId },
    })
    expect(renewal.json().type).toBe('urn:murmure:problem:board-foreign')
  })

  test('a forged token is nobody', async () => {
    const harness = await startApp()
    const { board, phone } = await makeCast(harness)
    const [head, , signature] = phone.token.split('.')
    const claims = { board: board.boardId, participantId: phone.participantId, role: 'facilitator' }
    const body = Buffer.from(JSON.stringify({ ...claims, iat: 1, exp: 9e9 })).toString('base64url')
    const forged = `${head}.${body}.${signature}`
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`
    for (const token of [forged, none, 'garbage']) {
      const answer = await call(harness, `GET /api/boards/${board.boardId}`, { token })
      expect(answer.json().type).toBe('urn:murmure:problem:token-invalid')
      const renewal = await call(harness, 'POST /api/sessions', {
        token,
        body: { boardId: board.boardId },
      })
      expect(renewal.statusCode).toBe(401)
    }
  })

  test('renewals are limited per participant', async () => {
    const harness = await startApp()
    const { board, phone, screen } = await makeCast(harness)
    const body = { boardId: board.boardId }
    const renew = (token: string) => call(harness, 'POST /api/sessions', { token, body })
    for (let index = 0; index < 60; index++) await renew(phone.token)
    expect((await renew(phone.token)).statusCode).toBe(429)
    expect((await renew(screen.token)).statusCode).toBe(201)
  })
})

test.each([
  ['secret-unknown', 403, { secret: 'x'.repeat(32) }],
  ['token-missing', 401, {}],
  ['fields-refused', 400, { secret: 'court' }],
])('POST /api/sessions for a board: %s', async (problem, status, body) => {
  const harness = await startApp()
  const { boardId } = await makeBoard(harness)
  const answer = await call(harness, 'POST /api/sessions', { body: { boardId, ...body } })
  expect([answer.statusCode, answer.json().type]).toEqual([
    status,
    `urn:murmure:problem:${problem}`,
  ])
})

describe('codes', () => {
  test('are read with their blank', async () => {
    const harness = await startApp()
    const { code, groups } = await makeBoard(harness)
    const spaced = `${code.slice(0, 3)} ${code.slice(3)}`
    const session = await openSession(harness, { code: spaced, groupId: groups[0]?.groupId })
    expect(session.role).toBe('participant')
  })

  test('name the group or the field that is wrong', async () => {
    const harness = await startApp()
    const { code, groups } = await makeBoard(harness)
    const stranger = await call(harness, 'POST /api/sessions', { body: { code, groupId: 'Z' } })
    expect(stranger.json().type).toBe('urn:murmure:problem:group-unknown')
    const short = await call(harness, 'POST /api/sessions', {
      body: { code: '12', groupId: groups[0]?.groupId },
    })
    expect(short.json().fields).toEqual(['code'])
  })

  test('300 people behind one address get in, 30 of them after a wrong code', async () => {
    const harness = await startApp()
    const { code, groups } = await makeBoard(harness)
    const groupId = groups[0]?.groupId
    const statuses: number[] = []
    for (let person = 0; person < 300; person++) {
      if (person % 10 === 0) {
        const wrong = await call(harness, 'POST /api/sessions', {
          body: { code: wrongCode(code), groupId },
        })
        statuses.push(wrong.statusCode)
      }
      const right = await call(harness, 'POST /api/sessions', { body: { code, groupId } })
      statuses.push(right.statusCode)
    }
    expect(statuses.filter((status) => status === 404)).toHaveLength(30)
    expect(statuses.filter((status) => status === 201)).toHaveLength(300)
  })

  test('are closed to who guesses, by API and by page alike', async () => {
    const harness = await startApp()
    const { code, groups } = await makeBoard(harness)
    const wrong = wrongCode(code)
    for (let guess = 0; guess < 50; guess++) {
      await call(harness, 'POST /api/sessions', { body: { code: wrong, groupId: 'x' } })
      await call(harness, `GET /r/${wrong}`)
    }
    const body = { code, groupId: groups[0]?.groupId }
    const answer = await call(harness, 'POST /api/sessions', { body })
    expect(answer.json().type).toBe('urn:murmure:problem:too-many-codes')
    expect(answer.headers['retry-after']).toBe('600')
    expect((await call(harness, `GET /r/${code}`)).statusCode).toBe(429)
    const elsewhere = await call(harness, 'POST /api/sessions', { body, remoteAddress: '10.1.2.3' })
    expect(elsewhere.statusCode).toBe(201)
    harness.clock.now += 600_001
    expect((await call(harness, 'POST /api/sessions', { body })).statusCode).toBe(201)
  })
})

const wrongCode = (code: string) => (code === '123456' ? '123457' : '123456')
