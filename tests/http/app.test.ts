import { createMemoryStore } from '@murmure/server/storage/memory'
import { StoreError } from '@murmure/server/storage/contract'
import { PROBLEMS_EN } from '@murmure/server/http/problems.en'
import { PROBLEMS_FR } from '@murmure/server/http/problems.fr'
import { localeOf } from '@murmure/server/http/locale'
import { describe, expect, onTestFinished, test, vi } from 'vitest'

import { call, makeBoard, makeCast, startApp } from './support.ts'

describe('security headers', () => {
  test('stand on pages and answers alike', async () => {
    const harness = await startApp()
    for (const path of ['/', '/api/templates', '/nulle-part']) {
      const { headers } = await call(harness, `GET ${path}`, { headers: { host: 'murs.fr:3000' } })
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self' ws://murs.fr:3000 wss://murs.fr:3000; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      )
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['x-frame-options']).toBe('DENY')
      expect(headers['strict-transport-security']).toBeUndefined()
      expect(headers['x-powered-by']).toBeUndefined()
    }
  })

  test('take no policy from a forged host', async () => {
    const harness = await startApp()
    const { headers } = await call(harness, 'GET /', {
      headers: { host: "x.fr; script-src 'unsafe-inline'" },
    })
    expect(headers['content-security-policy']).not.toContain('unsafe-inline')
  })

  test('answers of the API are for no cache', async () => {
    const harness = await startApp()
    const { headers } = await call(harness, 'GET /api/templates')
    expect(headers['cache-control']).toBe('no-store')
  })
})

describe('problems', () => {
  test.each([
    ['unknown route', 'GET /api/nulle-part', undefined, 404, 'route-unknown'],
    ['malformed JSON', 'POST /api/boards', '{"title":', 400, 'request-malformed'],
    ['no body', 'POST /api/boards', '', 400, 'request-malformed'],
    ['too much', 'POST /api/boards', `{"title":"${'x'.repeat(65_536)}"}`, 413, 'request-too-large'],
    ['an address that does not decode', 'GET /api/%ff', undefined, 400, 'request-malformed'],
  ])('%s', async (_name, route, payload, status, problem) => {
    const harness = await startApp()
    const answer = await call(harness, route, {
      ...(payload !== undefined && { payload, headers: { 'content-type': 'application/json' } }),
    })
    expect([answer.statusCode, answer.json().type]).toEqual([
      status,
      `urn:murmure:problem:${problem}`,
    ])
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  })

  test('speak the caller’s language', async () => {
    const harness = await startApp()
    const say = async (language: string) => {
      const headers = { 'accept-language': language }
      return (await call(harness, 'GET /api/rien', { headers })).json().title
    }
    expect([await say('fr-FR'), await say('en-US,en;q=0.9'), await say('de')]).toEqual([
      'Adresse inconnue',
      'Unknown address',
      'Adresse inconnue',
    ])
  })

  test('never show a bug’s insides', async () => {
    const store = {
      ...createMemoryStore(),
      findBoardByCode: () => Promise.reject(new Error('peu importe')),
    }
    const harness = await startApp({ store })
    const answer = await call(harness, 'POST /api/sessions', {
      body: { code: '123456', groupId: 'a' },
    })
    expect([answer.statusCode, answer.json().type]).toEqual([500, 'urn:murmure:problem:unexpected'])
    expect(answer.body).not.toMatch(/peu importe|at .*\.ts/)
  })

  test('a store that cannot work is 503 and says when to come back', async () => {
    const broken = () => Promise.reject(new StoreError('disk full'))
    const harness = await startApp({
      store: { ...createMemoryStore(), probe: broken, createBoard: broken },
    })
    for (const answer of [
      await call(harness, 'GET /readyz'),
      await call(harness, 'POST /api/boards', { body: { title: 'A' } }),
    ]) {
      expect([answer.statusCode, answer.json().type]).toEqual([
        503,
        'urn:murmure:problem:store-unavailable',
      ])
      expect(answer.headers['retry-after']).toBe('5')
    }
    expect((await call(harness, 'GET /healthz')).statusCode).toBe(200)
  })

  test('both catalogues have the same keys, and no exclamation mark', () => {
    expect(Object.keys(PROBLEMS_EN).sort()).toEqual(Object.keys(PROBLEMS_FR).sort())
    expect(JSON.stringify([PROBLEMS_EN, PROBLEMS_FR])).not.toContain('!')
  })
})

test('GET /readyz: a commit succeeds', async () => {
  const harness = await startApp()
  expect((await call(harness, 'GET /readyz')).json()).toEqual({ status: 'ok' })
})

test('GET /readyz: a store that hangs is 503 after a while, and ready again when it answers', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const store = createMemoryStore()
  const disk = { hangs: true }
  const harness = await startApp({
    store: {
      ...store,
      probe: () => (disk.hangs ? new Promise<void>(() => undefined) : store.probe()),
    },
  })
  const answer = Promise.resolve(call(harness, 'GET /readyz'))
  await vi.advanceTimersByTimeAsync(5_000)
  expect((await answer).statusCode).toBe(503)
  disk.hangs = false
  expect((await call(harness, 'GET /readyz')).statusCode).toBe(200)
})

test.each([
  [undefined, 'fr'],
  ['', 'fr'],
  ['de, it;q=0.9', 'fr'],
  ['en-GB', 'en'],
  ['fr;q=0.4, en;q=0.6', 'en'],
  ['en;q=0, fr', 'fr'],
  ['*', 'fr'],
  ['en;q=nonsense', 'fr'],
])('the language of %s is %s', (header, locale) => {
  expect(localeOf(header)).toBe(locale)
})

test('no code, token, secret, name or title is ever logged', async () => {
  const harness = await startApp()
  const { board, phone, facilitator } = await makeCast(harness)
  const { code, boardId, secrets } = board
  await call(harness, `GET /r/${code}`)
  await call(harness, `POST /r/${code}`, {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: `name=Samia&groupId=${phone.groupId}`,
  })
  await call(harness, `GET /r?code=${code}`)
  await call(harness, `GET /api/boards/${boardId}`, { token: facilitator.token })
  await call(harness, 'GET /nulle-part/123456')
  const text = harness.logged.join('\n')
  expect(text).toContain('"route":"/r/:code"')
  for (const word of [code, phone.token, facilitator.token, secrets.screen, 'Samia', 'Assemblée']) {
    expect(text).not.toContain(word)
  }
})

test('TRUST_PROXY: the address and the scheme are the proxy’s word, only where it is believed', async () => {
  const headers = {
    'x-forwarded-for': '203.0.113.9',
    'x-forwarded-proto': 'https',
    host: 'murs.fr',
  }
  const linkOf = async (trustProxy: boolean | string[]) => {
    const harness = await startApp({ trustProxy })
    const answer = await call(harness, 'POST /api/boards', { headers, body: { title: 'A' } })
    return String(answer.json().links.join).split('/r/')[0]
  }
  expect(await linkOf(false)).toBe('http://murs.fr')
  expect(await linkOf(true)).toBe('https://murs.fr')
  expect(await linkOf(['127.0.0.1'])).toBe('https://murs.fr')
  expect(await linkOf(['10.0.0.0/8'])).toBe('http://murs.fr')
})

test('a board made while its projection fails is not announced', async () => {
  const store = createMemoryStore()
  const harness = await startApp({
    store,
    projection: { project: () => Promise.reject(new StoreError('disk full')) },
  })
  const answer = await makeBoard(harness)
  expect(answer).toMatchObject({ type: 'urn:murmure:problem:store-unavailable' })
})
