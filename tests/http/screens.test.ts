import { createScreens } from '@murmure/server/http/screens'
import { BoardSettings, CreatedSecret, type CreatedSession } from '@murmure/shared/protocol/http'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'

import { until } from '../support/until.ts'
import { call, makeCast, openSession, startApp } from './support.ts'

const screen = (name: string, groupId?: string) => ({
  boardId: 'board',
  participantId: name,
  role: 'screen' as const,
  ...(groupId !== undefined && { groupId }),
})

test('a screen is known once, whatever sockets it has, and keeps its place when it comes back', () => {
  const screens = createScreens()
  const leave = screens.connected(screen('one'))
  screens.connected(screen('two', 'dreux'))
  const leaveAgain = screens.connected(screen('one'))
  leave()
  const two = { screenId: 'two', groupId: 'dreux', connected: true }
  expect(screens.of('board')).toEqual([{ screenId: 'one', connected: true }, two])
  leaveAgain()
  expect(screens.of('board')).toEqual([{ screenId: 'one', connected: false }, two])
  screens.connected(screen('one'))
  expect(screens.of('board')).toEqual([{ screenId: 'one', connected: true }, two])
  expect(screens.of('another')).toEqual([])
  screens.forget('board')
  expect(screens.of('board')).toEqual([])
})

test('those gone for good are forgotten before those that are there', () => {
  const screens = createScreens()
  for (let index = 0; index < 40; index++) {
    const leave = screens.connected(screen(`screen ${index}`))
    if (index > 0) leave()
  }
  const known = screens.of('board')
  expect([known.length, known[0]?.screenId, known.at(-1)?.screenId]).toEqual([
    30,
    'screen 0',
    'screen 39',
  ])
})

test('facilitators are told which screens are connected', async () => {
  const harness = await startApp()
  const url = await harness.app.listen({ host: '127.0.0.1', port: 0, listenTextResolver: () => '' })
  const { board, facilitator, screen: projector } = await makeCast(harness)
  const { boardId, groups } = board
  const { token } = facilitator
  const groupId = groups[3]?.groupId
  const link = await call(harness, `POST /api/boards/${boardId}/secrets`, {
    token,
    body: { role: 'screen', groupId },
  })
  const { secret } = CreatedSecret.parse(link.json())
  const centre = await openSession(harness, { boardId, secret })
  const open = (session: CreatedSession) => {
    const roomId = session.documents.find(({ kind }) => kind === 'room')?.documentId
    const address = `${url.replace('http', 'ws')}/sync/${boardId}/${roomId}`
    const socket = new WebSocket(address, [`bearer.${session.token}`])
    onTestFinished(() => socket.terminate())
    return socket
  }
  const told = async () => {
    const answer = await call(harness, `GET /api/boards/${boardId}`, { token })
    return JSON.stringify(BoardSettings.parse(answer.json()).screens)
  }
  const projectorNow = (connected: boolean) => ({ screenId: projector.participantId, connected })
  const centreNow = { screenId: centre.participantId, groupId, connected: true }
  open(facilitator)
  const socket = open(projector)
  await until(
    'the projector is there',
    async () => (await told()) === JSON.stringify([projectorNow(true)]),
  )
  open(centre)
  const both = JSON.stringify([projectorNow(true), centreNow])
  await until('both are there', async () => (await told()) === both)
  socket.close()
  const left = JSON.stringify([projectorNow(false), centreNow])
  await until('the projector has left', async () => (await told()) === left)
  expect(await told()).toBe(left)
})
