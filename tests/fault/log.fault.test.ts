import { once } from 'node:events'
import { connect } from 'node:net'

import { correctCard } from '@murmure/shared/actions/edit-card'
import { FRAMES_TYPE, encodeFrames } from '@murmure/shared/protocol/parcels'
import { BEARER_PREFIX, MESSAGE, SYNC } from '@murmure/shared/protocol/frames'
import { CreatedBoard, CreatedSecret, CreatedSession } from '@murmure/shared/protocol/http'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'

import { documentOf } from '../support/board.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { until } from '../support/until.ts'
import { groupClient, roomClient } from './hall.ts'

/** What is planted stands nowhere else: a word of ours, and where it was put. */
const plant = (where: string) => `Zéphyrin-${where}-${Math.random().toString(36).slice(2)}`

const WORDS = {
  title: plant('titre'),
  group: plant('groupe'),
  place: plant('lieu'),
  note: plant('note'),
  presence: plant('présence'),
  header: plant('en-tête')
    .normalize('NFD')
    .replaceAll(/[^\w-]/g, ''),
  query: plant('question'),
  path: plant('chemin'),
  body: plant('corps'),
  copy: plant('copie'),
  frame: plant('trame'),
  raw: plant('brut'),
} as const

type Answer = { readonly status: number; readonly json: unknown }

function callerOf(origin: string) {
  return async (
    route: string,
    options: { readonly token?: string; readonly body?: BodyInit; readonly type?: string } = {},
  ): Promise<Answer> => {
    const [method, path] = route.split(' ')
    const { token, body, type = 'application/json' } = options
    const response = await fetch(`${origin}${path}`, {
      ...(method !== undefined && { method }),
      redirect: 'manual',
      headers: {
        'x-note': WORDS.header,
        cookie: `mur=${WORDS.header}`,
        referer: `http://${WORDS.header}.test/`,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': type }),
      },
      ...(body !== undefined && { body }),
    })
    const text = await response.text()
    const isJson = (response.headers.get('content-type') ?? '').includes('json')
    return { status: response.status, json: isJson ? JSON.parse(text) : text }
  }
}

type Call = ReturnType<typeof callerOf>
const json = (value: unknown) => ({ body: JSON.stringify(value) })

/** A wall, its people, two notes, a refusal, a revocation, the minutes, a copy and its return, the end. */
async function playAssembly(url: string, call: Call): Promise<readonly string[]> {
  const created = CreatedBoard.parse(
    (
      await call(
        'POST /api/boards',
        json({
          title: WORDS.title,
          place: WORDS.place,
          groups: [{ name: WORDS.group, kind: 'team' }],
        }),
      )
    ).json,
  )
  const { boardId, code, secrets } = created
  const open = async (body: object, token?: string) =>
    CreatedSession.parse(
      (await call('POST /api/sessions', { ...json(body), ...(token && { token }) })).json,
    )
  const nadia = await open({ boardId, secret: secrets.facilitator })
  const groupId = created.groups[0]?.groupId
  const [ada, mallory] = [await open({ code, groupId }), await open({ code, groupId })]
  const screen = await open({ boardId, secret: secrets.screen })
  const base = `/api/boards/${boardId}`
  const scribe = CreatedSecret.parse(
    (
      await call(`POST ${base}/secrets`, {
        token: nadia.token,
        ...json({ role: 'scribe', groupId }),
      })
    ).json,
  )
  const command = (body: object) =>
    call(`POST ${base}/session`, { token: nadia.token, ...json(body) })
  await command({ type: 'open', sectionId: 'bilan' })
  const [phone, thief] = [groupClient(url, ada), groupClient(url, mallory)]
  await phone.open()
  const cardId = phone.stick(WORDS.note)
  phone.show({ cursor: WORDS.presence })
  await until('the note is SAVED', () => phone.isSaved())
  await thief.open()
  correctCard(thief.doc, cardId, WORDS.frame)
  await until('the thief is refused', () => thief.count(MESSAGE.refused) > 0)
  const room = roomClient(url, screen)
  await room.open()
  await call(`POST ${base}/hands`, { token: ada.token, ...json({ type: 'raise' }) })
  await call(`POST ${base}/revocations`, {
    token: nadia.token,
    ...json({ participantId: mallory.participantId }),
  })
  await call(`GET ${base}/minutes.docx`, { token: mallory.token })
  await command({ type: 'reveal' })
  for (const form of ['json', 'html', 'md', 'docx'])
    expect((await call(`GET ${base}/minutes.${form}`, { token: nadia.token })).status).toBe(200)
  const copy = (await call(`GET ${base}/copy`, { token: nadia.token })).json
  expect((await call('POST /api/boards/copy', json(copy))).status).toBe(201)
  await call(`GET /r/${code}`)
  await refuse(url, call, { nadia, ada, code, boardId, copy })
  for (const client of [phone, thief, room]) client.vanish()
  await call(`DELETE ${base}`, { token: nadia.token })
  const sessions = [nadia, ada, mallory, screen]
  return [
    ...Object.values(WORDS),
    ...sessions.flatMap(({ token }) => [token, ...token.split('.').slice(1)]),
    ...Object.values(secrets),
    scribe.secret,
    code,
  ]
}

type Given = {
  readonly nadia: CreatedSession
  readonly ada: CreatedSession
  readonly code: string
  readonly boardId: string
  readonly copy: unknown
}

/** Whatever is wrong with a request, at every door. */
async function refuse(url: string, call: Call, given: Given): Promise<void> {
  const { nadia, ada, code, boardId, copy } = given
  const { path, body, frame, query } = WORDS
  const base = `/api/boards/${boardId}`
  const room = documentOf(ada, 'room')
  const group = documentOf(ada, 'group', ada.groupId)
  const wrong: readonly (readonly [string, Parameters<Call>[1]?])[] = [
    [`GET /api/${path}?token=${ada.token}&q=${query}`],
    [`GET /${path}/%E0%A4%A?code=${code}`],
    [`GET /r/${code}%00${path}`],
    [`POST /r/${code}`, { type: 'application/x-www-form-urlencoded', body: `groupId=${body}` }],
    ['POST /api/boards', { body: `{"title": "${body}` }],
    ['POST /api/boards', json({ title: body, secret: body, [body]: body })],
    ['POST /api/boards', { type: `text/${path.normalize('NFD').replaceAll(/[^\w]/g, '')}`, body }],
    ['POST /api/boards', json({ title: body.repeat(5_000) })],
    ['POST /api/sessions', json({ code, groupId: body })],
    ['POST /api/sessions', json({ boardId, secret: body })],
    [`PATCH ${base}`, { token: nadia.token, ...json({ title: { [body]: body } }) }],
    [`PATCH ${base}`, { token: ada.token, ...json({ title: body }) }],
    [`GET ${base}`, { token: `${nadia.token.slice(0, -3)}abc` }],
    [`POST ${base}/hands`, { token: ada.token, ...json({ type: 'lower', handId: body }) }],
    [`POST ${base}/headcount`, { token: ada.token, ...json({ kind: body, count: -1 }) }],
    ['POST /api/boards/copy', { body: `{"format": "murmure", "room": "${WORDS.copy}` }],
    ['POST /api/boards/copy', json({ ...Object(copy), wall: { state: WORDS.copy, leases: [] } })],
    [`POST /sync/${boardId}/${group}`, { token: ada.token, type: FRAMES_TYPE, body: frame }],
    [`POST /sync/${boardId}/${group}`, { token: ada.token, type: FRAMES_TYPE, body: framesOf() }],
    [`GET /sync/${boardId}?since=${path}`, { token: ada.token }],
    [`GET /sync/${boardId}?since=${room}:0,${group}:x${query}`, { token: ada.token }],
  ]
  for (const [route, options] of wrong)
    expect((await call(route, options)).status, route).toBeGreaterThanOrEqual(300)
  await Promise.all([sendFrame(url, ada, group), sendBadToken(url, ada, group), sendRaw(url, code)])
}

/** A message of ours around bytes that are no update. */
const framesOf = (): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    encodeFrames([
      new Uint8Array([0, 2, 40, ...new TextEncoder().encode(WORDS.frame).slice(0, 40)]),
    ]),
  )

/** Bytes that are no frame close the socket; a text frame of 5 MB breaks it. */
async function sendFrame(url: string, { boardId, token }: CreatedSession, documentId: string) {
  const cutShort = Buffer.from([MESSAGE.sync, SYNC.update, 127, ...Buffer.from(WORDS.frame)])
  for (const bytes of [cutShort, WORDS.frame.repeat(200_000)]) {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/sync/${boardId}/${documentId}`, [
      BEARER_PREFIX + token,
    ])
    await once(socket, 'open')
    socket.send(bytes)
    await once(socket, 'close')
  }
}

async function sendBadToken(url: string, { boardId, token }: CreatedSession, documentId: string) {
  const address = `${url.replace('http', 'ws')}/sync/${boardId}/${documentId}?token=${token}`
  const socket = new WebSocket(address, [`${BEARER_PREFIX}${token.slice(0, -4)}aaaa`])
  await once(socket, 'error')
}

/** What is no HTTP at all. */
async function sendRaw(url: string, code: string) {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.resume()
  socket.end(`${WORDS.raw} ${code}\r\nauthorization: Bearer ${WORDS.raw}\r\n\r\n`)
  await once(socket, 'close')
}

const isDigits = (word: string): boolean => /^[0-9]+$/.test(word)

/** A code is six digits: also a piece of a time, but not a number of its own. */
const stands = (word: string, text: string): boolean =>
  isDigits(word) ? new RegExp(`(?<![0-9])${word}(?![0-9])`).test(text) : text.includes(word)

async function givenServer(): Promise<RunningServer> {
  const server = await startServer({ env: { LOG_LEVEL: 'debug' } })
  let isStopped = false
  onTestFinished(async () => {
    if (!isStopped) await server.kill()
  })
  return {
    ...server,
    async stop() {
      isStopped = true
      await server.stop()
    },
  }
}

test('a whole assembly at LOG_LEVEL=debug, with everything that can be refused: no word, name, token, secret or code is written', async () => {
  const server = await givenServer()
  const words = await playAssembly(server.url, callerOf(server.url))
  await server.stop()
  const output = server.output()
  // It does say what it does, or this would prove nothing.
  expect(output).toContain('/api/boards/:boardId/minutes.docx')
  expect(output).toContain('a writer was refused')
  expect(output.split('\n').length).toBeGreaterThan(40)
  const spoken = output.normalize('NFC')
  const escaped = (word: string) => JSON.stringify(word).slice(1, -1)
  const found = words.filter((word) =>
    [word, escaped(word), encodeURIComponent(word)].some((form) => stands(form, spoken)),
  )
  expect(found).toEqual([])
}, 60_000)
