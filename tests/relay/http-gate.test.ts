import { removeCard } from '@murmure/shared/actions/edit-card'
import { readCards } from '@murmure/shared/group-doc'
import { decodeRefused, MESSAGE, syncUpdate } from '@murmure/shared/protocol/frames'
import { NEW_SESSION } from '@murmure/shared/session'
import { templateIn } from '@murmure/shared/templates'
import { createSectionPolicy } from '@murmure/server/room-doc/section-policy'
import { createMemoryStore } from '@murmure/server/storage/memory'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'

import { DOCUMENTS, type Hall } from '../support/hall.ts'
import {
  ADA,
  BOB,
  cardOf,
  stick,
  texts,
  givenHall,
  toldBy,
  SAVED,
  GAP,
  REFUSED,
} from '../support/http-hall.ts'
import { actFrame, everything, exchange, step1 } from '../support/requests.ts'
import { until } from '../support/until.ts'

const { a } = DOCUMENTS

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
