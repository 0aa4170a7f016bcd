import { BoardSettings, CreatedBoard } from '@murmure/shared/protocol/http'
import { readRoom } from '@murmure/shared/room-doc'
import { describe, expect, test } from 'vitest'

import { call, makeBoard, makeCast, openSession, startApp } from './support.ts'

describe('POST /api/boards', () => {
  test('makes the default wall, durable and projected before the answer', async () => {
    const harness = await startApp()
    const answer = await call(harness, 'POST /api/boards', {
      body: { title: ' Assemblée ', place: 'Issoudun (36)', date: '2026-06-13' },
    })
    expect(answer.statusCode).toBe(201)
    const board = CreatedBoard.parse(answer.json())
    expect(board.code).toMatch(/^[0-9]{6}$/)
    expect(board.groups.map(({ name }) => name)).toEqual([
      'Groupe A',
      'Groupe B',
      'Groupe C',
      'Partenaires',
    ])
    expect(board.links).toEqual({
      facilitator: `http://localhost:80/a/${board.boardId}#${board.secrets.facilitator}`,
      screen: `http://localhost:80/p/${board.boardId}#${board.secrets.screen}`,
      join: `http://localhost:80/r/${board.code}`,
    })
    const documents = await harness.deps.store.listDocuments(board.boardId)
    expect(documents.map(({ kind }) => kind).sort()).toEqual([
      'group',
      'group',
      'group',
      'group',
      'room',
      'wall',
    ])
    const roomId = documents.find(({ kind }) => kind === 'room')?.documentId ?? ''
    const room = await harness.deps.relay.read(roomId, readRoom)
    expect(room?.meta).toEqual({
      schema: 1,
      title: 'Assemblée',
      place: 'Issoudun (36)',
      date: '2026-06-13',
      locale: 'fr',
    })
  })

  test('stores no secret, only its hash', async () => {
    const harness = await startApp()
    const { boardId, secrets } = await makeBoard(harness)
    expect(await harness.deps.store.findSecret(boardId, secrets.facilitator)).toBeUndefined()
  })

  test('takes another code when one is taken, and says so when none is free', async () => {
    const harness = await startApp({ random: sameCodeAlways() })
    const first = await makeBoard(harness)
    const second = await call(harness, 'POST /api/boards', { body: { title: 'Deux' } })
    expect(first.code).toBe('000000')
    expect(second.statusCode).toBe(503)
    expect(second.json().type).toBe('urn:murmure:problem:codes-exhausted')
  })

  test('speaks the language of the request, and of the wall where it is given', async () => {
    const harness = await startApp()
    const headers = { 'accept-language': 'en-GB,en;q=0.9,fr;q=0.5' }
    const english = await call(harness, 'POST /api/boards', { headers, body: { title: 'A' } })
    const french = await call(harness, 'POST /api/boards', {
      headers,
      body: { title: 'A', locale: 'fr' },
    })
    expect(english.json().groups[0].name).toBe('Group A')
    expect(french.json().groups[0].name).toBe('Groupe A')
  })

  test('refuses what it does not know, naming the fields', async () => {
    const harness = await startApp()
    const answer = await call(harness, 'POST /api/boards', {
      body: { title: '', groups: [{ name: 'A', kind: 'choir' }], colour: 'red' },
    })
    expect(answer.statusCode).toBe(400)
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(answer.json()).toEqual({
      type: 'urn:murmure:problem:fields-refused',
      title: 'Champs refusés',
      status: 400,
      detail: 'Un ou plusieurs champs manquent ou n’ont pas la forme attendue.',
      fields: ['title', 'groups.0.kind', 'colour'],
    })
  })

  test('is limited per address', async () => {
    const harness = await startApp()
    for (let index = 0; index < 30; index++) await makeBoard(harness)
    const answer = await call(harness, 'POST /api/boards', { body: { title: 'De trop' } })
    expect(answer.statusCode).toBe(429)
    expect(answer.json().type).toBe('urn:murmure:problem:too-many-requests')
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(60)
  })

  test('gives phones the address of the local network when the caller sits at the machine', async () => {
    const harness = await startApp({ lanOrigin: () => 'http://192.168.1.20:3000' })
    const board = await makeBoard(harness)
    expect(board.links.join).toBe(`http://192.168.1.20:3000/r/${board.code}`)
    expect(board.links.facilitator).toContain('http://localhost:80/a/')
  })

  test('PUBLIC_URL stands in every link', async () => {
    const harness = await startApp({ publicOrigin: 'https://murs.exemple.fr' })
    const { links, code } = await makeBoard(harness)
    expect(links.join).toBe(`https://murs.exemple.fr/r/${code}`)
    expect(links.screen).toMatch(/^https:\/\/murs\.exemple\.fr\/p\//)
  })
})

test('GET /api/templates lists four, in the language asked for', async () => {
  const harness = await startApp()
  const french = await call(harness, 'GET /api/templates')
  const english = await call(harness, 'GET /api/templates?locale=en')
  expect(french.json().map(({ name }: { name: string }) => name)).toEqual([
    'Bilan et perspectives',
    'Trois questions',
    'Une seule question',
    'Mur vide',
  ])
  expect(english.json()[0].name).toBe('Review and outlook')
})

describe('a board’s settings', () => {
  test('are for its facilitators', async () => {
    const harness = await startApp()
    const { board, facilitator, screen, phone } = await makeCast(harness)
    const route = `GET /api/boards/${board.boardId}`
    const settings = await call(harness, route, { token: facilitator.token })
    expect(settings.statusCode).toBe(200)
    expect(BoardSettings.parse(settings.json())).toMatchObject({
      code: board.code,
      groups: board.groups,
      session: { phase: 'write', open: [], revealed: false },
    })
    for (const { token } of [screen, phone]) {
      const refused = await call(harness, route, { token })
      expect([refused.statusCode, refused.json().type]).toEqual([
        403,
        'urn:murmure:problem:role-insufficient',
      ])
    }
    const anonymous = await call(harness, route)
    expect([anonymous.statusCode, anonymous.headers['www-authenticate']]).toEqual([401, 'Bearer'])
  })

  test('belong to one board: a facilitator of another is refused', async () => {
    const harness = await startApp()
    const { facilitator } = await makeCast(harness)
    const other = await makeBoard(harness)
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const answer = await call(harness, `${method} /api/boards/${other.boardId}`, {
        token: facilitator.token,
      })
      expect(answer.json().type).toBe('urn:murmure:problem:board-foreign')
    }
  })

  test('change: titles, questions, groups renamed and added with a document of their own', async () => {
    const harness = await startApp()
    const { board, facilitator } = await makeCast(harness)
    const answer = await call(harness, `PATCH /api/boards/${board.boardId}`, {
      token: facilitator.token,
      body: {
        title: 'Assemblée 2026',
        place: 'Le Blanc',
        columns: [{ columnId: 'apporte', question: 'Et vous ?' }],
        groups: [
          { groupId: board.groups[0]?.groupId, name: 'Les bleus', room: 'Salle Tilleul' },
          { name: 'Vendôme', kind: 'centre' },
        ],
      },
    })
    expect(answer.statusCode).toBe(200)
    const settings = BoardSettings.parse(answer.json())
    expect(settings.meta).toMatchObject({ title: 'Assemblée 2026', place: 'Le Blanc' })
    expect(settings.columns[0]).toMatchObject({
      title: 'Ce que cela apporte',
      question: 'Et vous ?',
    })
    expect(settings.groups[0]).toMatchObject({ name: 'Les bleus', room: 'Salle Tilleul' })
    expect(settings.groups[4]).toMatchObject({ name: 'Vendôme', sign: { shape: 'flower' } })
    const { boardId, secrets } = board
    const renewed = await openSession(harness, { boardId, secret: secrets.facilitator })
    const added = settings.groups[4]?.groupId
    expect(renewed.documents.some(({ groupId }) => groupId === added)).toBe(true)
  })

  test.each([
    ['column-unknown', 404, { columns: [{ columnId: 'nulle-part', title: 'X' }] }],
    ['group-unknown', 404, { groups: [{ groupId: 'nulle-part', name: 'X' }] }],
    [
      'groups-too-many',
      409,
      { groups: Array.from({ length: 37 }, (_, index) => ({ name: `G${index}`, kind: 'team' })) },
    ],
    ['fields-refused', 400, { section: [] }],
    ['section-unknown', 404, { columns: [{ section: 'x', title: 'X', question: 'X ?' }] }],
    ['visio-refused', 400, { visio: { url: 'http://visio.exemple.fr/salle' } }],
  ])('refuse a patch: %s', async (problem, status, body) => {
    const harness = await startApp()
    const { board, facilitator } = await makeCast(harness)
    const answer = await call(harness, `PATCH /api/boards/${board.boardId}`, {
      token: facilitator.token,
      body,
    })
    expect([answer.statusCode, answer.json().type]).toEqual([
      status,
      `urn:murmure:problem:${problem}`,
    ])
  })
})

test('a video link is told to everyone in the room document, and taken away again', async () => {
  const harness = await startApp()
  const { board, facilitator, phone } = await makeCast(harness)
  const route = `PATCH /api/boards/${board.boardId}`
  const { token } = facilitator
  const visio = { url: 'https://meet.exemple.fr/assemblee', label: 'Salle commune' }
  const set = await call(harness, route, { token, body: { visio } })
  expect(BoardSettings.parse(set.json()).meta.visio).toEqual(visio)
  const roomId = phone.documents.find(({ kind }) => kind === 'room')?.documentId ?? ''
  expect((await harness.deps.relay.read(roomId, readRoom))?.meta.visio).toEqual(visio)
  const refused = await call(harness, route, {
    token,
    body: { title: 'Autre', visio: { url: 'https://ada:secret@exemple.fr' } },
  })
  expect([refused.statusCode, refused.json().fields]).toEqual([400, ['visio.url']])
  const renamed = await call(harness, route, { token, body: { title: 'Autre' } })
  expect(renamed.json().meta.visio).toEqual(visio)
  const removed = await call(harness, route, { token, body: { visio: null } })
  expect(removed.json().meta).not.toHaveProperty('visio')
  expect((await harness.deps.relay.read(roomId, readRoom))?.meta.title).toBe('Autre')
})

test('remote centres are added up to the limit, each with its own sign and letter', async () => {
  const harness = await startApp()
  const { board, facilitator } = await makeCast(harness)
  const groups = Array.from({ length: 36 }, (_, index) => ({
    name: `Centre ${index}`,
    kind: 'centre',
  }))
  const answer = await call(harness, `PATCH /api/boards/${board.boardId}`, {
    token: facilitator.token,
    body: { groups },
  })
  const signs = BoardSettings.parse(answer.json()).groups.map(({ sign }) => sign)
  expect(new Set(signs.map(({ letter }) => letter)).size).toBe(40)
  expect(new Set(signs.map((sign) => JSON.stringify(sign))).size).toBe(40)
})

test('« Mur vide » grows: a section, columns, and none is lost', async () => {
  const harness = await startApp()
  const board = await makeBoard(harness, { template: 'mur-vide' })
  const { boardId, secrets } = board
  const { token } = await openSession(harness, { boardId, secret: secrets.facilitator })
  const column = { title: 'Envies', question: 'De quoi avez-vous envie ?' }
  const answer = await call(harness, `PATCH /api/boards/${boardId}`, {
    token,
    body: {
      columns: [{ section: 'mur', ...column }],
      sections: [{ title: 'Suite', columns: [column] }],
    },
  })
  const settings = BoardSettings.parse(answer.json())
  expect(settings.sections.map(({ title }) => title)).toEqual(['Mur', 'Suite'])
  expect(settings.columns.map(({ title, section }) => [title, section])).toEqual([
    ['Notes', 'mur'],
    ['Envies', 'mur'],
    ['Envies', settings.sections[1]?.sectionId],
  ])
})

test('DELETE /api/boards/:id: the board, its code and its tokens lead nowhere', async () => {
  const harness = await startApp()
  const { board, facilitator, phone } = await makeCast(harness)
  const gone = await call(harness, `DELETE /api/boards/${board.boardId}`, {
    token: facilitator.token,
  })
  expect(gone.statusCode).toBe(204)
  const settings = await call(harness, `GET /api/boards/${board.boardId}`, {
    token: facilitator.token,
  })
  expect(settings.json().type).toBe('urn:murmure:problem:board-unknown')
  const renewal = await call(harness, 'POST /api/sessions', {
    token: phone.token,
    body: { boardId: board.boardId },
  })
  expect(renewal.statusCode).toBe(404)
  const joining = await call(harness, 'POST /api/sessions', {
    body: { code: board.code, groupId: phone.groupId },
  })
  expect(joining.json().type).toBe('urn:murmure:problem:code-unknown')
})

test('DELETE is for facilitators', async () => {
  const harness = await startApp()
  const { board, phone } = await makeCast(harness)
  const answer = await call(harness, `DELETE /api/boards/${board.boardId}`, { token: phone.token })
  expect(answer.statusCode).toBe(403)
})

/** Real chance for ids and secrets, always zero for the four bytes of a code. */
function sameCodeAlways() {
  return (length: number) =>
    length === 4 ? new Uint8Array(4) : crypto.getRandomValues(new Uint8Array(length))
}
