import { createRelay } from '@murmure/server/relay/relay'
import { createMemoryStore } from '@murmure/server/storage/memory'
import { StoreError } from '@murmure/server/storage/contract'
import { chooseProtocol } from '@murmure/server/http/sync'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'

import { call, type Harness, makeBoard, makeCast, openSession, startApp } from './support.ts'

type Opening = { readonly status: number; readonly protocol?: string; readonly problem?: string }

/** Listens, so that refusals travel as they do to a browser: before the upgrade. */
async function listen(
  harness: Harness,
): Promise<(path: string, protocols?: string[]) => Promise<Opening>> {
  const url = await harness.app.listen({ host: '127.0.0.1', port: 0, listenTextResolver: () => '' })
  return (path, protocols = []) =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`${url.replace('http', 'ws')}/sync/${path}`, protocols)
      onTestFinished(() => socket.terminate())
      socket.once('open', () => resolve({ status: 101, protocol: socket.protocol }))
      socket.once('unexpected-response', (_request, response) => {
        let body = ''
        response.on('data', (piece) => (body += String(piece)))
        response.on('end', () => {
          const problem = JSON.parse(body).type.replace('urn:murmure:problem:', '')
          resolve({ status: response.statusCode ?? 0, problem })
        })
      })
      socket.once('error', reject)
    })
}

const documentOf = (session: CreatedSession, kind: string) =>
  session.documents.find((document) => document.kind === kind)?.documentId ?? ''

describe('GET /sync/:boardId/:documentId', () => {
  test('opens what the session names, with the extension protocol or the bearer alone', async () => {
    const harness = await startApp()
    const open = await listen(harness)
    const { board, phone } = await makeCast(harness)
    const path = `${board.boardId}/${documentOf(phone, 'group')}`
    const bearer = `bearer.${phone.token}`
    expect(await open(path, ['murmure.v1', bearer])).toEqual({
      status: 101,
      protocol: 'murmure.v1',
    })
    expect(await open(path, [bearer])).toEqual({ status: 101, protocol: bearer })
  })

  test('refuses before the upgrade, with a status and a reason', async () => {
    const harness = await startApp()
    const open = await listen(harness)
    const { board, phone, screen, facilitator } = await makeCast(harness)
    const { boardId } = board
    const other = await makeBoard(harness)
    const as = ({ token }: CreatedSession) => ['murmure.v1', `bearer.${token}`]
    const room = documentOf(phone, 'room')
    const wall = documentOf(facilitator, 'wall')
    const foreign = facilitator.documents.find(
      ({ groupId }) => groupId === board.groups[1]?.groupId,
    )
    const own = documentOf(phone, 'group')
    const base = own.split('.')[0]
    const outcomes = [
      await open(`${boardId}/${room}`),
      await open(`${boardId}/${room}`, ['murmure.v1', 'bearer.no.such.token']),
      await open(`${other.boardId}/${room}`, as(phone)),
      await open(`${boardId}/AAAAAAAAAAAAAAAA.1`, as(phone)),
      await open(`${boardId}/${base}.2`, as(phone)),
      await open(`${boardId}/${wall}`, as(phone)),
      await open(`${boardId}/${foreign?.documentId}`, as(phone)),
      await open(`${boardId}/${own}`, as(screen)),
    ]
    expect(outcomes).toEqual([
      { status: 401, problem: 'token-missing' },
      { status: 401, problem: 'token-invalid' },
      { status: 403, problem: 'board-foreign' },
      { status: 404, problem: 'document-unknown' },
      { status: 410, problem: 'document-retired' },
      { status: 403, problem: 'document-closed' },
      { status: 403, problem: 'document-closed' },
      { status: 403, problem: 'document-closed' },
    ])
  })

  test('opens to everyone after « Dévoiler »', async () => {
    const harness = await startApp()
    const open = await listen(harness)
    const { board, facilitator, screen } = await makeCast(harness)
    const { boardId } = board
    await call(harness, `POST /api/boards/${boardId}/session`, {
      token: facilitator.token,
      body: { type: 'reveal' },
    })
    const renewed = await openSession(harness, { boardId }, screen.token)
    const path = `${boardId}/${documentOf(renewed, 'group')}`
    expect((await open(path, [`bearer.${screen.token}`])).status).toBe(101)
  })

  test('a document that cannot be loaded is 503, never an empty one', async () => {
    const store = createMemoryStore()
    const harness = await startApp({ store })
    const { board, phone } = await makeCast(harness)
    const failing = { ...store, load: () => Promise.reject(new StoreError('disk gone')) }
    const { log, now } = harness.deps
    const second = await startApp({ store, relay: createRelay({ store: failing, log, now }) })
    const open = await listen(second)
    const path = `${board.boardId}/${documentOf(phone, 'group')}`
    expect(await open(path, [`bearer.${phone.token}`])).toEqual({
      status: 503,
      problem: 'store-unavailable',
    })
  })

  test('closing the server says 1012 to every socket', async () => {
    const harness = await startApp()
    const { board, phone } = await makeCast(harness)
    const url = await harness.app.listen({
      host: '127.0.0.1',
      port: 0,
      listenTextResolver: () => '',
    })
    const path = `/sync/${board.boardId}/${documentOf(phone, 'group')}`
    const socket = new WebSocket(url.replace('http', 'ws') + path, [`bearer.${phone.token}`])
    await new Promise((resolve) => socket.once('open', resolve))
    const closed = new Promise((resolve) => socket.once('close', resolve))
    await harness.app.close()
    expect(await closed).toBe(1012)
  })

  test('asked for without an upgrade says what it is', async () => {
    const harness = await startApp()
    const { board, phone } = await makeCast(harness)
    const answer = await call(harness, `GET /sync/${board.boardId}/${documentOf(phone, 'room')}`, {
      token: phone.token,
    })
    expect([answer.statusCode, answer.json().type]).toEqual([
      426,
      'urn:murmure:problem:upgrade-required',
    ])
  })
})

test('one of the offered protocols is chosen, never another', () => {
  expect(chooseProtocol(new Set(['bearer.x', 'murmure.v1']))).toBe('murmure.v1')
  expect(chooseProtocol(new Set(['chat', 'bearer.x']))).toBe('bearer.x')
  expect(chooseProtocol(new Set(['chat']))).toBe(false)
})
