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
