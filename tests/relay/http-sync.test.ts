import { correctCard, removeCard } from '@murmure/shared/actions/edit-card'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { readCards } from '@murmure/shared/group-doc'
import { CLOSE } from '@murmure/shared/protocol/close-codes'
import {
  decodeRefused,
  decodeRoomNotice,
  MESSAGE,
  syncStep2,
  syncUpdate,
} from '@murmure/shared/protocol/frames'
import { NEW_SESSION } from '@murmure/shared/session'
import { templateIn } from '@murmure/shared/templates'
import type { Exchanged } from '@murmure/server/relay/http-contract'
import { createSectionPolicy } from '@murmure/server/room-doc/section-policy'
import { type Store, StoreError } from '@murmure/server/storage/contract'
import { createMemoryStore } from '@murmure/server/storage/memory'
import { describe, expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'

import { DOCUMENTS, type Hall, openHall, person, type Who } from '../support/hall.ts'
import { actFrame, everything, exchange, poll, receive, step1 } from '../support/requests.ts'
import { until } from '../support/until.ts'

const ADA: Who = { participantId: person('ada'), role: 'participant', groupId: 'a' }
const BOB: Who = { participantId: person('bob'), role: 'participant', groupId: 'a' }
const NADIA: Who = { participantId: person('nadia'), role: 'facilitator' }
const SCREEN: Who = { participantId: person('screen'), role: 'screen' }
const { a, room, wall } = DOCUMENTS

const cardOf = (who: Who, number = 1) => `${who.participantId}.${String(number).padStart(16, '0')}`
const stick = (doc: Y.Doc, who: Who, number = 1, text = 'Une note') =>
  actFrame(doc, () =>
    stickCard(doc, { cardId: cardOf(who, number), columnId: 'apporte', text, at: 1 }),
  )
const texts = (doc: Y.Doc) => readCards(doc, 'a').map(({ text }) => text)

async function givenHall(...options: Parameters<typeof openHall>): Promise<Hall> {
  const hall = await openHall(...options)
  onTestFinished(() => hall.close())
  return hall
}

/** What a request was told, without the bytes. */
function toldBy(exchanged: Exchanged) {
  if (exchanged.kind !== 'answered') return { kind: exchanged.kind }
  const { saved, parcel } = exchanged
  const asked = parcel.frames.some((frame) => frame[0] === MESSAGE.sync && frame[1] === 0)
  const refused = parcel.frames.find((frame) => frame[0] === MESSAGE.refused)
  return { saved, asked, refused: refused && decodeRefused(refused.slice(2)) }
}

const SAVED = { saved: true, asked: false, refused: undefined }
const GAP = { saved: false, asked: true, refused: undefined }
const REFUSED = { saved: false, asked: false, refused: 'abuse' }

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

describe('the gate is the same gate', () => {
  const attacks: readonly [string, (doc: Y.Doc) => readonly Uint8Array[], object][] = [
    ['a note of one’s own', (doc) => [stick(doc, ADA)], SAVED],
    ['someone else’s note', (doc) => [stick(doc, BOB)], REFUSED],
    ['an unknown root', (doc) => [actFrame(doc, () => doc.getMap('x').set('y', 1))], REFUSED],
    [
      'an entry set twice',
      (doc) => [
        stick(doc, ADA),
        actFrame(doc, () => doc.getMap('cards').set(cardOf(ADA), new Y.Map())),
      ],
      REFUSED,
    ],
    ['a gap', (doc) => [stick(doc, ADA), stick(doc, ADA, 2)].slice(1), GAP],
    ['too much text', (doc) => [stick(doc, ADA, 1, 'x'.repeat(10_001))], REFUSED],
    ['too many bytes', (doc) => [stick(doc, ADA, 1, 'x'.repeat(70_000))], REFUSED],
    ['no update at all', () => [syncUpdate(new Uint8Array([1, 2, 3]))], REFUSED],
    [
      'a note taken back by its author',
      (doc) => [
        stick(doc, ADA),
        actFrame(doc, () => removeCard(doc, cardOf(ADA), { at: 2, by: ADA.participantId })),
      ],
      SAVED,
    ],
    [
      'a note taken back in another name',
      (doc) => [
        stick(doc, ADA),
        actFrame(doc, () => removeCard(doc, cardOf(ADA), { at: 2, by: BOB.participantId })),
      ],
      REFUSED,
    ],
    ['a whole state', (doc) => [stick(doc, ADA), everything(doc)].slice(1), SAVED],
  ]

  test.for(attacks)('%s', async ([, make, expected]) => {
    const frames = make(new Y.Doc())
    const bySocket = await givenHall()
    const socket = await bySocket.socket(a, ADA)
    await until('it is in', () => socket.frames(MESSAGE.sync).length === 1)
    for (const frame of frames) socket.socket.send(frame)
    const said = () => {
      const refused = socket.frames(MESSAGE.refused)[0]
      return {
        saved: socket.frames(MESSAGE.saved).at(-1)?.[2] === frames.length,
        // The first asks whoever comes; a gap on a socket is asked for again only later.
        asked: expected === GAP,
        refused: refused && decodeRefused(refused.slice(2)),
      }
    }
    await bySocket.relay.read(a.documentId, () => undefined)
    if (expected !== GAP) {
      await until('an answer', () => said().saved || said().refused !== undefined)
    }
    const byRequest = await givenHall()
    const told = toldBy(await exchange(byRequest, a, ADA, ...frames))
    expect(told).toEqual(expected)
    expect(said()).toEqual(told)
    const stored = (hall: Hall) => hall.relay.read(a.documentId, (doc) => readCards(doc, 'a'))
    expect(await stored(byRequest)).toEqual(await stored(bySocket))
  })

  test('who was refused stays so, whatever the request, until a fresh document asks for everything', async () => {
    const hall = await givenHall()
    const bad = new Y.Doc()
    expect(toldBy(await exchange(hall, a, ADA, stick(bad, BOB)))).toEqual(REFUSED)
    const good = new Y.Doc()
    const note = stick(good, ADA)
    expect(toldBy(await exchange(hall, a, ADA, note))).toEqual(REFUSED)
    expect(toldBy(await exchange(hall, a, ADA, step1(good)))).toMatchObject({ saved: true })
    expect(toldBy(await exchange(hall, a, ADA, note))).toEqual(REFUSED)
    expect(await hall.relay.read(a.documentId, texts)).toEqual([])
    expect(toldBy(await exchange(hall, a, BOB, stick(new Y.Doc(), BOB)))).toEqual(SAVED)
    await exchange(hall, a, ADA, step1(new Y.Doc()))
    expect(toldBy(await exchange(hall, a, ADA, note))).toEqual(SAVED)
  })

  test('[F21] closing: 5 s from being told, which is once per person and not per request; a SyncStep2 comes late', async () => {
    const clock = { now: 1_780_000_000_000 }
    const store = createMemoryStore()
    const policy = createSectionPolicy({ now: () => clock.now, store, onLate: () => undefined })
    const { sections, columns } = templateIn('fr', 'bilan-et-perspectives')
    const say = (...open: readonly string[]) =>
      policy.learn(a.boardId, {
        meta: { schema: 1, title: 'Essai', locale: 'fr' },
        sections,
        columns,
        groups: [],
        session: { ...NEW_SESSION, open },
      })
    const hall = await givenHall(store, { writing: policy, now: () => clock.now })
    say('bilan')
    const doc = new Y.Doc()
    expect(toldBy(await exchange(hall, a, ADA, stick(doc, ADA, 1)))).toEqual(SAVED)
    say()
    clock.now += 4_999
    expect(toldBy(await exchange(hall, a, ADA, stick(doc, ADA, 2)))).toEqual(SAVED)
    clock.now += 1
    const tooLate = stick(doc, ADA, 3)
    expect(toldBy(await exchange(hall, a, ADA, tooLate))).toEqual({ ...REFUSED, refused: 'closed' })
    const fromOffline = new Y.Doc()
    stick(fromOffline, BOB)
    clock.now += 3_600_000
    await exchange(hall, a, BOB, step1(fromOffline))
    clock.now += 5_000
    expect(toldBy(await exchange(hall, a, BOB, everything(fromOffline)))).toEqual(SAVED)
    expect(await store.lateEntries(a.boardId)).toEqual([cardOf(BOB)])
  })

  test('who floods waits, and nobody else', async () => {
    const rate = { framesPerSecond: 10, framesAtOnce: 20, bytesPerSecond: 1e6, bytesAtOnce: 1e6 }
    const hall = await givenHall(undefined, { rate, now: () => 1_780_000_000_000 })
    const doc = new Y.Doc()
    const told: string[] = []
    for (let number = 0; number < 15; number++)
      told.push((await exchange(hall, a, ADA, stick(doc, ADA, number))).kind)
    expect([told[0], told.at(-1)]).toEqual(['answered', 'wait'])
    expect((await exchange(hall, a, BOB, stick(new Y.Doc(), BOB))).kind).toBe('answered')
  })
})

describe('the long-poll', () => {
  test('answers at once with what is missing, else when something is committed, in one update', async () => {
    const hall = await givenHall(undefined, { timing: { gatherMs: 20 } })
    const doc = new Y.Doc()
    await exchange(hall, a, ADA, stick(doc, ADA, 1, 'un'))
    const first = await poll(hall, BOB, [
      [room, 0],
      [a, 0],
    ]).answer
    if (first.kind !== 'answered') throw new Error(first.kind)
    const bob = new Y.Doc()
    expect(first.parcels.map(({ documentId, head }) => [documentId, head])).toEqual([
      [a.documentId, 1],
    ])
    for (const parcel of first.parcels) receive(bob, parcel)
    const waiting = poll(hall, BOB, [
      [room, 0],
      [a, 1],
    ])
    await until('it waits', () => hall.relay.stats().polls === 1)
    await exchange(hall, a, ADA, stick(doc, ADA, 2, 'deux'))
    await exchange(hall, a, ADA, stick(doc, ADA, 3, 'trois'))
    const second = await waiting.answer
    if (second.kind !== 'answered') throw new Error(second.kind)
    expect(second.parcels).toMatchObject([{ documentId: a.documentId, head: 3 }])
    expect(second.parcels[0]?.frames.filter((frame) => frame[0] === MESSAGE.sync)).toHaveLength(1)
    for (const parcel of second.parcels) receive(bob, parcel)
    expect(texts(bob).sort()).toEqual(['deux', 'trois', 'un'])
    expect(hall.relay.stats().polls).toBe(0)
  })

  test('[F44] nothing leaves before its commit: a poll that comes in between waits for it', async () => {
    let commit: () => void = () => undefined
    const store = createMemoryStore()
    const slow: Store = {
      ...store,
      async begin(...args) {
        await new Promise<void>((resolve) => (commit = resolve))
        return store.begin(...args)
      },
    }
    const hall = await givenHall(slow, { timing: { gatherMs: 1 } })
    const doc = new Y.Doc()
    const posted = exchange(hall, a, ADA, stick(doc, ADA))
    const seen: string[] = []
    const polled = poll(hall, BOB, [[a, 0]]).answer.then(() => void seen.push('polled'))
    const asked = exchange(hall, a, BOB, step1(new Y.Doc())).then(() => void seen.push('asked'))
    await until('the commit is under way', () => commit.name !== 'commit')
    await new Promise((resolve) => setImmediate(resolve))
    expect(seen).toEqual([])
    commit()
    await Promise.all([posted, polled, asked])
    expect(seen).toHaveLength(2)
  })

  test('who is too far behind, or ahead of a store that was put back, gets the whole document', async () => {
    const hall = await givenHall()
    const doc = new Y.Doc()
    for (let number = 1; number <= 3; number++)
      await exchange(hall, a, ADA, stick(doc, ADA, number, String(number)))
    await hall.restart()
    for (const since of [1, 99]) {
      const answer = await poll(hall, BOB, [[a, since]]).answer
      if (answer.kind !== 'answered') throw new Error(answer.kind)
      const bob = new Y.Doc()
      expect(answer.parcels[0]?.head).toBe(3)
      for (const parcel of answer.parcels) receive(bob, parcel)
      expect(texts(bob).sort()).toEqual(['1', '2', '3'])
    }
  })

  test('where nothing happens it ends in time and says who is there; who comes and goes wakes nobody', async () => {
    const hall = await givenHall(undefined, { timing: { pollMs: 700 } })
    const ada = poll(hall, ADA, [[a, 0]])
    await until('it waits', () => hall.relay.stats().polls === 1)
    const socket = await hall.socket(a, BOB)
    const startedAt = performance.now()
    const answer = await ada.answer
    expect(performance.now() - startedAt).toBeGreaterThan(500)
    if (answer.kind !== 'answered') throw new Error(answer.kind)
    const [parcel] = answer.parcels
    expect(parcel?.head).toBeUndefined()
    const notice = parcel?.frames[0] ?? new Uint8Array()
    expect(notice[0]).toBe(MESSAGE.room)
    expect(decodeRoomNotice(notice.slice(2)).people).toBe(2)
    socket.socket.terminate()
  })

  test('people without sockets are counted as present between their polls, and then forgotten', async () => {
    const clock = { now: 1_780_000_000_000 }
    const hall = await givenHall(undefined, {
      now: () => clock.now,
      timing: { sweepMs: 10, pollMs: 10 },
    })
    await poll(hall, ADA, [
      [a, 0],
      [room, 0],
    ]).answer
    expect(hall.relay.stats()).toMatchObject({ peers: 1, polls: 0, connections: 2 })
    clock.now += 33_000
    await until('it is forgotten', () => hall.relay.stats().connections === 0)
    expect(hall.relay.stats().peers).toBe(0)
  })

  test('a hung-up poll is no poll; a fifth tab ends the oldest, which waits before it asks again', async () => {
    const hall = await givenHall()
    const left = poll(hall, ADA, [[a, 0]])
    await until('it waits', () => hall.relay.stats().polls === 1)
    left.leave()
    expect((await left.answer).kind).toBe('left')
    const tabs = Array.from({ length: 4 }, () => poll(hall, ADA, [[a, 0]]))
    await until('four wait', () => hall.relay.stats().polls === 4)
    const fifth = poll(hall, ADA, [[a, 0]])
    expect(await tabs[0]?.answer).toEqual({ kind: 'wait', seconds: 5 })
    await until('four are left', () => hall.relay.stats().polls === 4)
    for (const tab of [...tabs, fifth]) tab.leave()
  })

  test('[F20] revoked, a board deleted, a stop: every poll ends at once', async () => {
    const hall = await givenHall()
    const ada = poll(hall, ADA, [
      [a, 0],
      [room, 0],
    ])
    const bob = poll(hall, BOB, [[a, 0]])
    const nadia = poll(hall, NADIA, [[wall, 0]])
    await until('all wait', () => hall.relay.stats().polls === 3)
    hall.relay.revoke(a.boardId, ADA.participantId)
    expect(await ada.answer).toEqual({ kind: 'closed', code: CLOSE.forbidden })
    expect((await exchange(hall, a, ADA, stick(new Y.Doc(), ADA))).kind).toBe('unavailable')
    hall.relay.closeBoard([a.documentId], CLOSE.gone)
    expect(await bob.answer).toEqual({ kind: 'closed', code: CLOSE.gone })
    expect(hall.relay.stats()).toMatchObject({ peers: 1, polls: 1, connections: 1 })
    await hall.relay.stop()
    expect(await nadia.answer).toEqual({ kind: 'closed', code: CLOSE.restart })
    expect((await poll(hall, NADIA, [[wall, 0]]).answer).kind).toBe('unavailable')
  })

  test('[F29] polls never take what a POST needs: however often somebody polls, they may write', async () => {
    const rate = { framesPerSecond: 1, framesAtOnce: 20, bytesPerSecond: 1e6, bytesAtOnce: 1e6 }
    const hall = await givenHall(undefined, {
      rate,
      now: () => 1_780_000_000_000,
      timing: { pollMs: 0 },
    })
    let last = 'answered'
    for (let count = 0; last === 'answered'; count++) {
      expect(count).toBeLessThan(30)
      last = (await poll(hall, ADA, [[a, 0]]).answer).kind
    }
    expect(last).toBe('wait')
    expect(toldBy(await exchange(hall, a, ADA, stick(new Y.Doc(), ADA)))).toEqual(SAVED)
  })
})

test('a SyncStep2 of nothing new is SAVED', async () => {
  const hall = await givenHall()
  expect(
    toldBy(await exchange(hall, a, ADA, syncStep2(Y.encodeStateAsUpdate(new Y.Doc())))),
  ).toEqual(SAVED)
})
