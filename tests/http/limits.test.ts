import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

import { createMemoryStore } from '@murmure/server/storage/memory'
import { COPY_MAX_BYTES } from '@murmure/shared/protocol/copy'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import { FRAMES_TYPE } from '@murmure/shared/protocol/parcels'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'

import { until } from '../support/until.ts'
import { call, makeCast, startApp } from './support.ts'

const KB = 1024
type Body = { readonly route: string; readonly bytes: number; readonly type?: string }
/** Every route that reads a body, and what it may have. */
const BODIES: readonly Body[] = [
  { route: 'POST /api/boards', bytes: 64 * KB },
  { route: 'POST /api/boards/copy', bytes: COPY_MAX_BYTES },
  { route: 'POST /api/sessions', bytes: 64 * KB },
  { route: 'PATCH /api/boards/:boardId', bytes: 64 * KB },
  { route: 'POST /api/boards/:boardId/session', bytes: 64 * KB },
  { route: 'POST /api/boards/:boardId/secrets', bytes: 64 * KB },
  { route: 'POST /api/boards/:boardId/headcount', bytes: 64 * KB },
  { route: 'POST /api/boards/:boardId/hands', bytes: 64 * KB },
  { route: 'POST /api/boards/:boardId/revocations', bytes: 64 * KB },
  { route: 'POST /sync/:boardId/:documentId', bytes: 4 * KB * KB, type: FRAMES_TYPE },
  { route: 'POST /r/:code', bytes: 4 * KB, type: 'application/x-www-form-urlencoded' },
]

const documentOf = (session: CreatedSession) =>
  session.documents.find(({ kind }) => kind === 'group')?.documentId ?? ''

test.each(BODIES)(
  '$route: a body of $bytes bytes and one more is 413, with its reason',
  async ({ route, bytes, type = 'application/json' }) => {
    const harness = await startApp()
    const { board, phone, facilitator } = await makeCast(harness)
    const token = route.startsWith('POST /sync') ? phone.token : facilitator.token
    const address = route
      .replace(':boardId', board.boardId)
      .replace(':documentId', documentOf(phone))
      .replace(':code', board.code)
    const answerTo = (payload: Buffer) =>
      call(harness, address, { token, payload, headers: { 'content-type': type } })
    const tooMuch = await answerTo(Buffer.alloc(bytes + 1, 32))
    expect(tooMuch.statusCode).toBe(413)
    expect(tooMuch.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(tooMuch.json()).toMatchObject({
      type: 'urn:murmure:problem:request-too-large',
      status: 413,
    })
    expect((await answerTo(Buffer.alloc(bytes, 32))).statusCode).not.toBe(413)
  },
)

test('no route that takes a body is missing above', async () => {
  const { app } = await startApp()
  const routes = app.printRoutes({ commonPrefix: false })
  const methods = [...routes.matchAll(/\(([A-Z, ]+)\)/g)].flatMap(([, names]) => names?.split(', '))
  const takers = methods.filter((name) => name === 'POST' || name === 'PATCH' || name === 'PUT')
  expect(takers).toHaveLength(BODIES.length)
})

test.each([
  ['crowded', 429, 'too-many-requests'],
  ['full', 503, 'store-unavailable'],
] as const)(
  'an upgrade of who finds no room (%s) is %i, and says when to come back',
  async (room, status, problem) => {
    const harness = await startApp()
    const { relay } = harness.deps
    const second = await startApp({
      ...harness.deps,
      relay: { ...relay, roomFor: () => room },
    })
    const { board, phone } = await makeCast(harness)
    const url = await second.app.listen({
      host: '127.0.0.1',
      port: 0,
      listenTextResolver: () => '',
    })
    const socket = new WebSocket(
      `${url.replace('http', 'ws')}/sync/${board.boardId}/${documentOf(phone)}`,
      [`bearer.${phone.token}`],
    )
    socket.on('error', () => undefined)
    const [, response] = await once(socket, 'unexpected-response')
    const chunks: Buffer[] = []
    for await (const chunk of response) chunks.push(chunk as Buffer)
    expect(response.statusCode).toBe(status)
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0)
    expect(JSON.parse(Buffer.concat(chunks).toString()).type).toBe(`urn:murmure:problem:${problem}`)
  },
)

test('what comes on an open line while the server closes is answered like everything else', async () => {
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => (release = resolve))
  let isHeld = false
  const store = createMemoryStore()
  const harness = await startApp({
    store: {
      ...store,
      async probe() {
        isHeld = true
        await held
      },
    },
  })
  const url = new URL(
    await harness.app.listen({ host: '127.0.0.1', port: 0, listenTextResolver: () => '' }),
  )
  let serving: Socket | undefined
  harness.app.server.once('connection', (socket) => (serving = socket))
  const line = connect(Number(url.port), '127.0.0.1')
  onTestFinished(() => void line.destroy())
  let said = ''
  line.on('data', (piece) => (said += String(piece)))
  line.write('GET /readyz HTTP/1.1\r\nhost: x\r\n\r\n')
  await until('it waits', () => isHeld)
  const closing = harness.app.close()
  line.write('GET /api/nowhere HTTP/1.1\r\nhost: x\r\naccept-language: en\r\n\r\n')
  // It is read while the first still waits.
  await until('it is read', () => serving?.bytesRead === line.bytesWritten)
  release()
  await closing
  await once(line, 'close')
  const answers = said.split('HTTP/1.1 ').slice(1)
  expect(answers[0]).toContain('200 OK')
  expect(answers[1]).toContain('application/problem+json')
  expect(answers[1]).toContain('"type":"urn:murmure:problem:route-unknown"')
})
