import { answerFor, type Answers, stateVectorOf, wholeOf } from '@murmure/server/relay/answers'
import { compactRoom } from '@murmure/server/relay/compact'
import type { Connection } from '@murmure/server/relay/connection'
import { createRoom, type InboxItem } from '@murmure/server/relay/room'
import { settleTick } from '@murmure/server/relay/settle'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { removeCard } from '@murmure/shared/actions/edit-card'
import { readCards } from '@murmure/shared/group-doc'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

import { countWalks } from '../support/count-walks.ts'
import { DOCUMENTS, person } from '../support/hall.ts'

const cardOf = (number: number) => `${person('ada')}.${String(number).padStart(16, '0')}`
const stick = (doc: Y.Doc, number: number) =>
  stickCard(doc, { cardId: cardOf(number), columnId: 'apporte', text: `${number}`, at: 1 })
const copyOf = (doc: Y.Doc) => {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}
const bodyOf = (frame: Uint8Array) => {
  const body = frame.slice(2)
  let at = 0
  while ((body[at] ?? 0) >= 128) at += 1
  return body.slice(at + 1)
}

test('[F28] [F48] who lacks the same is answered by the same bytes, also with something of their own', () => {
  const held = { doc: new Y.Doc(), head: 1, answers: undefined }
  stick(held.doc, 1)
  const early = copyOf(held.doc)
  stick(held.doc, 2)
  removeCard(held.doc, cardOf(1), { at: 2, by: person('ada') })
  const ask = (doc: Y.Doc) => answerFor(held, Y.encodeStateVector(doc))

  const full = copyOf(held.doc)
  const writer = copyOf(held.doc)
  stick(writer, 3)
  expect(ask(writer)).toBe(ask(full))
  expect(ask(copyOf(early))).toBe(ask(early))
  expect(ask(new Y.Doc())).toBe(ask(new Y.Doc()))
  for (const doc of [early, full, writer, new Y.Doc()]) {
    Y.applyUpdate(doc, bodyOf(ask(doc)))
    expect(readCards(doc, 'a').filter(({ cardId }) => cardId !== cardOf(3))).toEqual(
      readCards(held.doc, 'a'),
    )
  }
})

test('[F15] an answer is of its version: the next head makes a new one, and few are kept', () => {
  const held = { doc: new Y.Doc(), head: 0, answers: undefined as Answers | undefined }
  const nothing = Y.encodeStateVector(new Y.Doc())
  const vectors = Array.from({ length: 20 }, (_, number) => {
    stick(held.doc, number)
    return Y.encodeStateVector(held.doc)
  })
  const first = answerFor(held, nothing)
  for (const vector of vectors) {
    answerFor(held, vector)
    // Whoever joins meanwhile keeps the answer for newcomers at hand.
    expect(answerFor(held, nothing)).toBe(first)
  }
  expect(held.answers?.byMissing.size).toBeLessThanOrEqual(4)
  held.head = 1
  expect(answerFor(held, nothing)).not.toBe(first)
})

test('what is no state vector throws', () => {
  const held = { doc: new Y.Doc(), head: 0, answers: undefined }
  expect(() => answerFor(held, new Uint8Array([5, 1]))).toThrow(Error)
})

test('[F15] [F28] of one version everything is made once: for who asks, for who is asked, for the store', () => {
  const held = { doc: new Y.Doc(), head: 1, answers: undefined as Answers | undefined }
  stick(held.doc, 1)
  const walks = countWalks(held.doc)
  const nothing = Y.encodeStateVector(new Y.Doc())
  const all = stateVectorOf(held)
  for (let person = 0; person < 300; person++) {
    answerFor(held, nothing)
    answerFor(held, all)
    stateVectorOf(held)
    wholeOf(held)
  }
  // The state vector, the whole, and the delete set for who has all: two walks each where structs are written.
  expect(walks()).toBeLessThan(10)
  expect(bodyOf(answerFor(held, nothing))).toEqual(wholeOf(held))
  expect(wholeOf(held)).toEqual(Y.encodeStateAsUpdate(held.doc))

  stick(held.doc, 2)
  held.head = 2
  expect(wholeOf(held)).toEqual(Y.encodeStateAsUpdate(held.doc))
  expect(stateVectorOf(held)).toEqual(Y.encodeStateVector(held.doc))
})

const STORED = { document: DOCUMENTS.a, snapshot: null, rows: [], head: 0, leases: [] }
const LOG = { warn: () => undefined, error: () => undefined }

test('[F48] a snapshot is the bytes that newcomers were sent', async () => {
  const room = createRoom(STORED, 0)
  stick(room.doc, 1)
  const written: Uint8Array[] = []
  const store = {
    compact: async (_: string, { bytes }: { bytes: Uint8Array }) => void written.push(bytes),
  }
  answerFor(room, Y.encodeStateVector(new Y.Doc()))
  const walks = countWalks(room.doc)
  await compactRoom(room, { store, log: LOG } as unknown as Parameters<typeof compactRoom>[1])
  expect([walks(), written]).toEqual([0, [Y.encodeStateAsUpdate(room.doc)]])
})

test('[F15] [F48] a room that was written down is answered with the bytes of the store, until it changes', () => {
  const doc = new Y.Doc()
  for (let number = 0; number < 3; number++) stick(doc, number)
  const bytes = Y.encodeStateAsUpdate(doc)
  const row = { documentId: DOCUMENTS.a.documentId, seq: 1, bytes, at: 0, authors: [] }
  const nothing = Y.encodeStateVector(new Y.Doc())
  const stored = [
    { ...STORED, snapshot: { seq: 1, bytes }, head: 1 },
    { ...STORED, rows: [row], head: 1 },
  ]
  const later = new Y.Doc()
  Y.applyUpdate(later, bytes)
  stick(later, 3)
  const next = { ...row, seq: 2, bytes: Y.encodeStateAsUpdate(later, Y.encodeStateVector(doc)) }
  for (const one of stored) {
    const room = createRoom(one, 0)
    stateVectorOf(room)
    const walks = countWalks(room.doc)
    expect([bodyOf(answerFor(room, nothing)), walks()]).toEqual([bytes, 0])
    stick(room.doc, 3)
    room.head = 2
    room.kept = { ...room.kept, rows: [...room.kept.rows, next.bytes] }
    expect(wholeOf(room)).toEqual(Y.encodeStateAsUpdate(room.doc))
  }
  const room = createRoom({ ...STORED, snapshot: { seq: 1, bytes }, rows: [next], head: 2 }, 0)
  expect(bodyOf(answerFor(room, nothing))).toEqual(Y.encodeStateAsUpdate(room.doc))
})

/** A room that settles these questions while a turn has time for so many of them. */
function createAsked() {
  const room = createRoom(STORED, 0)
  const answered: string[] = []
  const stateVector = Y.encodeStateVector(new Y.Doc())
  return {
    answered,
    ask: (name: string): InboxItem => {
      const from = {
        outbox: { sendAnswer: () => void answered.push(name) },
      } as unknown as Connection
      return { kind: 'step1', from, stateVector }
    },
    read: (name: string): InboxItem => ({
      kind: 'read',
      read: () => void answered.push(name),
      reject: (cause) => {
        throw cause
      },
    }),
    settle: (items: readonly InboxItem[], most: number) => {
      const from = answered.length
      const applied = { items, verdicts: new Map(), row: undefined, leases: [], broken: undefined }
      const isOver = () => answered.length - from >= most
      return settleTick(room, applied, { now: 0, log: LOG, isOver }).left
    },
  }
}

test('[F15] what a turn has no time for is left for the next tick, one answer at least is given in each', () => {
  const { ask, settle, answered } = createAsked()
  const items = ['a', 'b', 'c', 'd'].map(ask)
  const left = settle(items, 0)
  expect([left, answered]).toEqual([items.slice(1), ['a']])
  expect([settle(left, 2), answered]).toEqual([items.slice(3), ['a', 'b', 'c']])
})

test('[F29] nothing overtakes what is left: who asks by a request has the answer when the request is read', () => {
  const { ask, read, settle, answered } = createAsked()
  const items = [ask('first'), ask('question'), read('request')]
  const left = settle(items, 1)
  expect([left, answered]).toEqual([items.slice(1), ['first']])
  expect([settle(left, 9), answered]).toEqual([[], ['first', 'question', 'request']])
})

test('[F15] what the server wrote is acknowledged in its own tick, also behind what is left', () => {
  const { ask, settle } = createAsked()
  let resolved = 0
  const serve: InboxItem = {
    kind: 'serve',
    write: () => undefined,
    resolve: () => void (resolved += 1),
    reject: () => undefined,
  }
  const items = [ask('a'), ask('b'), serve]
  expect([settle(items, 0), resolved]).toEqual([[items[1]], 1])
})
