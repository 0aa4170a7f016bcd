import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createApp } from '@murmure/server/app'
import { createHandIds } from '@murmure/server/auth/hand-ids'
import { createTokens } from '@murmure/server/auth/tokens'
import type { AppDeps } from '@murmure/server/http/app-deps'
import { createRelay } from '@murmure/server/relay/relay'
import { createRoomProjection } from '@murmure/server/room-doc/project-room'
import { createMemoryStore } from '@murmure/server/storage/memory'
import type { CreatedBoard, CreatedSession } from '@murmure/shared/protocol/http'
import { onTestFinished } from 'vitest'

export const NOON = Date.UTC(2026, 5, 13, 10, 0, 0)

const KEY = new Uint8Array(32).fill(7)

type App = Awaited<ReturnType<typeof createApp>>

/** What `app.inject(request)` promises; its own type lives in a package that tests do not import. */
export type Answer = App['inject'] extends {
  (request: never, done: never): void
  (request: never): infer Promised
  (): unknown
}
  ? Promised
  : never

export type Harness = {
  readonly app: App
  readonly deps: AppDeps
  /** The clock of tokens, limits and rows. */
  readonly clock: { now: number }
  readonly logged: string[]
}

const JOIN_HTML = `<!doctype html>
<html lang="fr"><head><title>Murmure</title></head><body><!--join--></body></html>
`

/** The whole HTTP side with the real relay on the store in memory, and a client of a few files. */
export async function startApp(changes: Partial<AppDeps> = {}): Promise<Harness> {
  const clock = { now: NOON }
  const logged: string[] = []
  const log = recordingLog(logged)
  const store = changes.store ?? createMemoryStore()
  const now = () => clock.now
  const relay = createRelay({ store, now, log })
  const deps: AppDeps = {
    store,
    relay,
    projection: createRoomProjection({ store, relay }),
    tokens: createTokens(KEY, now),
    handIds: createHandIds(KEY),
    now,
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    log,
    clientDir: makeClient(),
    publicOrigin: undefined,
    lanOrigin: () => undefined,
    trustProxy: false,
    ...changes,
  }
  const app = await createApp(deps)
  onTestFinished(() => app.close())
  return { app, deps, clock, logged }
}

function makeClient(): string {
  const folder = mkdtempSync(join(tmpdir(), 'murmure-client-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'assets', 'phone-abc123.js'), 'export {}')
  writeFileSync(join(folder, 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  for (const face of ['home', 'phone', 'wall', 'screen', 'minutes']) {
    writeFileSync(join(folder, `${face}.html`), `<title>${face}</title>`)
  }
  writeFileSync(join(folder, 'join.html'), JOIN_HTML)
  return folder
}

/** Everything that would be written, as text: tests search it for what must never be there. */
function recordingLog(logged: string[]): AppDeps['log'] {
  const record = (...parts: unknown[]) => void logged.push(JSON.stringify(parts))
  const log: AppDeps['log'] = {
    level: 'info',
    fatal: record,
    error: record,
    warn: record,
    info: record,
    debug: record,
    trace: record,
    silent: record,
    child: () => log,
  }
  return log
}

type Call = {
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: object
  readonly payload?: string | Buffer
  readonly remoteAddress?: string
}

/** One request; a body goes as JSON. */
export function call(
  { app }: Pick<Harness, 'app'>,
  route: string,
  { token, headers, ...rest }: Call = {},
): Answer {
  const [method = '', url = ''] = route.split(' ')
  return app.inject({
    method: method as 'GET',
    url,
    headers: { ...headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    ...rest,
  })
}

export async function makeBoard(
  harness: Harness,
  body: Readonly<Record<string, unknown>> = {},
): Promise<CreatedBoard> {
  const answer = await call(harness, 'POST /api/boards', {
    body: { title: 'Assemblée des centres', ...body },
  })
  return answer.json()
}

export async function openSession(
  harness: Harness,
  body: Readonly<Record<string, unknown>>,
  token?: string,
): Promise<CreatedSession> {
  const answer = await call(harness, 'POST /api/sessions', { body, ...(token && { token }) })
  return answer.json()
}

export type Cast = {
  readonly board: CreatedBoard
  readonly facilitator: CreatedSession
  readonly screen: CreatedSession
  /** Of group A. */
  readonly phone: CreatedSession
}

/** A board with one person of each role. */
export async function makeCast(harness: Harness): Promise<Cast> {
  const board = await makeBoard(harness)
  const { boardId, code, groups, secrets } = board
  return {
    board,
    facilitator: await openSession(harness, { boardId, secret: secrets.facilitator }),
    screen: await openSession(harness, { boardId, secret: secrets.screen }),
    phone: await openSession(harness, { code, groupId: groups[0]?.groupId }),
  }
}
