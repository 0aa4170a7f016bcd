import { correctCard } from '@murmure/shared/actions/edit-card'
import { syncStep2, syncUpdate } from '@murmure/shared/protocol/frames'
import { type Store, StoreError } from '@murmure/server/storage/contract'
import { createMemoryStore } from '@murmure/server/storage/memory'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'

import { DOCUMENTS } from '../support/hall.ts'
import {
  ADA,
  BOB,
  NADIA,
  SCREEN,
  cardOf,
  stick,
  texts,
  givenHall,
  toldBy,
  SAVED,
  GAP,
} from '../support/http-hall.ts'
import { actFrame, everything, exchange, receive, step1 } from '../support/requests.ts'
import { until } from '../support/until.ts'

const { a, room, wall } = DOCUMENTS

describe('POST: frames in, frames out', () => {
  test('what is SAVED is committed, and everybody has it; the answer to SyncStep1 comes with its head', async () => {
    const hall = await givenHall()
    const bob = hall.join(a, BOB)
    const doc = new Y.Doc()
    const note = stick(doc, ADA)
    expect(toldBy(await exchange(hall, a, ADA, note))).toEqual(SAVED)
    expect((await hall.store.load(a.documentId))?.head).toBe(1)
    await until('a socket has it', () => texts(bob.doc).length === 1)
    const fresh = new Y.Doc()
    const answer = await exchange(hall, a, BOB, step1(fresh))
    if (answer.kind !== 'answered') throw new Error(answer.kind)
    expect([answer.parcel.documentId, answer.parcel.head]).toEqual([a.documentId, 1])
    receive(fresh, answer.parcel)
    expect(texts(fresh)).toEqual(['Une note'])
    // A writer is asked for what it may have written offline, in the same answer.
    expect(toldBy(answer)).toEqual({ ...SAVED, asked: true })
  })

  test('[F29] a repeat after a lost answer is SAVED again, and writes no second row', async () => {
    const hall = await givenHall()
    const doc = new Y.Doc()
    const note = stick(doc, ADA)
    for (let attempt = 0; attempt < 3; attempt++) {
      expect(toldBy(await exchange(hall, a, ADA, note))).toEqual(SAVED)
    }
    expect((await hall.store.load(a.documentId))?.head).toBe(1)
  })

  test('[F29] a gap is not SAVED and answers SyncStep1, each time; the SyncStep2 that follows is SAVED', async () => {
    const hall = await givenHall()
    const doc = new Y.Doc()
    stick(doc, ADA)
    const later = actFrame(doc, () => correctCard(doc, cardOf(ADA), 'Plus tard'))
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(toldBy(await exchange(hall, a, ADA, later))).toEqual(GAP)
    }
    expect((await hall.store.load(a.documentId))?.head).toBe(0)
    expect(toldBy(await exchange(hall, a, ADA, later, everything(doc)))).toMatchObject({
      saved: true,
    })
    expect(await hall.relay.read(a.documentId, texts)).toEqual(['Plus tard'])
  })

  test('bytes that are no frame: nothing of the request is looked at', async () => {
    const hall = await givenHall()
    const doc = new Y.Doc()
    const answer = await exchange(hall, a, ADA, stick(doc, ADA), new Uint8Array([0, 9, 9]))
    expect(answer).toEqual({ kind: 'malformed' })
    expect((await hall.store.load(a.documentId))?.head).toBe(0)
  })

  test('a reader’s frames are dropped unread, and never called SAVED', async () => {
    const hall = await givenHall()
    const doc = new Y.Doc()
    const attempts = [
      await exchange(hall, room, NADIA, syncUpdate(Y.encodeStateAsUpdate(doc))),
      await exchange(hall, a, SCREEN, stick(doc, ADA)),
      await exchange(hall, wall, ADA, stick(doc, ADA)),
    ]
    expect(attempts.map(toldBy)).toEqual(attempts.map(() => ({ ...SAVED, saved: false })))
    expect(toldBy(await exchange(hall, a, SCREEN, step1(doc)))).toEqual(SAVED)
  })

  test('a store that is gone: not SAVED, nothing leaves, and the same bytes are SAVED when it is back', async () => {
    const fault = { isGone: false }
    const store = createMemoryStore()
    const gone = () => Promise.reject(new StoreError('disk full'))
    const failing: Store = {
      ...store,
      begin: (...args) => (fault.isGone ? gone() : store.begin(...args)),
      load: (documentId) => (fault.isGone ? gone() : store.load(documentId)),
    }
    const hall = await givenHall(failing)
    const bob = hall.join(a, BOB)
    await until('Bob is in', () => bob.provider.synced)
    const doc = new Y.Doc()
    const note = stick(doc, ADA)
    fault.isGone = true
    expect(toldBy(await exchange(hall, a, ADA, note))).toEqual({ kind: 'unavailable' })
    expect(toldBy(await exchange(hall, a, ADA, note))).toEqual({ kind: 'unavailable' })
    expect(texts(bob.doc)).toEqual([])
    fault.isGone = false
    await until('it is back', async () => (await exchange(hall, a, ADA, note)).kind === 'answered')
    expect(toldBy(await exchange(hall, a, ADA, note))).toEqual(SAVED)
    await until('Bob has it', () => texts(bob.doc).length === 1)
  })
})

test('a commit that failed once is not SAVED, and asks for everything that the server lacks', async () => {
  let failures = 2
  const store = createMemoryStore()
  const failing: Store = {
    ...store,
    begin: (...args) =>
      failures-- > 0 ? Promise.reject(new StoreError('busy')) : store.begin(...args),
  }
  const hall = await givenHall(failing)
  const doc = new Y.Doc()
  expect(toldBy(await exchange(hall, a, ADA, stick(doc, ADA)))).toEqual(GAP)
  expect(toldBy(await exchange(hall, a, ADA, everything(doc)))).toEqual(SAVED)
  expect(await hall.relay.read(a.documentId, texts)).toEqual(['Une note'])
})

test('a SyncStep2 of nothing new is SAVED', async () => {
  const hall = await givenHall()
  expect(
    toldBy(await exchange(hall, a, ADA, syncStep2(Y.encodeStateAsUpdate(new Y.Doc())))),
  ).toEqual(SAVED)
})
