import { stickCard } from '@murmure/shared/actions/stick-card'
import { readCards } from '@murmure/shared/group-doc'
import { CLOSE } from '@murmure/shared/protocol/close-codes'
import { MESSAGE, syncUpdate } from '@murmure/shared/protocol/frames'
import { createAllowance } from '@murmure/server/relay/allowance'
import type { Socket } from '@murmure/server/relay/contract'
import {
  createOutbox,
  DROP_EXTRAS_BYTES,
  LAG_LIMIT_MS,
  STOP_BYTES,
} from '@murmure/server/relay/outbox'
import { createRecent } from '@murmure/server/relay/recent'
import { createMemoryStore } from '@murmure/server/storage/memory'
import { describe, expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'

import { type BareSocket, DOCUMENTS, openHall, person, type Who } from '../support/hall.ts'
import { until } from '../support/until.ts'

const ADA: Who = { participantId: person('ada'), role: 'participant', groupId: 'a' }
const BOB: Who = { participantId: person('bob'), role: 'participant', groupId: 'a' }
const MAD: Who = { participantId: person('mad'), role: 'participant', groupId: 'b' }
const SCREEN: Who = { participantId: person('screen'), role: 'screen' }
const cardOf = (who: Who, number: number) =>
  `${who.participantId}.${String(number).padStart(16, '0')}`
const stick = (doc: Y.Doc, who: Who, number: number, text = 'x') =>
  stickCard(doc, { cardId: cardOf(who, number), columnId: 'apporte', text, at: 1 })
const texts = (doc: Y.Doc) => readCards(doc, 'a').map(({ text }) => text)

/** A socket whose reader takes nothing until it is drained by hand. */
function slowSocket() {
  const sent: Uint8Array[] = []
  const closed: number[] = []
  const state = { buffered: 0 }
  const socket: Socket = {
    readyState: 1,
    protocol: '',
    get bufferedAmount() {
      return state.buffered
    },
    send(bytes) {
      sent.push(bytes)
      state.buffered += bytes.length
    },
    close: (code) => void closed.push(code),
    terminate: () => undefined,
    on: () => undefined,
  }
  return { socket, sent, closed, state }
}

describe('[F27] a reader that reads nothing', () => {
  const frame = new Uint8Array(10 * 1024)

  test('loses what it can do without, then whole suffixes, and never holds more than its share', () => {
    const { socket, sent, state } = slowSocket()
    let behind = 0
    const outbox = createOutbox(
      socket,
      () => 0,
      () => (behind += 1),
    )
    for (let seq = 1; seq <= 1_000; seq++) outbox.sendUpdate(frame, seq)
    expect(state.buffered).toBeLessThanOrEqual(STOP_BYTES + frame.length)
    const delivered = sent.length
    expect([outbox.lag()?.from, behind, outbox.isReady()]).toEqual([delivered, 1, false])
    outbox.sendExtra(new Uint8Array(1))
    outbox.sendAnswer(new Uint8Array([0]), 1_000, () => frame)
    expect(sent.length).toBe(delivered)
    state.buffered = DROP_EXTRAS_BYTES - 1
    expect(outbox.isReady()).toBe(true)
    outbox.catchUp(frame)
    outbox.sendUpdate(frame, 1_001)
    expect([outbox.lag(), sent.length]).toEqual([undefined, delivered + 2])
  })

  test('presence and counters go first', () => {
    const { socket, sent, state } = slowSocket()
    const outbox = createOutbox(
      socket,
      () => 0,
      () => undefined,
    )
    state.buffered = DROP_EXTRAS_BYTES + 1
    outbox.sendExtra(frame)
    expect(sent).toEqual([])
    outbox.sendUpdate(frame, 1)
    expect(sent).toEqual([frame])
  })

  test('after a minute behind, or beyond 1 MB, it is cut with 1013: come back later', () => {
    const { socket, closed, state } = slowSocket()
    let now = 0
    const outbox = createOutbox(
      socket,
      () => now,
      () => undefined,
    )
    state.buffered = STOP_BYTES + 1
    outbox.sendUpdate(frame, 1)
    now = LAG_LIMIT_MS
    expect(outbox.isHopeless()).toBe(false)
    now += 1
    expect(outbox.isHopeless()).toBe(true)
    outbox.send(frame)
    expect(closed).toEqual([CLOSE.tryLater])
  })
})

test('the last changes are kept by size and by age, and merge to one', () => {
  const recent = createRecent()
  const doc = new Y.Doc()
  const rows: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => rows.push(update))
  for (let number = 0; number < 5; number++) stick(doc, ADA, number)
  for (const [index, row] of rows.entries()) recent.add(index + 1, row, index)
  const behind = new Y.Doc()
  for (const row of rows.slice(0, 2)) Y.applyUpdate(behind, row)
  Y.applyUpdate(behind, recent.after(2) ?? new Uint8Array())
  expect(texts(behind)).toHaveLength(5)
  recent.add(6, new Uint8Array(2 * 1024 * 1024), 5)
  expect(recent.after(2)).toBeUndefined()
})

test('[F26] a socket that does not read is skipped, others are served at once, and it catches up', async () => {
  const hall = await openHall()
  onTestFinished(() => hall.close())
  const slow = await hall.socket(DOCUMENTS.a, SCREEN)
  slow.socket.pause()
  const bob = hall.join(DOCUMENTS.a, BOB)
  await until('Bob is in', () => bob.provider.synced)
  // Until the buffers of two kernels are full, however much they hold.
  let notes = 0
  for (let writer = 0; hall.relay.stats().lagging === 0; writer++) {
    const who = { ...ADA, participantId: person(`w${String(writer).padStart(3, '0')}`) }
    const peer = hall.join(DOCUMENTS.a, who)
    // What is written before goes as one SyncStep2, beyond its 64 KB.
    await until('the writer is in', () => peer.provider.synced)
    for (let number = 0; number < 100; number++) stick(peer.doc, who, number, 'x'.repeat(9_000))
    notes += 100
    await until('Bob sees them', () => texts(bob.doc).length === notes)
    peer.close()
  }
  const late = hall.join(DOCUMENTS.a, ADA)
  stick(late.doc, ADA, 1, 'Pendant ce temps')
  await until('Bob sees that too', () => texts(bob.doc).length === notes + 1)
  slow.socket.resume()
  const held = new Y.Doc()
  let applied = 0
  const catchesUp = () => {
    for (const frame of slow.frames(MESSAGE.sync).slice(applied)) {
      Y.applyUpdate(held, bodyOf(frame))
      applied += 1
    }
    return readCards(held, 'a').length === notes + 1
  }
  await until('the slow one has all', catchesUp, 20_000)
  expect([held.store.pendingStructs, held.store.pendingDs]).toEqual([null, null])
  expect(hall.relay.stats().lagging).toBe(0)
}, 60_000)

/** The update in `00 02 vb(update)`. */
function bodyOf(frame: Uint8Array): Uint8Array {
  let at = 2
  while ((frame[at] ?? 0) >= 128) at += 1
  return frame.slice(at + 1)
}

test('an allowance pays a burst, then a steady rate, and never throws a frame away', () => {
  let now = 0
  const rate = { framesPerSecond: 10, framesAtOnce: 20, bytesPerSecond: 1000, bytesAtOnce: 5000 }
  const allowance = createAllowance(() => now, rate)
  for (let frame = 0; frame < 20; frame++) expect(allowance.take(1, 10)).toBe(0)
  expect(allowance.take(1, 10)).toBe(100)
  now = 1_000
  expect(allowance.take(1, 10)).toBe(0)
  expect(allowance.take(1, 10_000)).toBeGreaterThan(3_000)
})

test('[F19] who floods is read more slowly, loses nothing, and is not refused', async () => {
  const rate = { framesPerSecond: 200, framesAtOnce: 50, bytesPerSecond: 1e6, bytesAtOnce: 1e6 }
  const hall = await openHall(undefined, { rate })
  onTestFinished(() => hall.close())
  const mad = await hall.socket(DOCUMENTS.b, MAD)
  const startedAt = performance.now()
  flood(mad, MAD, 150, 'x'.repeat(6_000))
  const count = () => hall.relay.read(DOCUMENTS.b.documentId, (doc) => readCards(doc, 'b').length)
  await until('all of it is there', async () => (await count()) === 150)
  expect(performance.now() - startedAt).toBeGreaterThan(300)
  expect([mad.frames(MESSAGE.refused).length, mad.socket.readyState]).toEqual([0, 1])
})

test('[F41] one mad room, a quiet one: the quiet note is in the next commit, not behind all that waits', async () => {
  const store = createMemoryStore()
  const commits: (readonly string[])[] = []
  let hold: Promise<void> | undefined
  const hall = await openHall(
    {
      ...store,
      async begin(documentIds, heads) {
        commits.push(documentIds)
        await hold
        return store.begin(documentIds, heads)
      },
    },
    { rate: { framesPerSecond: 1e6, framesAtOnce: 1e6, bytesPerSecond: 1e9, bytesAtOnce: 1e9 } },
  )
  onTestFinished(() => hall.close())
  const waiting = () => hall.relay.stats().inboxBytes
  const ada = hall.join(DOCUMENTS.a, ADA)
  const bob = hall.join(DOCUMENTS.a, BOB)
  await until('both are in', () => ada.provider.synced && bob.provider.synced)
  const mad = await hall.socket(DOCUMENTS.b, MAD)
  let release: () => void = () => undefined
  hold = new Promise((resolve) => (release = resolve))
  commits.length = 0
  stick(ada.doc, ADA, 0, 'avant')
  await until('the store holds it up', () => commits.length === 1)
  const sizes = flood(mad, MAD, 450)
  await until('more than a tick takes waits', () => waiting() >= sum(sizes))
  const flooded = waiting()
  stick(ada.doc, ADA, 1, 'tranquille')
  await until('the quiet note waits, too', () => waiting() > flooded)
  hold = undefined
  release()
  await until('Bob sees it', () => texts(bob.doc).includes('tranquille'))
  const count = () => hall.relay.read(DOCUMENTS.b.documentId, (doc) => readCards(doc, 'b').length)
  await until('the mad room is worked off', async () => (await count()) === 450)
  const { a, b } = DOCUMENTS
  const [, next, ...later] = commits
  expect(new Set(next)).toEqual(new Set([a.documentId, b.documentId]))
  expect(later.flat()).toContain(b.documentId)
})

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** As many notes, each as an update of its own, all in one go. How many bytes each is. */
function flood({ socket }: BareSocket, who: Who, notes: number, text = 'x'): readonly number[] {
  const sizes: number[] = []
  const doc = new Y.Doc()
  doc.clientID = 77
  doc.on('update', (update: Uint8Array) => {
    sizes.push(update.length)
    socket.send(syncUpdate(update))
  })
  for (let number = 0; number < notes; number++) stick(doc, who, number, text)
  return sizes
}

test('[F15] three hundred who join at once cost one encoding', async () => {
  const hall = await openHall()
  onTestFinished(() => hall.close())
  const ada = hall.join(DOCUMENTS.a, ADA)
  for (let number = 0; number < 100; number++) stick(ada.doc, ADA, number, 'y'.repeat(200))
  const count = () => hall.relay.read(DOCUMENTS.a.documentId, (doc) => readCards(doc, 'a').length)
  await until('they are there', async () => (await count()) === 100)
  const phones = await Promise.all(
    Array.from({ length: 300 }, () => hall.socket(DOCUMENTS.a, SCREEN)),
  )
  for (const { socket } of phones) socket.send(new Uint8Array([0, 0, 1, 0]))
  const answers = () => phones.map((phone) => phone.frames(MESSAGE.sync)[0])
  await until('all are answered', () => answers().every((frame) => frame !== undefined))
  const sizes = new Set(answers().map((frame) => frame?.length))
  expect(sizes.size).toBe(1)
}, 30_000)

test('a full house answers before the upgrade: come back later', async () => {
  const hall = await openHall(undefined, { crowd: { ofProcess: 1 } })
  onTestFinished(() => hall.close())
  expect(await hall.relay.prepare(DOCUMENTS.a.documentId)).toBe('ready')
  await hall.socket(DOCUMENTS.a, ADA)
  expect(await hall.relay.prepare(DOCUMENTS.a.documentId)).toBe('unavailable')
})
