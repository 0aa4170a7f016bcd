import { setImmediate as nextTurn } from 'node:timers/promises'

import { createMetrics } from '@murmure/server/metrics/metrics'
import type { RelayStats, SentKind } from '@murmure/server/relay/contract'
import { type Store, StoreError } from '@murmure/server/storage/contract'
import { createMemoryStore } from '@murmure/server/storage/memory'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { MESSAGE, SYNC, syncStep2, syncUpdate } from '@murmure/shared/protocol/frames'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'

import { call, makeBoard, startApp } from '../http/support.ts'
import { type BareSocket, DOCUMENTS, openHall, person, type Who } from '../support/hall.ts'
import { parseMetrics } from '../support/metrics.ts'
import { until } from '../support/until.ts'

const TOKEN = 'un-jeton-d-exploitation'
const STATS: RelayStats = {
  connections: 1,
  peers: 2,
  polls: 3,
  rooms: 4,
  lagging: 5,
  frozen: 6,
  readOnly: 7,
  inboxBytes: 8,
  pending: 9,
}

function givenMetrics() {
  const metrics = createMetrics()
  onTestFinished(() => metrics.stop())
  const read = async (stats = STATS) => parseMetrics(await metrics.text(stats))
  return { metrics, read }
}

test('each thing that the relay tells has a figure of its own', async () => {
  const { metrics, read } = givenMetrics()
  const { meter } = metrics
  const times = (count: number, tell: () => void) => {
    for (let time = 0; time < count; time++) tell()
  }
  for (const ms of [3, 40]) meter.committed(ms)
  for (const [ms, frames] of [
    [2, 7],
    [4, 1],
    [9, 5],
  ] as const)
    meter.ticked(ms, frames)
  const kinds: readonly SentKind[] = ['update', 'answer', 'extra', 'control']
  for (const [index, kind] of kinds.entries())
    times(index + 1, () => meter.sent(kind, 100 * (index + 1)))
  meter.refused('closed')
  times(2, () => meter.refused('abuse'))
  times(3, () => meter.gap())
  times(4, () => meter.dropped())
  times(5, () => meter.reloaded('commit'))
  times(6, () => meter.reloaded('update'))
  times(2, () => metrics.answered(404))
  const figures = await read()
  const expected = {
    murmure_commit_seconds_count: 2,
    murmure_commit_seconds_sum: 0.043,
    'murmure_commit_seconds_bucket{le="0.005"}': 1,
    murmure_tick_seconds_count: 3,
    murmure_tick_seconds_sum: 0.015,
    murmure_tick_frames_count: 3,
    murmure_tick_frames_sum: 13,
    'murmure_frames_sent_total{kind="update"}': 1,
    'murmure_frames_sent_total{kind="answer"}': 2,
    'murmure_frames_sent_total{kind="extra"}': 3,
    'murmure_frames_sent_total{kind="control"}': 4,
    'murmure_bytes_sent_total{kind="update"}': 100,
    'murmure_bytes_sent_total{kind="answer"}': 400,
    'murmure_bytes_sent_total{kind="extra"}': 900,
    'murmure_bytes_sent_total{kind="control"}': 1600,
    'murmure_refusals_total{reason="closed"}': 1,
    'murmure_refusals_total{reason="abuse"}': 2,
    murmure_gaps_total: 3,
    murmure_frozen_total: 4,
    'murmure_reloads_total{why="commit"}': 5,
    'murmure_reloads_total{why="update"}': 6,
    'murmure_http_answers_total{status="404"}': 2,
    murmure_connections: 1,
    murmure_http_people: 2,
    murmure_http_polls: 3,
    murmure_rooms: 4,
    murmure_lagging_sockets: 5,
    murmure_frozen_writers: 6,
    murmure_read_only_rooms: 7,
    murmure_inbox_bytes: 8,
    murmure_pending_documents: 9,
  }
  for (const [name, figure] of Object.entries(expected))
    expect([name, figures.get(name)]).toEqual([name, expect.closeTo(figure, 9)])
})

test('the event loop’s delay is that since the last reading', async () => {
  const { read } = givenMetrics()
  /** Nothing else gets its turn for so many ms, several times. */
  const hog = async (...stops: readonly number[]) => {
    for (const ms of stops) {
      for (const end = performance.now() + ms; performance.now() < end;);
      await nextTurn()
    }
    const figures = await read()
    return ['p99', 'max'].map((name) => figures.get(`murmure_event_loop_${name}_seconds`) ?? 0)
  }
  const short = Array.from({ length: 8 }, () => 30)
  const [p99 = 0, max = 0] = await hog(...short, 600, ...short)
  expect(p99).toBeGreaterThan(0.55)
  expect(max).toBeGreaterThan(0.55)
  // It was said once.
  const [p99After = 1, maxAfter = 1] = await hog(...short)
  expect(p99After).toBeGreaterThan(0.02)
  expect(maxAfter).toBeLessThan(max)
})

const ADA: Who = { participantId: person('ada'), role: 'participant', groupId: 'a' }
const NADIA: Who = { participantId: person('nadia'), role: 'facilitator' }
const MALLORY: Who = { participantId: person('mallory'), role: 'participant', groupId: 'a' }

/** The store in memory: what it committed, and whether it commits. */
function countingStore() {
  const memory = createMemoryStore()
  const state = { commits: 0, refuses: false }
  const store: Store = {
    ...memory,
    async begin(documents, heads) {
      const tick = await memory.begin(documents, heads)
      const commit: typeof tick.commit = async (rows, leases) => {
        if (state.refuses) throw new StoreError('disk full')
        state.commits += 1
        return tick.commit(rows, leases)
      }
      return { ...tick, commit }
    },
  }
  return { store, state }
}

/** What a socket was sent, by the class that the relay counts it in. */
function receivedBy(socket: BareSocket): ReadonlyMap<SentKind, readonly Uint8Array[]> {
  const frames = (type: number) => socket.frames(type)
  const sync = (...steps: readonly number[]) =>
    frames(MESSAGE.sync).filter(([, step = -1]) => steps.includes(step))
  return new Map<SentKind, readonly Uint8Array[]>([
    ['update', sync(SYNC.update)],
    ['answer', sync(SYNC.step2)],
    ['extra', [...frames(MESSAGE.room), ...frames(MESSAGE.awareness)]],
    ['control', [...sync(SYNC.step1), ...frames(MESSAGE.saved), ...frames(MESSAGE.refused)]],
  ])
}

function noteOf(who: Who, doc = new Y.Doc(), number = 1): Uint8Array {
  const before = Y.encodeStateVector(doc)
  const cardId = `${who.participantId}.${String(number).padStart(16, '0')}`
  stickCard(doc, { cardId, columnId: 'apporte', text: `Note ${number}`, at: number })
  return Y.encodeStateAsUpdate(doc, before)
}

test('the relay tells what happens: frames, ticks and commits, gaps, refusals, what a failed commit costs', async () => {
  const { metrics, read } = givenMetrics()
  const { store, state } = countingStore()
  const hall = await openHall(store, { meter: metrics.meter })
  onTestFinished(() => hall.close())
  const figure = async (name: string) => (await read(hall.relay.stats())).get(name) ?? 0
  const ada = await hall.socket(DOCUMENTS.a, ADA)
  const nadia = await hall.socket(DOCUMENTS.a, NADIA)
  const mallory = await hall.socket(DOCUMENTS.a, MALLORY)
  const sockets = [ada, nadia, mallory]
  nadia.socket.send(Uint8Array.of(MESSAGE.sync, SYNC.step1, 1, 0))
  await until('all are asked', () =>
    sockets.every((socket) => receivedBy(socket).get('control')?.length === 1),
  )
  expect([await figure('murmure_connections'), await figure('murmure_rooms')]).toEqual([3, 1])

  const doc = new Y.Doc()
  ada.socket.send(syncUpdate(noteOf(ADA, doc)))
  await until('she is told SAVED', () => ada.frames(MESSAGE.saved).length === 1)
  noteOf(ADA, doc, 2)
  ada.socket.send(syncUpdate(noteOf(ADA, doc, 3)))
  await until('a gap', async () => (await figure('murmure_gaps_total')) === 1)
  expect(await figure('murmure_frozen_writers')).toBe(1)
  ada.socket.send(syncStep2(Y.encodeStateAsUpdate(doc)))
  await until('nothing is frozen', async () => (await figure('murmure_frozen_writers')) === 0)
  expect(await figure('murmure_frozen_total')).toBe(1)
  mallory.socket.send(syncUpdate(noteOf(NADIA)))
  await until('the thief is told', () => mallory.frames(MESSAGE.refused).length === 1)
  expect(await figure('murmure_refusals_total{reason="abuse"}')).toBe(1)

  // Once all counters of who is there have come, nothing is under way.
  await until('who is there is told', () =>
    sockets.every((socket) => socket.frames(MESSAGE.room).length > 0),
  )
  for (const kind of ['update', 'answer', 'extra', 'control'] as const) {
    const received = () => sockets.flatMap((socket) => receivedBy(socket).get(kind) ?? [])
    const frames = () => figure(`murmure_frames_sent_total{kind="${kind}"}`)
    await until(`${kind}: each that was counted came`, async () => {
      return received().length > 0 && received().length === (await frames())
    })
    const bytes = received().reduce((sum, { length }) => sum + length, 0)
    expect([kind, await figure(`murmure_bytes_sent_total{kind="${kind}"}`)]).toEqual([kind, bytes])
  }
  expect(await figure('murmure_commit_seconds_count')).toBe(state.commits)
  // One for each thing that was sent, and those of the joins.
  expect(await figure('murmure_tick_seconds_count')).toBeGreaterThanOrEqual(5)
  expect(await figure('murmure_tick_frames_sum')).toBe(3 + 1 + 4)

  state.refuses = true
  ada.socket.send(syncUpdate(noteOf(ADA, doc, 4)))
  await until('a reload', async () => (await figure('murmure_reloads_total{why="commit"}')) > 0)
  expect(await figure('murmure_commit_seconds_count')).toBe(state.commits)
  ada.socket.terminate()
  await until('she is gone', async () => (await figure('murmure_connections')) === 2)
})

test('the operator reads numbers, and nobody’s words', async () => {
  const { metrics } = givenMetrics()
  const harness = await startApp({ metrics, metricsToken: TOKEN })
  const board = await makeBoard(harness, { title: 'Titre confidentiel' })
  await call(harness, 'GET /api/nowhere')
  const answer = await call(harness, 'GET /metrics')
  expect(answer.statusCode).toBe(200)
  const figures = parseMetrics(answer.body)
  expect(figures.get('murmure_http_answers_total{status="404"}')).toBe(1)
  expect(figures.get('murmure_rooms')).toBe(1)
  for (const secret of [board.boardId, board.code, 'confidentiel']) {
    expect(answer.body).not.toContain(secret)
  }
})

test('to everyone else there is no such page: from afar, through a proxy, with a wrong token', async () => {
  const harness = await startApp({ metrics: givenMetrics().metrics, metricsToken: TOKEN })
  const status = async (options: Parameters<typeof call>[2]) =>
    (await call(harness, 'GET /metrics', options)).statusCode
  expect(await status({ remoteAddress: '192.168.1.20' })).toBe(404)
  expect(await status({ headers: { 'x-forwarded-for': '203.0.113.9' } })).toBe(404)
  expect(await status({ token: `${TOKEN}x` })).toBe(404)
  expect(await status({ token: TOKEN, remoteAddress: '203.0.113.9' })).toBe(200)
  expect(await status({ remoteAddress: '::1' })).toBe(200)
})
