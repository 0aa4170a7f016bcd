import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { removeCard } from '@murmure/shared/actions/edit-card'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { readCards } from '@murmure/shared/group-doc'
import { MESSAGE, syncStep2, syncUpdate } from '@murmure/shared/protocol/frames'
import { type NewLogRow, type Store, StoreError } from '@murmure/server/storage/contract'
import { createMemoryStore } from '@murmure/server/storage/memory'
import { openSqliteStore } from '@murmure/server/storage/sqlite'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'

import { DOCUMENTS, openHall, person, type Who } from '../support/hall.ts'
import { until } from '../support/until.ts'

const ADA: Who = { participantId: person('ada'), role: 'participant', groupId: 'a' }
const BOB: Who = { participantId: person('bob'), role: 'participant', groupId: 'a' }
const EVE: Who = { participantId: person('eve'), role: 'participant', groupId: 'b' }
const SCREEN: Who = { participantId: person('screen'), role: 'screen' }
let serial = 0
function stick(doc: Y.Doc, who: Who, text: string): string {
  const cardId = `${who.participantId}.${String(++serial).padStart(16, '0')}`
  stickCard(doc, { cardId, columnId: 'apporte', text, at: 1 })
  return cardId
}
const texts = (doc: Y.Doc) =>
  readCards(doc, 'a')
    .filter(({ removed }) => !removed)
    .map(({ text }) => text)
    .sort()
const has = (doc: Y.Doc, text: string) => () => texts(doc).includes(text)

type Fault = {
  /** What becomes of a commit: done, refused, done with its answer lost, or never answered. */
  commit: (rows: readonly NewLogRow[]) => 'done' | 'refused' | 'answer lost' | 'silent'
  load: 'done' | 'refused' | 'silent'
}

/** The store in memory, with faults that are switched on and off. */
function faulty() {
  const store = createMemoryStore()
  const fault: Fault = { commit: () => 'done', load: 'done' }
  const failing: Store = {
    ...store,
    async begin(documents, heads) {
      const tick = await store.begin(documents, heads)
      const commit: typeof tick.commit = async (rows, leases) => {
        const outcome = fault.commit(rows)
        if (outcome === 'silent') return new Promise(() => undefined)
        if (outcome === 'refused') throw new StoreError('disk full')
        const result = await tick.commit(rows, leases)
        if (outcome === 'answer lost') throw new StoreError('the answer was lost')
        return result
      }
      return { ...tick, commit }
    },
    load(documentId) {
      if (fault.load === 'silent') return new Promise(() => undefined)
      if (fault.load === 'refused') return Promise.reject(new StoreError('gone'))
      return store.load(documentId)
    },
  }
  return { store, failing, fault }
}

async function givenHall(timing: { readonly storeLimitMs?: number } = {}) {
  const { failing, fault, store } = faulty()
  const hall = await openHall(failing, { timing })
  onTestFinished(() => hall.close())
  return { hall, fault, store }
}

test('[F3] without a store a room is read-only on its committed state; nothing uncommitted leaves; it recovers by itself', async () => {
  const { hall, fault } = await givenHall()
  const ada = hall.join(DOCUMENTS.a, ADA)
  const bob = hall.join(DOCUMENTS.a, BOB)
  stick(ada.doc, ADA, 'Avant')
  await until('Bob sees it', has(bob.doc, 'Avant'))
  fault.commit = () => 'refused'
  fault.load = 'refused'
  stick(ada.doc, ADA, 'Pendant')
  await until('the store is missed', () =>
    hall.log.some(({ message }) => message === 'a room waits for the store'),
  )
  // Who joins now reads what is committed, and nothing else.
  const newcomer = hall.join(DOCUMENTS.a, SCREEN)
  await until('the newcomer is in', () => newcomer.provider.synced)
  expect([texts(newcomer.doc), texts(bob.doc)]).toEqual([['Avant'], ['Avant']])
  expect(await hall.relay.read(DOCUMENTS.a.documentId, texts)).toEqual(['Avant'])
  await expect(hall.relay.write(DOCUMENTS.a.documentId, () => undefined)).rejects.toThrow(
    StoreError,
  )
  stick(bob.doc, BOB, 'Aussi pendant')
  fault.commit = () => 'done'
  fault.load = 'done'
  await until('all is there', () => texts(newcomer.doc).length === 3)
  expect(texts(newcomer.doc)).toEqual(['Aussi pendant', 'Avant', 'Pendant'])
})

test('[F3] one poisoned document stops alone', async () => {
  const { hall, fault } = await givenHall()
  const ada = hall.join(DOCUMENTS.a, ADA)
  const bob = hall.join(DOCUMENTS.a, BOB)
  const eve = hall.join(DOCUMENTS.b, EVE)
  await until('all are in', () => [ada, bob, eve].every(({ provider }) => provider.synced))
  fault.commit = (rows) =>
    rows.some(({ documentId }) => documentId === DOCUMENTS.b.documentId) ? 'refused' : 'done'
  stick(eve.doc, EVE, 'Empoisonnée')
  stick(ada.doc, ADA, 'Saine')
  await until('Bob sees it', has(bob.doc, 'Saine'))
  expect((await hall.store.load(DOCUMENTS.b.documentId))?.head).toBe(0)
  fault.commit = () => 'done'
  await until(
    'the other recovers',
    async () => (await hall.store.load(DOCUMENTS.b.documentId))?.head === 1,
  )
})

test('[F3] a disk that is full, for real: what was SAVED is there, what was not is nowhere', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'murmure-full-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const opened = await openSqliteStore({ folder, maxPages: 90, generation: 2 })
  if (!opened.ok) throw new Error(opened.error.kind)
  const hall = await openHall(opened.value)
  onTestFinished(() => hall.close())
  const ada = await hall.socket(DOCUMENTS.a, ADA)
  const bob = hall.join(DOCUMENTS.a, SCREEN)
  await until('Bob is in', () => bob.provider.synced)
  const doc = new Y.Doc()
  ada.socket.send(syncStep2(Y.encodeStateAsUpdate(doc)))
  doc.on('update', (update: Uint8Array) => ada.socket.send(syncUpdate(update)))
  const isFull = () => hall.log.some(({ message }) => message === 'a commit failed')
  let sent = 0
  while (!isFull()) {
    stick(doc, ADA, `${sent++} ${'x'.repeat(9_000)}`)
    await until('an answer', () => isFull() || (ada.frames(MESSAGE.saved).at(-1)?.[2] ?? 0) > sent)
  }
  const saved = (ada.frames(MESSAGE.saved).at(-1)?.[2] ?? 0) - 1
  expect(saved).toBeGreaterThan(3)
  expect(saved).toBeLessThan(sent)
  expect(texts(bob.doc)).toHaveLength(saved)
  const stored = new Y.Doc()
  const held = await opened.value.load(DOCUMENTS.a.documentId)
  if (held?.snapshot) Y.applyUpdate(stored, held.snapshot.bytes)
  for (const row of held?.rows ?? []) Y.applyUpdate(stored, row.bytes)
  expect(texts(stored)).toHaveLength(saved)
  await expect(opened.value.probe()).rejects.toThrow(StoreError)
}, 20_000)

test('[F3] a store that never answers: what it does later is found, nobody waits for ever', async () => {
  const { hall, fault } = await givenHall({ storeLimitMs: 50 })
  const ada = hall.join(DOCUMENTS.a, ADA)
  const bob = hall.join(DOCUMENTS.a, BOB)
  await until('both are in', () => ada.provider.synced && bob.provider.synced)
  fault.commit = () => 'silent'
  stick(ada.doc, ADA, 'Sans réponse')
  await until('it is given up', () => hall.log.some(({ message }) => message === 'a commit failed'))
  fault.commit = () => 'done'
  await until('Bob sees it', has(bob.doc, 'Sans réponse'))
  expect(texts(bob.doc)).toEqual(['Sans réponse'])
})

test('[F44] who asks between apply and a commit that fails is answered from what is committed', async () => {
  const { hall, fault } = await givenHall()
  const ada = await hall.socket(DOCUMENTS.a, ADA)
  const doc = new Y.Doc()
  ada.socket.send(syncStep2(Y.encodeStateAsUpdate(doc)))
  await until('she is in', () => ada.frames(MESSAGE.saved).length === 1)
  let failures = 0
  let asker: Awaited<ReturnType<typeof hall.socket>> | undefined
  const joining = hall.socket(DOCUMENTS.a, BOB).then((socket) => (asker = socket))
  await joining
  fault.commit = () => (failures++ < 2 ? 'refused' : 'done')
  stick(doc, ADA, 'Perdue puis renvoyée')
  ada.socket.send(syncUpdate(Y.encodeStateAsUpdate(doc)))
  // In the same tick as the write.
  asker?.socket.send(new Uint8Array([0, 0, 1, 0]))
  await until('he is answered', () =>
    (asker?.frames(MESSAGE.sync) ?? []).some((frame) => frame[1] === 1),
  )
  const answer = asker?.frames(MESSAGE.sync).find((frame) => frame[1] === 1) ?? new Uint8Array()
  const seen = new Y.Doc()
  Y.applyUpdate(seen, answer.slice(3))
  expect([failures >= 2, texts(seen)]).toEqual([true, []])
  // Not SAVED, and asked for again: only her SyncStep2 moves it.
  expect(ada.frames(MESSAGE.saved).at(-1)?.[2]).toBe(1)
  const asked = () => ada.frames(MESSAGE.sync).filter((frame) => frame[1] === 0).length
  await until('she is asked again', () => asked() === 2)
  ada.socket.send(syncStep2(Y.encodeStateAsUpdate(doc)))
  await until('it is SAVED', () => ada.frames(MESSAGE.saved).at(-1)?.[2] === 3)
})

test('[F45] a deletion that a reload lost leaves no gap: SAVED stands still until the SyncStep2', async () => {
  const { hall, fault, store } = await givenHall()
  const ada = await hall.socket(DOCUMENTS.a, ADA)
  const saved = () => ada.frames(MESSAGE.saved).at(-1)?.[2]
  const doc = new Y.Doc()
  const cardId = stick(doc, ADA, 'Un')
  removeCard(doc, cardId, { at: 1, by: ADA.participantId })
  ada.socket.send(syncStep2(Y.encodeStateAsUpdate(doc)))
  await until('it is SAVED', () => saved() === 1)
  const edits: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => edits.push(update))
  // Frame 2 is a deletion and nothing else: the flag is taken away.
  doc.getMap<Y.Map<unknown>>('cards').get(cardId)?.delete('removed')
  stick(doc, ADA, 'Deux')
  let failures = 0
  fault.commit = () => (failures++ < 2 ? 'refused' : 'done')
  ada.socket.send(syncUpdate(edits[0] ?? new Uint8Array()))
  const asked = () => ada.frames(MESSAGE.sync).filter((frame) => frame[1] === 0).length
  await until('she is asked', () => asked() === 2)
  ada.socket.send(syncUpdate(edits[1] ?? new Uint8Array()))
  await until(
    'the third is there',
    async () => (await store.load(DOCUMENTS.a.documentId))?.head === 2,
  )
  expect(saved()).toBe(1)
  ada.socket.send(syncStep2(Y.encodeStateAsUpdate(doc)))
  await until('all is SAVED', () => saved() === 4)
  expect(await hall.relay.read(DOCUMENTS.a.documentId, texts)).toEqual(['Deux', 'Un'])
})

test('[F46] COMMIT worked, its answer is lost, and then the store is gone for a while: everyone gets it, once', async () => {
  const { hall, fault, store } = await givenHall()
  const ada = hall.join(DOCUMENTS.a, ADA)
  const bob = hall.join(DOCUMENTS.a, BOB)
  await until('both are in', () => ada.provider.synced && bob.provider.synced)
  let commits = 0
  fault.load = 'refused'
  fault.commit = () => (commits++ < 2 ? 'answer lost' : 'done')
  stick(ada.doc, ADA, 'Une fois')
  await until('the store is missed', () =>
    hall.log.some(({ message }) => message === 'a room waits for the store'),
  )
  expect(texts(bob.doc)).toEqual([])
  fault.load = 'done'
  await until('Bob sees it', has(bob.doc, 'Une fois'))
  expect((await store.load(DOCUMENTS.a.documentId))?.head).toBe(1)
})

/** A disk that turns when the test says so. */
function heldDisk() {
  const waiting: (() => void)[] = []
  let isOpen = false
  const release = () => {
    for (const resume of waiting.splice(0)) resume()
  }
  return {
    turn: () => (isOpen ? Promise.resolve() : new Promise<void>((resume) => waiting.push(resume))),
    release,
    open() {
      isOpen = true
      release()
    },
  }
}

test('[F7] a slow store: one commit in flight, no more, and every note arrives', async () => {
  const store = createMemoryStore()
  let inFlight = 0
  let most = 0
  const disk = heldDisk()
  const slow: Store = {
    ...store,
    async begin(documents, heads) {
      const tick = await store.begin(documents, heads)
      const commit: typeof tick.commit = async (rows, leases) => {
        most = Math.max(most, ++inFlight)
        await disk.turn()
        inFlight -= 1
        return tick.commit(rows, leases)
      }
      return { ...tick, commit }
    },
  }
  const hall = await openHall(slow)
  onTestFinished(() => hall.close())
  const editors = Array.from({ length: 14 }, (_, number) => {
    const who: Who = { ...ADA, participantId: person(`e${String(number).padStart(2, '0')}`) }
    return { who, peer: hall.join(DOCUMENTS.a, who) }
  })
  await until('all are in', () => editors.every(({ peer }) => peer.provider.synced))
  for (let round = 0; round < 10; round++) {
    for (const { who, peer } of editors) stick(peer.doc, who, `${round}`)
    await until('a commit is in flight', () => inFlight > 0)
    // What is stuck now gathers behind it.
    disk.release()
  }
  disk.open()
  await until('all is everywhere', () =>
    editors.every(({ peer }) => texts(peer.doc).length === 140),
  )
  expect(most).toBe(1)
  expect((await store.load(DOCUMENTS.a.documentId))?.head).toBeLessThan(30)
})

test('stopping while the store is gone tells nobody that the board was deleted', async () => {
  const { hall, fault } = await givenHall()
  const ada = hall.join(DOCUMENTS.a, ADA)
  const codes: (number | undefined)[] = []
  ada.provider.on('connection-close', (event) => codes.push(event?.code))
  await until('she is in', () => ada.provider.synced)
  fault.commit = () => 'refused'
  fault.load = 'refused'
  stick(ada.doc, ADA, 'Pendant')
  await until('the store is missed', () =>
    hall.log.some(({ message }) => message === 'a room waits for the store'),
  )
  await hall.relay.stop()
  await until('she is told', () => codes.length > 0)
  expect(codes[0]).toBe(1012)
})

test('[F44] stopping while a room is put back writes no snapshot of what was never committed', async () => {
  const { hall, fault, store } = await givenHall()
  const ada = await hall.socket(DOCUMENTS.a, ADA)
  await until('she is in', () => ada.frames(MESSAGE.sync).length > 0)
  const doc = new Y.Doc()
  stick(doc, ADA, 'Durable')
  ada.socket.send(syncStep2(Y.encodeStateAsUpdate(doc)))
  await until('it is SAVED', () => ada.frames(MESSAGE.saved).length === 1)
  fault.commit = () => 'refused'
  // It is asked for the room's state, and does not say.
  fault.load = 'silent'
  stick(doc, ADA, 'Jamais écrite')
  ada.socket.send(syncStep2(Y.encodeStateAsUpdate(doc)))
  await until('the commit failed', () => hall.log.length >= 2)
  await hall.relay.stop()
  const stored = await store.load(DOCUMENTS.a.documentId)
  const kept = new Y.Doc()
  if (stored?.snapshot) Y.applyUpdate(kept, stored.snapshot.bytes)
  for (const { bytes } of stored?.rows ?? []) Y.applyUpdate(kept, bytes)
  expect(texts(kept)).toEqual(['Durable'])
})
