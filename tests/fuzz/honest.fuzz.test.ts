import { judge, type Verdict } from '@murmure/server/relay/gate'
import type { Store } from '@murmure/server/storage/contract'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

import { makeFolder } from '../contract/folder.ts'
import { openStore } from '../contract/open-store.ts'
import { limitMs, runs, runSeed } from '../support/seed.ts'
import { muchCorrected } from './honest-acts.ts'
import { type HallSubject, playHall, type Tally } from './honest-hall.ts'

const ACTS = 20_000
/** Longer than any assembly: in ten times as many somebody has more notes than one person may have. */
const ACTS_PER_HALL = 1_000
/** A tick waits for its window, and a store that failed is asked again later: halls share that time. */
const HALLS_AT_ONCE = 20
const RANGES = 12_000

/** Plays so many halls, several at once; what went wrong carries the seed of its hall. */
async function playHalls(count: number, tally: Tally): Promise<readonly string[]> {
  const problems: string[] = []
  let next = 0
  const work = async () => {
    while (next < count && problems.length === 0) {
      const problem = await playHall({ seed: runSeed() + next++, acts: ACTS_PER_HALL, tally })
      if (problem !== undefined) problems.push(problem)
    }
  }
  await Promise.all(Array.from({ length: HALLS_AT_ONCE }, work))
  return problems
}

test(
  `[H3] ${ACTS} honest acts over the real relay: nobody is refused, nothing SAVED is lost, all converge`,
  { timeout: limitMs(400_000) },
  async () => {
    const tally: Tally = new Map()
    expect(await playHalls(runs(ACTS / ACTS_PER_HALL), tally)).toEqual([])
    const often = (name: string) => tally.get(name) ?? 0
    for (const name of ['killed', 'cut', 'section opened or closed', 'log: a commit failed'])
      expect([name, often(name) > 100]).toEqual([name, true])
    for (const name of ['restarted', 'reloaded from the local store', 'reloaded with its drafts'])
      expect([name, often(name) > 20]).toEqual([name, true])
    for (const name of ['replayed', 'stuck again', 'SyncStep2 unasked', 'late note', 'revealed'])
      expect([name, often(name) > 0]).toEqual([name, true])
  },
)

test(`[F48] the same in a document with ${RANGES} deleted ranges`, async () => {
  const begin = (doc: Y.Doc) => muchCorrected(doc, RANGES)
  for (let hall = 0; hall < runs(1); hall++)
    expect(
      await playHall({ seed: runSeed() + hall, acts: 300, tally: new Map(), begin }),
    ).toBeUndefined()
})

test('the same on SQLite', async () => {
  for (let hall = 0; hall < runs(1); hall++) {
    const store = await openStore({ folder: await makeFolder() })
    expect(
      await playHall({ seed: runSeed() + hall, acts: 500, tally: new Map(), store }),
    ).toBeUndefined()
  }
})

const REFUSED: Verdict = { kind: 'refuse', reason: 'abuse', why: 'crafted' }

/** A gate that hears one verdict as another. */
const mishearing =
  (heard: Verdict['kind'], instead: Verdict): typeof judge =>
  (update, context) => {
    const verdict = judge(update, context)
    return verdict.kind === heard ? instead : verdict
  }

/** Every SyncStep2 carries the whole delete set of its sender: taken for their own doing, it is a crime. */
const blaming: typeof judge = (update, context) => {
  const verdict = judge(update, context)
  if (context.step === 'update' || verdict.kind === 'gap') return verdict
  const clients = [...Y.decodeUpdate(update).ds.clients.keys()]
  const isForeign = clients.some((client) => {
    const owner = context.ownerOf(client)
    return owner !== undefined && owner !== context.author.participantId
  })
  return isForeign && context.author.role === 'participant' ? REFUSED : verdict
}

/** A store that answers before the disk has. */
const hasty = (store: Store): Store => ({
  ...store,
  async begin(documents, heads) {
    const tick = await store.begin(documents, heads)
    return {
      ...tick,
      async commit(rows, leases) {
        void tick.commit(rows, leases).catch(() => undefined)
        await Promise.resolve()
        return {
          kind: 'committed',
          heads: new Map(rows.map((row) => [row.documentId, row.expectedHead + 1])),
        }
      },
    }
  },
})

/** A store that forgets the last row when it is asked for all of them. */
const forgetful = (store: Store): Store => ({
  ...store,
  async load(documentId) {
    const stored = await store.load(documentId)
    if (!stored || stored.rows.length < 2) return stored
    return { ...stored, rows: stored.rows.slice(0, -1), head: stored.head - 1 }
  },
})

const PLANTED: Readonly<Record<string, HallSubject>> = {
  'a gap counts as known': { gate: mishearing('gap', { kind: 'nothing' }) },
  'a gap counts as abuse': { gate: mishearing('gap', REFUSED) },
  'what is known already counts as abuse': { gate: mishearing('nothing', REFUSED) },
  'deletions of others in a SyncStep2 count as the sender’s': { gate: blaming },
  'a store that answers before the disk has': { storeOf: hasty },
  'a store that forgets the last row': { storeOf: forgetful },
}

test.for(Object.entries(PLANTED))('found: %s', async ([, subject]) => {
  const problem = await playHall({ seed: runSeed(), acts: 2_000, tally: new Map(), subject })
  expect(problem).toBeDefined()
})
