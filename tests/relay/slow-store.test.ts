import { stickCard } from '@murmure/shared/actions/stick-card'
import { readCards } from '@murmure/shared/group-doc'
import { MESSAGE, syncUpdate } from '@murmure/shared/protocol/frames'
import { judge } from '@murmure/server/relay/gate'
import type { RelayOptions } from '@murmure/server/relay/relay'
import type { Store } from '@murmure/server/storage/contract'
import { createMemoryStore } from '@murmure/server/storage/memory'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'

import { countTurns } from '../support/count-turns.ts'
import { type BareSocket, DOCUMENTS, openHall, person, type Who } from '../support/hall.ts'
import { until } from '../support/until.ts'

const ADA: Who = { participantId: person('ada'), role: 'participant', groupId: 'a' }
const EVE: Who = { participantId: person('eve'), role: 'participant', groupId: 'a' }
const A = DOCUMENTS.a.documentId
const B = DOCUMENTS.b.documentId
const TURN_MS = 10
/** The most that a tick applies, however long its commit takes. */
const MOST_MS = 500
/** What may wait in one room. */
const QUEUE_BYTES = 2 * 1024 * 1024
const countNotes = (doc: Y.Doc) => readCards(doc, 'a').length

type Commit = { readonly documentIds: readonly string[]; readonly frames: number }

type Pace = {
  /** What the store takes for a commit, and the gate for a frame: on a clock that nothing else moves. */
  readonly commitMs: number
  readonly frameMs: number
  /** Called for each frame, once it was judged. */
  readonly onJudged?: (at: number) => void
}

/** A hall whose store keeps each commit until it is let go. */
async function givenSlowHall(pace: Pace, options: Partial<RelayOptions> = {}) {
  const { frameMs, onJudged } = pace
  let clock = 0
  const memory = createMemoryStore()
  const waiting: (() => void)[] = []
  const commits: Commit[] = []
  let frames = 0
  const store: Store = {
    ...memory,
    async begin(documentIds, heads) {
      commits.push({ documentIds, frames })
      frames = 0
      await new Promise<void>((resume) => waiting.push(resume))
      clock += pace.commitMs
      return memory.begin(documentIds, heads)
    },
  }
  const hall = await openHall(store, {
    ...options,
    clock: () => clock,
    gate(update, context) {
      const verdict = judge(update, context)
      clock += frameMs
      onJudged?.(clock)
      return verdict
    },
    meter: { ...SILENT, ticked: (_ms, taken) => void (frames += taken) },
  })
  const letGo = () => waiting.shift()?.()
  let isClosing = false
  const letAllGo = () => {
    letGo()
    if (!isClosing) setImmediate(letAllGo)
  }
  onTestFinished(async () => {
    letAllGo()
    await hall.close()
    isClosing = true
  })
  const write = (document: typeof DOCUMENTS.a | typeof DOCUMENTS.b) =>
    hall.relay.write(document.documentId, (doc) => void doc.getMap('profile').set('note', 'x'))
  return {
    hall,
    commits,
    write,
    spend: (ms: number) => void (clock += ms),
    /** The commit that is in flight is done, and the next one has begun. */
    next: async () => {
      const before = commits.length
      letGo()
      await until('the next commit', () => commits.length > before)
    },
    /** A commit is in flight: what comes now waits for the next tick. */
    hold: async () => {
      void write(DOCUMENTS.a)
      await until('a commit is in flight', () => waiting.length === 1)
    },
    letGo,
    waits: () => hall.relay.stats().inboxBytes,
  }
}

const SILENT = {
  committed: () => undefined,
  ticked: () => undefined,
  sent: () => undefined,
  refused: () => undefined,
  gap: () => undefined,
  dropped: () => undefined,
  reloaded: () => undefined,
}

/** Somebody who sticks notes, each in a frame of its own; how many bytes have been sent. */
function givenWriter({ socket }: BareSocket, who: Who, doc = new Y.Doc()) {
  let notes = 0
  let bytes = 0
  doc.on('update', (update: Uint8Array) => {
    bytes += update.length
    socket.send(syncUpdate(update))
  })
  return {
    doc,
    stick(count: number, text = 'x') {
      for (let note = 0; note < count; note++) {
        const cardId = `${who.participantId}.${String(++notes).padStart(16, '0')}`
        stickCard(doc, { cardId, columnId: 'apporte', text, at: 1 })
      }
    },
    bytes: () => bytes,
  }
}

test('[F7] two seconds for each commit and sixteen notes a second in one large group: what came in during one is in the next', async () => {
  const { hall, commits, hold, next, waits } = await givenSlowHall({ commitMs: 2_000, frameMs: 3 })
  const ada = givenWriter(await hall.socket(DOCUMENTS.a, ADA), ADA)
  await hold()
  const left: number[] = []
  for (let commit = 0; commit < 12; commit++) {
    const waited = waits() - ada.bytes()
    ada.stick(32)
    await until('they wait', () => waits() - ada.bytes() === waited)
    await next()
    left.push(waits())
  }
  expect(left).toEqual(left.map(() => 0))
  // The server's own note was the first.
  expect(commits.slice(1).map(({ frames }) => frames)).toEqual(left.map(() => 32))
})

test('[F7] what a tick applies has an end: what waits beyond it waits for the next, and is less then', async () => {
  const frameMs = 5
  const slow = await givenSlowHall({ commitMs: 10_000, frameMs })
  const { hall, commits, hold, next, waits } = slow
  const ada = givenWriter(await hall.socket(DOCUMENTS.a, ADA), ADA)
  await hold()
  ada.stick(300)
  await until('they wait', () => waits() === ada.bytes())
  await next()
  await next()
  await next()
  const [, first = 0, second = 0, third = 0] = commits.map(({ frames }) => frames)
  expect(first + second + third).toBe(300)
  for (const frames of [first, second]) {
    expect(frames * frameMs).toBeGreaterThanOrEqual(MOST_MS)
    expect(frames * frameMs).toBeLessThanOrEqual(MOST_MS + TURN_MS + frameMs)
  }
})

test('[F7] a store that is quick again has short ticks again', async () => {
  const pace = { commitMs: 2_000, frameMs: 5 }
  const slow = await givenSlowHall(pace)
  const { hall, commits, hold, next, waits } = slow
  const ada = givenWriter(await hall.socket(DOCUMENTS.a, ADA), ADA)
  await hold()
  ada.stick(60)
  await until('they wait', () => waits() === ada.bytes())
  await next()
  pace.commitMs = 1
  const before = ada.bytes()
  ada.stick(60)
  await until('these, too', () => waits() === ada.bytes() - before)
  await next()
  await next()
  const [, first = 0, second = 0] = commits.map(({ frames }) => frames)
  expect(first).toBe(60)
  expect(second).toBeLessThan(10)
})

test('[F7] [F41] a long tick is worked on in turns, and another room’s note of meanwhile is in its commit', async () => {
  const turns = countTurns()
  const judged = new Map<number, number>()
  let quiet: Promise<void> | undefined
  const slow = await givenSlowHall({
    commitMs: 2_000,
    frameMs: 3,
    onJudged() {
      judged.set(turns(), (judged.get(turns()) ?? 0) + 3)
      if (judged.size === 2) quiet ??= slow.write(DOCUMENTS.b)
    },
  })
  const { hall, commits, hold, next, waits } = slow
  await hall.relay.prepare(B)
  const ada = givenWriter(await hall.socket(DOCUMENTS.a, ADA), ADA)
  await hold()
  ada.stick(60)
  await until('they wait', () => waits() === ada.bytes())
  await next()
  expect([...(commits.at(-1)?.documentIds ?? [])].sort()).toEqual([A, B])
  expect(Math.max(...judged.values())).toBeLessThanOrEqual(TURN_MS + 3)
  slow.letGo()
  await expect(quiet).resolves.toBeUndefined()
})

test('[F7] all of a tick is one row and one frame, however many turns it took', async () => {
  const slow = await givenSlowHall({ commitMs: 2_000, frameMs: TURN_MS })
  const { hall, hold, next, waits } = slow
  const bob = await hall.socket(DOCUMENTS.a, { ...ADA, participantId: person('bob') })
  const socket = await hall.socket(DOCUMENTS.a, ADA)
  const ada = givenWriter(socket, ADA)
  await hold()
  ada.stick(8)
  await until('they wait', () => waits() === ada.bytes())
  await next()
  const updates = () => bob.frames(MESSAGE.sync).filter((frame) => frame[1] === 2)
  expect(updates()).toHaveLength(1)
  slow.letGo()
  await until('Bob is told', () => updates().length === 2)
  await until('Ada is told SAVED', () => socket.frames(MESSAGE.saved).at(-1)?.[2] === 8)
  expect(await hall.relay.read(A, countNotes)).toBe(8)
  const stored = await hall.store.load(A)
  const doc = new Y.Doc()
  for (const { bytes } of stored?.rows ?? []) Y.applyUpdate(doc, bytes)
  expect([stored?.rows.length, stored?.leases.length, countNotes(doc)]).toEqual([2, 1, 8])
})

test('[F19] who floods while a long tick is worked on fills one more queue, and is then held up', async () => {
  const rate = { framesPerSecond: 1e6, framesAtOnce: 1e6, bytesPerSecond: 1e9, bytesAtOnce: 1e9 }
  const slow = await givenSlowHall({ commitMs: 2_000, frameMs: 0.5 }, { rate })
  const { hall, commits, hold, next, waits } = slow
  await hold()
  for (const name of ['ada', 'bob', 'cem']) {
    const who: Who = { ...ADA, participantId: person(name) }
    givenWriter(await hall.socket(DOCUMENTS.a, who), who).stick(480, 'x'.repeat(9_000))
  }
  await until('the queue is full', () => waits() > QUEUE_BYTES)
  await next()
  const taken = (commits.at(-1)?.frames ?? 0) * 9_000
  expect(taken).toBeGreaterThan(QUEUE_BYTES / 2)
  expect(taken).toBeLessThan(3 * QUEUE_BYTES)
})

test('[H14] a clientID that somebody took earlier in a long tick is theirs in the rest of it', async () => {
  const slow = await givenSlowHall({ commitMs: 2_000, frameMs: TURN_MS })
  const { hall, hold, waits } = slow
  const adas = await hall.socket(DOCUMENTS.a, ADA)
  const eves = await hall.socket(DOCUMENTS.a, EVE)
  const ada = givenWriter(adas, ADA)
  await hold()
  ada.stick(1)
  await until('hers waits', () => waits() === ada.bytes())
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(ada.doc))
  copy.clientID = ada.doc.clientID
  const eve = givenWriter(eves, EVE, copy)
  eve.stick(1)
  await until('so does what Eve says in her name', () => waits() === ada.bytes() + eve.bytes())
  await slow.next()
  slow.letGo()
  await until('Eve is refused', () => eves.frames(MESSAGE.refused).length === 1)
  await until('Ada is told SAVED', () => adas.frames(MESSAGE.saved).at(-1)?.[2] === 1)
  expect(await hall.relay.read(A, countNotes)).toBe(1)
})

test('[F7] [F15] a hall that asks while commits are slow is answered after the next, not one after each', async () => {
  const { hall, commits, hold, next, spend, letGo } = await givenSlowHall({
    commitMs: 2_000,
    frameMs: 3,
  })
  const ada = givenWriter(await hall.socket(DOCUMENTS.a, ADA), ADA)
  await hold()
  // Somebody writes all the time: no tick is without a commit.
  const asked = Array.from({ length: 20 }, () =>
    hall.relay.read(A, () => {
      spend(TURN_MS)
      ada.stick(1)
      return commits.length
    }),
  )
  ada.stick(1)
  await next()
  letGo()
  expect(new Set(await Promise.all(asked))).toEqual(new Set([2]))
})
