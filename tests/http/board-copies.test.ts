import { checkCopy } from '@murmure/server/http/check-copy'
import { restoreBoard } from '@murmure/server/http/restore-board'
import type { BoardCopy } from '@murmure/shared/protocol/copy'
import { CreatedBoard } from '@murmure/shared/protocol/http'
import { writeSession } from '@murmure/shared/room-doc'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { anyStory, AUTHOR, boardOf, cardOf, restore, saveCopy, STORY, tell } from './copies.ts'
import { runs } from '../support/seed.ts'
import { call, type Harness, makeBoard, makeCast, openSession, startApp } from './support.ts'

describe('a copy', () => {
  test('is saved by facilitators as a file, with no secret, code or hand in it', async () => {
    const harness = await startApp()
    const { board, facilitator, phone, screen } = await makeCast(harness)
    const route = `GET /api/boards/${board.boardId}/copy`
    await call(harness, `POST /api/boards/${board.boardId}/hands`, {
      token: phone.token,
      body: { type: 'raise' },
    })
    for (const { token } of [phone, screen])
      expect((await call(harness, route, { token })).statusCode).toBe(403)
    const answer = await call(harness, route, { token: facilitator.token })
    expect(answer.headers['content-disposition']).toContain(
      'filename="Assemblee des centres.murmure.json"',
    )
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    for (const { token } of [facilitator, phone, screen]) expect(answer.body).not.toContain(token)
    for (const hidden of [board.code, board.boardId, ...Object.values(board.secrets)])
      expect(answer.body).not.toContain(hidden)
    expect(answer.json().room.session.hands).toEqual([])
  })

  test('becomes a new wall with the same content, and its own ids, code and secrets', async () => {
    const harness = await startApp()
    const { board, facilitator, phone } = await makeCast(harness)
    await call(harness, `PATCH /api/boards/${board.boardId}`, {
      token: facilitator.token,
      body: {
        visio: { url: 'https://visio.exemple.fr/a' },
        groups: [{ name: 'Dreux', kind: 'centre' }],
      },
    })
    await call(harness, `POST /api/boards/${board.boardId}/headcount`, {
      token: phone.token,
      body: { kind: 'volunteer', department: '36', count: 4 },
    })
    await tell(harness, board.boardId, STORY)
    const roomId = phone.documents.find(({ kind }) => kind === 'room')?.documentId ?? ''
    const late = [cardOf('note1')]
    await harness.deps.relay.write(roomId, (doc) => writeSession(doc, { late }))
    const answer = await restore(harness, JSON.stringify(await saveCopy(harness, board)))
    expect(answer.statusCode).toBe(201)
    const restored = CreatedBoard.parse(answer.json())
    const [before, after] = [
      await boardOf(harness, board.boardId),
      await boardOf(harness, restored.boardId),
    ]
    expect(after.cards.map(({ text }) => text)).toEqual(['Oui : Les repas', 'Du temps'])
    expect(after.session.late).toEqual(late)
    const first = board.groups[0]?.groupId ?? ''
    expect(after.session.counters[first]).toEqual({ apporte: 1 })
    expect({ ...after, session: { ...after.session, counters: {} } }).toEqual(before)
    expect([restored.boardId, restored.code, restored.secrets.facilitator]).not.toEqual([
      board.boardId,
      board.code,
      board.secrets.facilitator,
    ])
    const { boardId, secrets } = restored
    const session = await openSession(harness, { boardId, secret: secrets.facilitator })
    const idsOf = async (id: string) =>
      (await harness.deps.store.listDocuments(id)).map(({ documentId }) => documentId)
    expect(session.documents.map(({ documentId }) => documentId)).toEqual(await idsOf(boardId))
    expect(await idsOf(board.boardId)).not.toEqual(expect.arrayContaining(await idsOf(boardId)))
  })

  test('keeps who owns which clientID', async () => {
    const harness = await startApp()
    const board = await makeBoard(harness)
    const { store } = harness.deps
    const { documentId = '' } = (await store.listDocuments(board.boardId))[2] ?? {}
    const tick = await store.begin([documentId], new Map())
    await tick.commit([], [{ documentId, clientId: 7, participantId: AUTHOR }])
    const answer = await restore(harness, JSON.stringify(await saveCopy(harness, board)))
    const { boardId } = CreatedBoard.parse(answer.json())
    const restored = (await store.listDocuments(boardId))[2]?.documentId ?? ''
    expect((await store.load(restored))?.leases).toEqual([
      { documentId: restored, clientId: 7, participantId: AUTHOR },
    ])
  })

  test('of any board reads as that board', async () => {
    const harness = await startApp()
    const blank = await saveCopy(harness, await makeBoard(harness))
    await fc.assert(
      fc.asyncProperty(anyStory(), async (story) => {
        const source = await makeWall(harness, blank)
        await tell(harness, source.boardId, story)
        const restored = await makeWall(harness, await saveCopy(harness, source))
        const before = await boardOf(harness, source.boardId)
        const after = await boardOf(harness, restored.boardId)
        expect({ ...after, session: { ...after.session, counters: {} } }).toEqual({
          ...before,
          session: { ...before.session, counters: {} },
        })
        const counted = Object.values(after.session.counters).flatMap((of) => Object.values(of))
        const live = story.notes.filter(({ fate }) => fate !== 'removed' && fate !== 'aside')
        expect(counted.reduce((sum, count) => sum + count, 0)).toBe(live.length)
      }),
      { numRuns: runs(25) },
    )
  })
})

/** Restored without the route, whose limit is lower than a property's runs. */
async function makeWall(harness: Harness, copy: BoardCopy) {
  const checked = checkCopy(Buffer.from(JSON.stringify(copy)))
  if (!checked.ok) throw new Error(checked.error)
  const made = await restoreBoard(harness.deps, checked.value)
  if (!made.ok) throw new Error(made.error)
  return { boardId: made.value.board.boardId, secrets: made.value.secrets }
}

test('the note of a restored wall is nobody’s to correct but the facilitators’', async () => {
  const harness = await startApp()
  const board = await makeBoard(harness)
  await tell(harness, board.boardId, STORY)
  const answer = await restore(harness, JSON.stringify(await saveCopy(harness, board)))
  const { code, groups, boardId } = CreatedBoard.parse(answer.json())
  const { token, participantId } = await openSession(harness, { code, groupId: groups[0]?.groupId })
  expect(cardOf('note0')).not.toContain(participantId)
  const foreign = await call(harness, 'POST /api/sessions', {
    token,
    body: { boardId: board.boardId },
  })
  expect(boardId).not.toBe(board.boardId)
  expect(foreign.json().type).toBe('urn:murmure:problem:board-foreign')
})
