import { answerFor, type Answers } from '@murmure/server/relay/answers'
import type { Connection } from '@murmure/server/relay/connection'
import { createRoom, type InboxItem } from '@murmure/server/relay/room'
import { settleTick } from '@murmure/server/relay/settle'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { removeCard } from '@murmure/shared/actions/edit-card'
import { readCards } from '@murmure/shared/group-doc'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

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

test('[F15] answers that take long are left for the next tick, one at least is given in each', () => {
  const answered: number[] = []
  const slowly = (number: number) => {
    const until = performance.now() + 15
    while (performance.now() < until) answered[number] = (answered[number] ?? 0) + 1
  }
  const stored = { document: DOCUMENTS.a, snapshot: null, rows: [], head: 0, leases: [] }
  const room = createRoom(stored, 0)
  const stateVector = Y.encodeStateVector(new Y.Doc())
  const items = [0, 1, 2].map((number): InboxItem => {
    const from = { outbox: { sendAnswer: () => slowly(number) } } as unknown as Connection
    return { kind: 'step1', from, stateVector }
  })
  const log = { warn: () => undefined, error: () => undefined }
  const settle = (asked: readonly InboxItem[]) =>
    settleTick(
      room,
      {
        items: asked,
        verdicts: new Map(),
        row: undefined,
        leases: [],
        broken: undefined,
      },
      0,
      log,
    ).left
  const left = settle(items)
  expect([left, answered.length]).toEqual([items.slice(1), 1])
  expect([settle(left).length, answered.length]).toEqual([1, 2])
})
