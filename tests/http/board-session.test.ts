import { stickCard } from '@murmure/shared/actions/stick-card'
import { createCardId } from '@murmure/shared/ids'
import { readRoom } from '@murmure/shared/room-doc'
import mammoth from 'mammoth'
import { describe, expect, test } from 'vitest'

import { call, type Cast, type Harness, makeCast, openSession, NOON, startApp } from './support.ts'

const command = (harness: Harness, { board }: Cast, token: string, body: object) =>
  call(harness, `POST /api/boards/${board.boardId}/session`, { token, body })

const roomOf = async ({ deps }: Harness, { board, phone }: Cast) => {
  const document = phone.documents.find(({ kind }) => kind === 'room')
  const room = await deps.relay.read(document?.documentId ?? '', readRoom)
  const row = await deps.store.getBoard(board.boardId)
  return { told: room?.session, stored: row?.room.session }
}

describe('POST /api/boards/:id/session', () => {
  test('the answer, the row and the room document say the same', async () => {
    const harness = await startApp()
    const cast = await makeCast(harness)
    const { token } = cast.facilitator
    await command(harness, cast, token, { type: 'open', sectionId: 'bilan' })
    const answer = await command(harness, cast, token, { type: 'timer', seconds: 600 })
    expect(answer.statusCode).toBe(200)
    expect(answer.json().session).toMatchObject({ open: ['bilan'], timerEndsAt: NOON + 600_000 })
    const { told, stored } = await roomOf(harness, cast)
    expect(told).toEqual(answer.json().session)
    expect(stored).toEqual(told)
  })

  test('« Dévoiler » is final', async () => {
    const harness = await startApp()
    const cast = await makeCast(harness)
    const { token } = cast.facilitator
    const early = await command(harness, cast, token, { type: 'phase', phase: 'group' })
    expect([early.statusCode, early.json().type]).toEqual([409, 'urn:murmure:problem:not-revealed'])
    await command(harness, cast, token, { type: 'reveal' })
    const back = await command(harness, cast, token, { type: 'phase', phase: 'write' })
    expect(back.json().session).toMatchObject({ phase: 'write', revealed: true })
  })

  test.each([
    ['section-unknown', 404, { type: 'open', sectionId: 'nulle-part' }],
    ['fields-refused', 400, { type: 'vote' }],
    ['fields-refused', 400, { type: 'timer', seconds: -1 }],
  ])('refuses: %s %i', async (problem, status, body) => {
    const harness = await startApp()
    const cast = await makeCast(harness)
    const answer = await command(harness, cast, cast.facilitator.token, body)
    expect([answer.statusCode, answer.json().type]).toEqual([
      status,
      `urn:murmure:problem:${problem}`,
    ])
  })

  test('is for facilitators', async () => {
    const harness = await startApp()
    const cast = await makeCast(harness)
    for (const { token } of [cast.phone, cast.screen]) {
      const answer = await command(harness, cast, token, { type: 'reveal' })
      expect(answer.statusCode).toBe(403)
    }
    expect((await roomOf(harness, cast)).stored?.revealed).toBe(false)
  })

  test('two facilitators at once: both commands count', async () => {
    const harness = await startApp()
    const cast = await makeCast(harness)
    const { token } = cast.facilitator
    await Promise.all([
      command(harness, cast, token, { type: 'open', sectionId: 'bilan' }),
      command(harness, cast, token, { type: 'open', sectionId: 'perspectives' }),
      command(harness, cast, token, { type: 'timer', seconds: 60 }),
    ])
    const { told, stored } = await roomOf(harness, cast)
    expect([...(stored?.open ?? [])].sort()).toEqual(['bilan', 'perspectives'])
    expect(stored?.timerEndsAt).toBe(NOON + 60_000)
    expect(told).toEqual(stored)
  })
})

describe('POST /api/boards/:id/headcount', () => {
  const declare = (harness: Harness, { board }: Cast, token: string, body: object) =>
    call(harness, `POST /api/boards/${board.boardId}/headcount`, { token, body })

  test('sums declarations; the same id again replaces', async () => {
    const harness = await startApp()
    const cast = await makeCast(harness)
    const { token, groupId = '' } = cast.phone
    const first = await declare(harness, cast, token, {
      kind: 'volunteer',
      department: '36',
      count: 4,
    })
    const { declarationId } = first.json()
    await declare(harness, cast, token, { kind: 'employee' })
    await declare(harness, cast, token, {
      declarationId,
      kind: 'volunteer',
      department: '36',
      count: 5,
    })
    const { told, stored } = await roomOf(harness, cast)
    expect(told?.headcounts).toEqual({
      [groupId]: { volunteers: 5, employees: 1, other: 0, departments: { '36': 5 } },
    })
    expect(stored?.headcounts).toEqual({})
  })

  test('a participant declares for their own group, a facilitator for any', async () => {
    const harness = await startApp()
    const cast = await makeCast(harness)
    const groupId = cast.board.groups[1]?.groupId
    const body = { kind: 'other', groupId }
    const foreign = await declare(harness, cast, cast.phone.token, body)
    expect(foreign.json().type).toBe('urn:murmure:problem:group-foreign')
    expect((await declare(harness, cast, cast.facilitator.token, body)).statusCode).toBe(200)
    const nowhere = await declare(harness, cast, cast.facilitator.token, { kind: 'other' })
    expect(nowhere.json().type).toBe('urn:murmure:problem:group-unknown')
    const screen = await declare(harness, cast, cast.screen.token, body)
    expect(screen.statusCode).toBe(403)
    const odd = await declare(harness, cast, cast.phone.token, { kind: 'other', department: 'XX' })
    expect(odd.json().fields).toEqual(['department'])
  })

  test('is limited per participant', async () => {
    const harness = await startApp()
    const cast = await makeCast(harness)
    for (let index = 0; index < 60; index++) {
      await declare(harness, cast, cast.phone.token, { kind: 'other' })
    }
    const answer = await declare(harness, cast, cast.phone.token, { kind: 'other' })
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '600'])
  })
})

describe('GET /api/boards/:id/minutes', () => {
  const WORDS = 'Peser davantage auprès des élus'

  async function stickNote({ deps }: Harness, { phone }: Cast): Promise<void> {
    const document = phone.documents.find(({ kind }) => kind === 'group')
    await deps.relay.write(document?.documentId ?? '', (doc) => {
      stickCard(doc, {
        cardId: createCardId(phone.participantId, deps.random),
        columnId: 'apporte',
        text: WORDS,
        at: NOON,
      })
    })
  }

  test('in every format, for facilitators', async () => {
    const harness = await startApp()
    const cast = await makeCast(harness)
    await stickNote(harness, cast)
    const { token } = cast.facilitator
    const minutes = (format: string) =>
      call(harness, `GET /api/boards/${cast.board.boardId}/minutes.${format}`, { token })
    const json = await minutes('json')
    expect([json.statusCode, json.json().title]).toEqual([200, 'Assemblée des centres'])
    expect(json.body).toContain(WORDS)
    const html = await minutes('html')
    expect(html.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(html.body).toContain(WORDS)
    const markdown = await minutes('md')
    expect(markdown.headers['content-disposition']).toBe(
      `attachment; filename="Compte-rendu - Assemblee des centres.md"; filename*=UTF-8''Compte-rendu%20%E2%80%93%20Assembl%C3%A9e%20des%20centres.md`,
    )
    expect(markdown.body).toContain(WORDS)
    const docx = await minutes('docx')
    expect(docx.headers['content-type']).toBe(
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    )
    const { value } = await mammoth.extractRawText({ buffer: docx.rawPayload })
    expect(value).toContain(WORDS)
  })

  test('for everyone else once published, and no longer once withdrawn', async () => {
    const harness = await startApp()
    const cast = await makeCast(harness)
    const route = `GET /api/boards/${cast.board.boardId}/minutes.json`
    const read = async () => {
      const answers = [cast.phone, cast.screen].map(({ token }) => call(harness, route, { token }))
      return (await Promise.all(answers)).map(({ statusCode }) => statusCode)
    }
    expect(await read()).toEqual([403, 403])
    const { token } = cast.facilitator
    const early = await command(harness, cast, token, { type: 'publish', published: true })
    expect([early.statusCode, early.json().title]).toEqual([409, 'Mur non dévoilé'])
    expect(await read()).toEqual([403, 403])
    await command(harness, cast, token, { type: 'reveal' })
    expect(await read()).toEqual([403, 403])
    await command(harness, cast, token, { type: 'publish', published: true })
    expect(await read()).toEqual([200, 200])
    await command(harness, cast, token, { type: 'publish', published: false })
    expect(await read()).toEqual([403, 403])
    expect((await call(harness, route)).statusCode).toBe(401)
  })

  test('published before « Dévoiler », by a version that allowed it: still closed', async () => {
    const harness = await startApp()
    const cast = await makeCast(harness)
    const { boardId } = cast.board
    const row = await harness.deps.store.getBoard(boardId)
    if (!row) throw new Error('no board')
    const session = { ...row.room.session, published: true }
    const changed = { ...row, version: row.version + 1, room: { ...row.room, session } }
    expect(await harness.deps.store.updateBoard(changed, [])).toBe('updated')
    const { token } = cast.phone
    const answer = await call(harness, `GET /api/boards/${boardId}/minutes.json`, { token })
    expect(answer.statusCode).toBe(403)
  })

  test('of one board are not for the people of another', async () => {
    const harness = await startApp()
    const cast = await makeCast(harness)
    const other = await makeCast(harness)
    const stranger = await openSession(
      harness,
      { boardId: other.board.boardId, secret: other.board.secrets.facilitator },
      cast.phone.token,
    )
    const answer = await call(harness, `GET /api/boards/${cast.board.boardId}/minutes.json`, {
      token: stranger.token,
    })
    expect(answer.json().type).toBe('urn:murmure:problem:board-foreign')
  })
})
