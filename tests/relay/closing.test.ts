import { correctCard, moveCardToColumn, removeCard } from '@murmure/shared/actions/edit-card'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { readCards } from '@murmure/shared/group-doc'
import { decodeRefused, MESSAGE, syncStep2, syncUpdate } from '@murmure/shared/protocol/frames'
import { readRoom } from '@murmure/shared/room-doc'
import { NEW_SESSION } from '@murmure/shared/session'
import { templateIn } from '@murmure/shared/templates'
import { createRoomProjection } from '@murmure/server/room-doc/project-room'
import { createSectionPolicy } from '@murmure/server/room-doc/section-policy'
import { type Store, StoreError } from '@murmure/server/storage/contract'
import { createMemoryStore } from '@murmure/server/storage/memory'
import { describe, expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'

import { type BareSocket, DOCUMENTS, openHall, person, type Who } from '../support/hall.ts'
import { until } from '../support/until.ts'

const ADA: Who = { participantId: person('ada'), role: 'participant', groupId: 'a' }
const SAM: Who = { participantId: person('sam'), role: 'scribe', groupId: 'a' }
const NOON = 1_780_000_000_000
const BOARD = DOCUMENTS.a.boardId
const GRACE_MS = 5_000

const cardOf = (who: Who, number = 1) => `${who.participantId}.${String(number).padStart(16, '0')}`

/** A wall of two sections, « Bilan » (apporte, manque) open or not, and somebody's hand on the clock. */
async function givenClosingHall({
  store = createMemoryStore(),
  isListed = true,
}: { readonly store?: Store; readonly isListed?: boolean } = {}) {
  const clock = { now: NOON }
  let list: (boardId: string) => void = () => undefined
  const policy = createSectionPolicy({
    now: () => clock.now,
    store,
    onLate: (boardId) => list(boardId),
  })
  const hall = await openHall(store, { writing: policy, now: () => clock.now })
  onTestFinished(() => hall.close())
  const projection = createRoomProjection({ store, relay: hall.relay })
  // A process that dies right after the commit comes no further.
  if (isListed) list = (boardId) => void projection.project(boardId)
  const { sections, columns } = templateIn('fr', 'bilan-et-perspectives')
  const say = (...open: readonly string[]) =>
    policy.learn(BOARD, {
      meta: { schema: 1, title: 'Essai', locale: 'fr' },
      sections,
      columns,
      groups: [],
      session: { ...NEW_SESSION, open },
    })
  return { hall, clock, late: () => store.lateEntries(BOARD), say }
}

/** A phone of bare frames: `send` goes as an Update, `bring` as a SyncStep2. */
function phoneOf(socket: BareSocket, doc: Y.Doc) {
  const refused = () => socket.frames(MESSAGE.refused).map((frame) => decodeRefused(frame.slice(2)))
  const saved = () => socket.frames(MESSAGE.saved).at(-1)?.[2] ?? 0
  let sent = 0
  const write = (edit: () => void) => {
    const before = Y.encodeStateVector(doc)
    edit()
    return Y.encodeStateAsUpdate(doc, before)
  }
  return {
    refused,
    async send(edit: () => void) {
      socket.socket.send(syncUpdate(write(edit)))
      sent += 1
      await until('an answer', () => saved() === sent || refused().length > 0)
    },
    async bring(edit: () => void) {
      edit()
      socket.socket.send(syncStep2(Y.encodeStateAsUpdate(doc)))
      sent += 1
      await until('an answer', () => saved() === sent || refused().length > 0)
    },
  }
}

const stick =
  (doc: Y.Doc, who: Who, number: number, columnId = 'apporte') =>
  () =>
    void stickCard(doc, { cardId: cardOf(who, number), columnId, text: 'x', at: 1 })

test('[F21] closing: who was told may finish for 5 s, then an Update is refused, and nothing else is', async () => {
  const { hall, clock, say, late } = await givenClosingHall()
  say('bilan', 'perspectives')
  const doc = new Y.Doc()
  const ada = phoneOf(await hall.socket(DOCUMENTS.a, ADA), doc)
  await ada.send(stick(doc, ADA, 1))
  clock.now += 60_000
  say('perspectives')
  clock.now += GRACE_MS - 1
  await ada.send(stick(doc, ADA, 2))
  clock.now += 1
  await ada.send(
    stick(doc, ADA, 3, templateIn('fr', 'bilan-et-perspectives').columns.at(-1)?.columnId),
  )
  expect(ada.refused()).toEqual([])
  await ada.send(() => void removeCard(doc, cardOf(ADA, 2), { at: 1, by: ADA.participantId }))
  expect(ada.refused()).toEqual([])
  await ada.send(() => void moveCardToColumn(doc, cardOf(ADA, 1), 'manque'))
  expect(ada.refused()).toEqual(['closed'])
  expect(await late()).toEqual([])
  expect(await hall.relay.read(DOCUMENTS.a.documentId, (held) => readCards(held, 'a').length)).toBe(
    3,
  )
})

test('[F21] forty phones type while the facilitator closes: none is reset within its 5 s', async () => {
  const { hall, clock, say } = await givenClosingHall()
  say('bilan')
  const phones = await Promise.all(
    Array.from({ length: 40 }, async (_, number) => {
      const who: Who = { ...ADA, participantId: person(`p${String(number).padStart(3, '0')}`) }
      const doc = new Y.Doc()
      return { who, doc, phone: phoneOf(await hall.socket(DOCUMENTS.a, who), doc) }
    }),
  )
  say()
  for (let second = 0; second < 5; second++) {
    await Promise.all(phones.map(({ who, doc, phone }) => phone.send(stick(doc, who, second))))
    clock.now += 999
  }
  expect(phones.flatMap(({ phone }) => phone.refused())).toEqual([])
  const count = () => hall.relay.read(DOCUMENTS.a.documentId, (doc) => readCards(doc, 'a').length)
  expect(await count()).toBe(200)
})

test('[F21] who comes back later was told later: its grace begins at its connection', async () => {
  const { hall, clock, say, late } = await givenClosingHall()
  say()
  clock.now += 3_600_000
  const doc = new Y.Doc()
  const ada = phoneOf(await hall.socket(DOCUMENTS.a, ADA), doc)
  clock.now += GRACE_MS - 1
  await ada.send(stick(doc, ADA, 1))
  expect(ada.refused()).toEqual([])
  expect(await late()).toEqual([cardOf(ADA, 1)])
  clock.now += 1
  await ada.send(stick(doc, ADA, 2))
  expect(ada.refused()).toEqual(['closed'])
  expect(await late()).toEqual([cardOf(ADA, 1)])
})

test('[F21] what arrives in time and waits for a slow store is not late', async () => {
  const store = createMemoryStore()
  let release: (() => void) | undefined
  let isSlow = false
  const slow: Store = {
    ...store,
    async begin(documents, heads) {
      if (isSlow) await new Promise<void>((resolve) => (release = resolve))
      return store.begin(documents, heads)
    },
  }
  const { hall, clock, say, late } = await givenClosingHall({ store: slow })
  say('bilan')
  const doc = new Y.Doc()
  const socket = await hall.socket(DOCUMENTS.a, ADA)
  const ada = phoneOf(socket, doc)
  await ada.send(stick(doc, ADA, 1))
  clock.now += 60_000
  say()
  clock.now += GRACE_MS - 1
  isSlow = true
  doc.on('update', (update: Uint8Array) => socket.socket.send(syncUpdate(update)))
  stick(doc, ADA, 2)()
  await until('the store has it', () => release !== undefined)
  stick(doc, ADA, 3)()
  await until('the next one waits', () => hall.relay.stats().inboxBytes > 0)
  clock.now += GRACE_MS
  isSlow = false
  release?.()
  await until('both are SAVED', () => socket.frames(MESSAGE.saved).at(-1)?.[2] === 3)
  expect([ada.refused(), await late()]).toEqual([[], []])
})

test('[F21] notes written without a network before closing are kept, and listed in session.late', async () => {
  const { hall, clock, say, late } = await givenClosingHall()
  say('bilan')
  const doc = new Y.Doc()
  stick(doc, ADA, 1)()
  say()
  clock.now += 3_600_000
  const ada = phoneOf(await hall.socket(DOCUMENTS.a, ADA), doc)
  // A client brings what it has as soon as it is connected.
  await ada.bring(() => undefined)
  expect(await late()).toEqual([cardOf(ADA, 1)])
  clock.now += GRACE_MS
  await ada.bring(stick(doc, ADA, 2))
  expect(ada.refused()).toEqual([])
  expect([...(await late())].sort()).toEqual([cardOf(ADA, 1), cardOf(ADA, 2)])
  const listed = () =>
    hall.relay.read(DOCUMENTS.room.documentId, (room) => readRoom(room).session.late)
  await until('it is listed', async () => (await listed())?.length === 2)
  expect([...((await listed()) ?? [])].sort()).toEqual([cardOf(ADA, 1), cardOf(ADA, 2)])
})

test('[F21] a late note is on the list from its own commit on: a process that dies then lists it in the next', async () => {
  const { hall, clock, say, late } = await givenClosingHall({ isListed: false })
  say()
  clock.now += 3_600_000
  const doc = new Y.Doc()
  const ada = phoneOf(await hall.socket(DOCUMENTS.a, ADA), doc)
  await ada.bring(stick(doc, ADA, 1))
  expect(await late()).toEqual([cardOf(ADA)])
  await hall.restart()
  const listed = () =>
    hall.relay.read(DOCUMENTS.room.documentId, (room) => readRoom(room).session.late)
  expect(await listed()).toBeUndefined()
  // What loading the room document does.
  await createRoomProjection({ store: hall.store, relay: hall.relay }).project(BOARD)
  expect(await listed()).toEqual([cardOf(ADA)])
})

test('[F21] a late note whose commit was answered with an error is listed as soon as it is found', async () => {
  const store = createMemoryStore()
  let losses = 0
  const lossy: Store = {
    ...store,
    async begin(...asked) {
      const tick = await store.begin(...asked)
      const commit: typeof tick.commit = async (...batch) => {
        const result = await tick.commit(...batch)
        if (losses === 0) return result
        losses -= 1
        throw new StoreError('the answer was lost')
      }
      return { ...tick, commit }
    },
  }
  const { hall, clock, say } = await givenClosingHall({ store: lossy })
  say()
  clock.now += 3_600_000
  const doc = new Y.Doc()
  const ada = await hall.socket(DOCUMENTS.a, ADA)
  stick(doc, ADA, 1)()
  await until('she is in', () => ada.frames(MESSAGE.sync).length > 0)
  // The attempt and its repetition.
  losses = 2
  ada.socket.send(syncStep2(Y.encodeStateAsUpdate(doc)))
  const listed = () =>
    hall.relay.read(DOCUMENTS.room.documentId, (room) => readRoom(room).session.late)
  await until('it is listed', async () => (await listed())?.length === 1)
})

describe('[F21] right after a restart', () => {
  test('what is closed is what the board’s row says, though nobody opened the room document', async () => {
    const { hall, clock, late } = await givenClosingHall()
    const doc = new Y.Doc()
    const ada = phoneOf(await hall.socket(DOCUMENTS.a, ADA), doc)
    await ada.bring(stick(doc, ADA, 1))
    expect(await late()).toEqual([cardOf(ADA, 1)])
    clock.now += GRACE_MS
    await ada.send(stick(doc, ADA, 2))
    expect(ada.refused()).toEqual(['closed'])
  })

  test('nobody writes before the row is read: a store that does not give it gives no document', async () => {
    const store = createMemoryStore()
    let isGone = true
    const { hall } = await givenClosingHall({
      store: {
        ...store,
        getBoard: (boardId) =>
          isGone ? Promise.reject(new StoreError('gone')) : store.getBoard(boardId),
      },
    })
    expect(await hall.relay.prepare(DOCUMENTS.a.documentId)).toBe('unavailable')
    expect(await hall.relay.prepare(DOCUMENTS.wall.documentId)).toBe('ready')
    isGone = false
    expect(await hall.relay.prepare(DOCUMENTS.a.documentId)).toBe('ready')
  })

  test('a closing that is projected while the row is read holds, not the row as it was', async () => {
    const store = createMemoryStore()
    let answer: (() => void) | undefined
    const { hall, clock, say } = await givenClosingHall({
      store: {
        ...store,
        async getBoard(boardId) {
          const row = await store.getBoard(boardId)
          await new Promise<void>((resolve) => (answer = resolve))
          const { room, ...rest } = row as NonNullable<typeof row>
          return { ...rest, room: { ...room, session: { ...room.session, open: ['bilan'] } } }
        },
      },
    })
    const ready = hall.relay.prepare(DOCUMENTS.a.documentId)
    await until('the row is being read', () => answer !== undefined)
    say()
    answer?.()
    expect(await ready).toBe('ready')
    const doc = new Y.Doc()
    const ada = phoneOf(await hall.socket(DOCUMENTS.a, ADA), doc)
    clock.now += GRACE_MS
    await ada.send(stick(doc, ADA, 1))
    expect(ada.refused()).toEqual(['closed'])
  })
})

describe('[F21] a scribe moves a note into a closed section while its author corrects it', () => {
  /** Ada's note stands in « Bilan », which is open; Sam moves it to « Perspectives », closed for an hour. */
  async function givenMovedNote(store?: Store) {
    const given = await givenClosingHall({ ...(store && { store }) })
    const { hall, clock, say } = given
    say('bilan')
    const doc = new Y.Doc()
    const ada = phoneOf(await hall.socket(DOCUMENTS.a, ADA), doc)
    await ada.send(stick(doc, ADA, 1))
    clock.now += 3_600_000
    const samsDoc = new Y.Doc()
    Y.applyUpdate(samsDoc, Y.encodeStateAsUpdate(doc))
    const samsSocket = await hall.socket(DOCUMENTS.a, SAM)
    const move = () => void moveCardToColumn(samsDoc, cardOf(ADA), CLOSED_COLUMN)
    const correct = (text: string) => () => void correctCard(doc, cardOf(ADA), text)
    return { ...given, ada, doc, samsDoc, samsSocket, move, correct }
  }
  const CLOSED_COLUMN = templateIn('fr', 'bilan-et-perspectives').columns.at(-1)?.columnId ?? ''

  test('the author has 5 s from being sent the move, as from a closing; then the section is closed', async () => {
    const { hall, clock, late, ada, samsSocket, samsDoc, move, correct } = await givenMovedNote()
    await phoneOf(samsSocket, samsDoc).send(move)
    clock.now += GRACE_MS - 1
    await ada.send(correct('corrigée'))
    expect([ada.refused(), await late()]).toEqual([[], []])
    const texts = () =>
      hall.relay.read(DOCUMENTS.a.documentId, (held) => readCards(held, 'a').map((c) => c.text))
    expect(await texts()).toEqual(['corrigée'])
    clock.now += 1
    await ada.send(correct('encore'))
    expect(ada.refused()).toEqual(['closed'])
  })

  test('in the tick that brings the move nobody was sent it, nor while the store is slow to take it', async () => {
    const store = createMemoryStore()
    let release: (() => void) | undefined
    let isSlow = false
    const { hall, clock, ada, samsSocket, samsDoc, move, correct } = await givenMovedNote({
      ...store,
      async begin(documents, heads) {
        if (isSlow) await new Promise<void>((resolve) => (release = resolve))
        return store.begin(documents, heads)
      },
    })
    const waiting = () => hall.relay.stats().inboxBytes
    const sam = phoneOf(samsSocket, samsDoc)
    isSlow = true
    const before = sam.send(stick(samsDoc, SAM, 1))
    await until('the store has it', () => release !== undefined)
    clock.now += 8_000
    const moving = sam.send(move)
    await until('the move waits', () => waiting() > 0)
    const moveBytes = waiting()
    const correcting = ada.send(correct('corrigée'))
    await until('the correction waits behind it', () => waiting() > moveBytes)
    isSlow = false
    release?.()
    await Promise.all([before, moving, correcting])
    expect(ada.refused()).toEqual([])
  })

  test('moving a note of one’s own into a closed section stays closed', async () => {
    const { doc, ada } = await givenMovedNote()
    await ada.send(() => void moveCardToColumn(doc, cardOf(ADA), CLOSED_COLUMN))
    expect(ada.refused()).toEqual(['closed'])
  })
})

test('a scribe finishes what was said after closing', async () => {
  const { hall, clock, say } = await givenClosingHall()
  say()
  const doc = new Y.Doc()
  const sam = phoneOf(await hall.socket(DOCUMENTS.a, SAM), doc)
  clock.now += 3_600_000
  await sam.send(stick(doc, SAM, 1))
  expect(sam.refused()).toEqual([])
})
