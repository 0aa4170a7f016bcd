import {
  ABSENT,
  afterEvent,
  type Lifecycle,
  type LifecycleEffect,
  type LifecycleEvent,
} from '@murmure/server/relay/lifecycle'
import { createRelay } from '@murmure/server/relay/relay'
import { type Store, StoreError } from '@murmure/server/storage/contract'
import { createMemoryStore } from '@murmure/server/storage/memory'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { readCards } from '@murmure/shared/group-doc'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'

import { DOCUMENTS, type Hall, openHall, person, type Who } from '../support/hall.ts'
import { until } from '../support/until.ts'

const ADA: Who = { participantId: person('ada'), role: 'participant', groupId: 'a' }

type StateName = Lifecycle['kind']
type EventName = LifecycleEvent['kind']

const STATES: Readonly<Record<StateName, Lifecycle>> = {
  absent: ABSENT,
  loading: { kind: 'loading', attempt: 1 },
  live: { kind: 'live' },
  draining: { kind: 'draining' },
}
const EVENTS: Readonly<Record<EventName, LifecycleEvent>> = {
  asked: { kind: 'asked', attempt: 1 },
  loaded: { kind: 'loaded', attempt: 1 },
  missing: { kind: 'missing', attempt: 1 },
  failed: { kind: 'failed', attempt: 1 },
  idle: { kind: 'idle' },
  written: { kind: 'written' },
  forgotten: { kind: 'forgotten' },
}

/** Every state meets every event: a hole does not compile. */
const TABLE: Readonly<
  Record<StateName, Readonly<Record<EventName, readonly [StateName, LifecycleEffect]>>>
> = {
  absent: {
    asked: ['loading', 'load'],
    loaded: ['absent', 'discard'],
    missing: ['absent', 'none'],
    failed: ['absent', 'none'],
    idle: ['absent', 'none'],
    written: ['absent', 'none'],
    forgotten: ['absent', 'none'],
  },
  loading: {
    asked: ['loading', 'none'],
    loaded: ['live', 'open'],
    missing: ['absent', 'deny'],
    failed: ['absent', 'deny'],
    idle: ['loading', 'none'],
    written: ['loading', 'none'],
    forgotten: ['absent', 'deny'],
  },
  live: {
    asked: ['live', 'none'],
    loaded: ['live', 'discard'],
    missing: ['live', 'none'],
    failed: ['live', 'none'],
    idle: ['draining', 'write-down'],
    written: ['live', 'none'],
    forgotten: ['absent', 'close'],
  },
  draining: {
    asked: ['live', 'none'],
    loaded: ['draining', 'discard'],
    missing: ['draining', 'none'],
    failed: ['draining', 'none'],
    idle: ['draining', 'none'],
    written: ['absent', 'close'],
    forgotten: ['absent', 'close'],
  },
}

describe('a room, by its table', () => {
  for (const [state, row] of Object.entries(TABLE)) {
    for (const [event, [next, effect]] of Object.entries(row)) {
      test(`${state} + ${event} = ${next}, ${effect}`, () => {
        const [after, done] = afterEvent(STATES[state as StateName], EVENTS[event as EventName])
        expect([after.kind, done]).toEqual([next, effect])
      })
    }
  }

  test('an answer of an earlier load changes nothing', () => {
    const loading: Lifecycle = { kind: 'loading', attempt: 2 }
    expect(afterEvent(loading, EVENTS.loaded)).toEqual([loading, 'discard'])
    expect(afterEvent(loading, EVENTS.failed)).toEqual([loading, 'none'])
    expect(afterEvent(loading, EVENTS.missing)).toEqual([loading, 'none'])
  })
})

/** A store that takes its time, by dice. */
function slowed(store: Store, delayMs: () => number): Store {
  const wait = () => new Promise((resolve) => setTimeout(resolve, delayMs()))
  return {
    ...store,
    async load(documentId) {
      await wait()
      const stored = await store.load(documentId)
      await wait()
      return stored
    },
    async compact(documentId, snapshot) {
      await wait()
      await store.compact(documentId, snapshot)
      await wait()
    },
  }
}

test('[F6] who edits and leaves while others join: every interleaving of save, unload and load shows all edits', async () => {
  const edits: string[] = []
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ stay: fc.nat(6), away: fc.nat(12), disk: fc.nat(5) }), {
        minLength: 4,
        maxLength: 8,
      }),
      async (visits) => {
        let disk = 0
        const store = slowed(createMemoryStore(), () => disk)
        const hall = await openHall(store, { timing: { idleUnloadMs: 0, sweepMs: 1 } })
        try {
          let wanted = 0
          for (const visit of visits) {
            disk = visit.disk
            wanted = await visitOnce(hall, visit, wanted)
            edits.push('visited')
          }
        } finally {
          await hall.close()
        }
      },
    ),
    { numRuns: 12 },
  )
  expect(edits.length).toBeGreaterThan(40)
})

/** Joins, must see everything so far, sticks two notes, and leaves once they are durable. */
async function visitOnce(
  hall: Hall,
  { stay, away }: { readonly stay: number; readonly away: number },
  present: number,
): Promise<number> {
  const ada = hall.join(DOCUMENTS.a, ADA)
  await until('she is in', () => ada.provider.synced)
  expect(readCards(ada.doc, 'a')).toHaveLength(present)
  for (const number of [present, present + 1]) {
    const cardId = `${ADA.participantId}.${String(number).padStart(16, '0')}`
    stickCard(ada.doc, { cardId, columnId: 'apporte', text: 'x', at: 1 })
  }
  const count = () => hall.relay.read(DOCUMENTS.a.documentId, (doc) => readCards(doc, 'a').length)
  await until('both are there', async () => (await count()) === present + 2)
  await new Promise((resolve) => setTimeout(resolve, stay))
  ada.close()
  await new Promise((resolve) => setTimeout(resolve, away))
  return present + 2
}

test('[F4] ten clients at a document that does not load: nobody synced, nothing written; then all at once', async () => {
  const store = createMemoryStore()
  let loads = 0
  let broken = true
  const hall = await openHall({
    ...store,
    load(documentId) {
      loads += 1
      return broken ? Promise.reject(new StoreError('corrupt row')) : store.load(documentId)
    },
  })
  onTestFinished(() => hall.close())
  const peers = Array.from({ length: 10 }, () => hall.join(DOCUMENTS.a, ADA))
  await until('they were turned away', () => loads >= 2)
  expect(peers.map(({ provider }) => provider.synced)).not.toContain(true)
  expect((await store.load(DOCUMENTS.a.documentId))?.head).toBe(0)
  broken = false
  await until('all are in', () => peers.every(({ provider }) => provider.synced))
})

test('[F4] a store that does not answer has failed; its late answer finds nobody', async () => {
  const store = createMemoryStore()
  let hanging = true
  let release = (): void => undefined
  const hung: Store = {
    ...store,
    async load(documentId) {
      if (hanging) await new Promise<void>((resolve) => (release = resolve))
      return store.load(documentId)
    },
  }
  const hall = await openHall(hung, { timing: { loadLimitMs: 20 } })
  onTestFinished(() => hall.close())
  expect(await hall.relay.prepare(DOCUMENTS.a.documentId)).toBe('unavailable')
  hanging = false
  expect(await hall.relay.prepare(DOCUMENTS.a.documentId)).toBe('ready')
  release()
  expect(await hall.relay.prepare(DOCUMENTS.a.documentId)).toBe('ready')
})

test('a board that is deleted while its document loads gets no room', async () => {
  const store = createMemoryStore()
  let release = (): void => undefined
  const gate = new Promise<void>((resolve) => (release = resolve))
  const hung: Store = {
    ...store,
    async load(documentId) {
      await gate
      return store.load(documentId)
    },
  }
  const relay = createRelay({
    store: hung,
    now: Date.now,
    log: { warn: () => undefined, error: () => undefined },
  })
  onTestFinished(() => relay.stop())
  const preparing = relay.prepare('group-a000000000.1')
  relay.closeBoard(['group-a000000000.1'], 4404)
  release()
  expect(await preparing).toBe('absent')
})
