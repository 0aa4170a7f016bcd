import { setImmediate as nextTurn } from 'node:timers/promises'

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

import { DOCUMENTS, type Hall, openHall, type Peer, person, type Who } from '../support/hall.ts'
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

/** A store that takes its time, in turns of the loop, and whose snapshots can be held back. */
function slowed(store: Store, turns: () => number) {
  const held: (() => void)[] = []
  let isHolding = false
  let writing = 0
  let mostAtOnce = 0
  const wait = async () => {
    for (let left = turns(); left > 0; left--) await nextTurn()
  }
  const slow: Store = {
    ...store,
    async load(documentId) {
      await wait()
      const stored = await store.load(documentId)
      await wait()
      return stored
    },
    async compact(documentId, snapshot) {
      mostAtOnce = Math.max(mostAtOnce, ++writing)
      if (isHolding) await new Promise<void>((resume) => held.push(resume))
      await wait()
      await store.compact(documentId, snapshot)
      await wait()
      writing -= 1
    },
  }
  return {
    slow,
    mostAtOnce: () => mostAtOnce,
    /** Snapshots wait from now on. */
    hold() {
      isHolding = true
    },
    isWriting: () => held.length > 0,
    release() {
      isHolding = false
      for (const resume of held.splice(0)) resume()
    },
  }
}

/** When the next one comes: the moment that she left, while the room is written down, or when it is gone. */
const MOMENTS = ['at once', 'being written', 'unloaded'] as const
type Visit = {
  readonly stay: number
  readonly next: (typeof MOMENTS)[number]
  readonly disk: number
}

test('[F6] who edits and leaves while others join: every interleaving of save, unload and load shows all edits', async () => {
  const seen = new Set<string>()
  const visit = fc.record({
    stay: fc.nat(6),
    next: fc.constantFrom(...MOMENTS),
    disk: fc.nat(40),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(visit, { minLength: 4, maxLength: 8 }), async (visits) => {
      let turns = 0
      const disk = slowed(createMemoryStore(), () => turns)
      const hall = await openHall(disk.slow, { timing: { idleUnloadMs: 0, sweepMs: 1 } })
      try {
        for (const [index, each] of visits.entries()) {
          turns = each.disk
          const ada = await visitOnce(hall, each, { present: 2 * index, disk })
          if (each.next === 'being written') disk.hold()
          ada.close()
          seen.add(each.next)
          if (each.next === 'being written') await until('it is written down', disk.isWriting)
          if (each.next === 'unloaded')
            await until('it is gone', () => hall.relay.stats().rooms === 0)
        }
        // Two at once would both take the same rows off what is not in a snapshot yet.
        expect(disk.mostAtOnce()).toBeLessThanOrEqual(1)
      } finally {
        disk.release()
        await hall.close()
      }
    }),
    { numRuns: 12 },
  )
  expect(seen).toEqual(new Set(MOMENTS))
})

/** Joins, must see everything so far, and sticks two notes, which are durable when it resolves. */
async function visitOnce(
  hall: Hall,
  { stay }: Visit,
  { present, disk }: { readonly present: number; readonly disk: ReturnType<typeof slowed> },
): Promise<Peer> {
  const ada = hall.join(DOCUMENTS.a, ADA)
  // She came while the snapshot was held: the room lives on, or is loaded again.
  await until('she has come', () => hall.relay.stats().connections > 0)
  disk.release()
  await until('she is in', () => ada.provider.synced)
  expect(readCards(ada.doc, 'a')).toHaveLength(present)
  for (const number of [present, present + 1]) {
    const cardId = `${ADA.participantId}.${String(number).padStart(16, '0')}`
    stickCard(ada.doc, { cardId, columnId: 'apporte', text: 'x', at: 1 })
  }
  const count = () => hall.relay.read(DOCUMENTS.a.documentId, (doc) => readCards(doc, 'a').length)
  await until('both are there', async () => (await count()) === present + 2)
  for (let left = stay; left > 0; left--) await nextTurn()
  return ada
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
