import { removeCard } from '@murmure/shared/actions/edit-card'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { readCards } from '@murmure/shared/group-doc'
import { MESSAGE, syncStep2, syncUpdate } from '@murmure/shared/protocol/frames'
import { type CommitResult, type Store, StoreError } from '@murmure/server/storage/contract'
import { createMemoryStore } from '@murmure/server/storage/memory'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'

import { DOCUMENTS, type Hall, openHall, person, type Who } from '../support/hall.ts'
import { until } from '../support/until.ts'

const ADA: Who = { participantId: person('ada'), role: 'participant', groupId: 'a' }
const BOB: Who = { participantId: person('bob'), role: 'participant', groupId: 'a' }
const SCREEN: Who = { participantId: person('screen'), role: 'screen' }

async function givenHall(store?: Store): Promise<Hall> {
  const hall = await openHall(store)
  onTestFinished(() => hall.close())
  return hall
}

let serial = 0
function stick(doc: Y.Doc, who: Who, text = 'Une note'): string {
  const cardId = `${who.participantId}.${String(++serial).padStart(16, '0')}`
  stickCard(doc, { cardId, columnId: 'apporte', text, at: 1 })
  return cardId
}
const texts = (doc: Y.Doc) => readCards(doc, 'a').map((card) => card.text)
const has = (doc: Y.Doc, text: string) => () => texts(doc).includes(text)

test('what one writes, the others see; what was written before, a newcomer gets', async () => {
  const hall = await givenHall()
  const ada = hall.join(DOCUMENTS.a, ADA)
  const bob = hall.join(DOCUMENTS.a, BOB)
  stick(ada.doc, ADA, 'Un lien')
  await until('Bob sees it', has(bob.doc, 'Un lien'))
  const late = hall.join(DOCUMENTS.a, BOB)
  await until('a newcomer sees it', has(late.doc, 'Un lien'))
})

test('what was written offline arrives at the return, once', async () => {
  const hall = await givenHall()
  const ada = hall.join(DOCUMENTS.a, ADA)
  const bob = hall.join(DOCUMENTS.a, BOB)
  await until('Ada is in', () => ada.provider.synced)
  ada.provider.disconnect()
  stick(ada.doc, ADA, 'Hors ligne')
  ada.provider.connect()
  await until('Bob sees it', has(bob.doc, 'Hors ligne'))
  expect(texts(bob.doc)).toEqual(['Hors ligne'])
})

test('a restart of the relay loses nothing and needs nobody', async () => {
  const hall = await givenHall()
  const ada = hall.join(DOCUMENTS.a, ADA)
  stick(ada.doc, ADA, 'Avant')
  await until(
    'it is read',
    async () => (await hall.relay.read(DOCUMENTS.a.documentId, texts))?.length === 1,
  )
  await hall.restart()
  stick(ada.doc, ADA, 'Après')
  const bob = hall.join(DOCUMENTS.a, BOB)
  await until('both are there', () => texts(bob.doc).length === 2)
})

test('nothing leaves before it is committed: neither to others, nor to a newcomer, nor to a reader', async () => {
  const store = createMemoryStore()
  let release = (): void => undefined
  const gate = new Promise<void>((resolve) => (release = resolve))
  let held = false
  const slow: Store = {
    ...store,
    async begin(documents, heads) {
      const tick = await store.begin(documents, heads)
      return {
        ...tick,
        async commit(rows, leases): Promise<CommitResult> {
          held = true
          await gate
          return tick.commit(rows, leases)
        },
      }
    },
  }
  const hall = await givenHall(slow)
  const watcher = await hall.socket(DOCUMENTS.a, SCREEN)
  const updates = () => watcher.frames(MESSAGE.sync)
  const ada = hall.join(DOCUMENTS.a, ADA)
  await until('Ada is in', () => ada.provider.synced)
  stick(ada.doc, ADA, 'Retenue')
  await until('the commit waits', () => held)
  let readEarly: readonly string[] | undefined
  const reading = hall.relay
    .read(DOCUMENTS.a.documentId, texts)
    .then((value) => (readEarly = value))
  const newcomer = hall.join(DOCUMENTS.a, SCREEN)
  await until('the newcomer is connected', () => newcomer.provider.wsconnected)
  // Two round trips of the same loop: had anything been let out, it would be here.
  await hall.socket(DOCUMENTS.b, SCREEN).then(({ socket }) => socket.terminate())
  await hall.socket(DOCUMENTS.b, SCREEN).then(({ socket }) => socket.terminate())
  expect([updates().length, newcomer.provider.synced, readEarly]).toEqual([0, false, undefined])
  release()
  await reading
  expect(readEarly).toEqual(['Retenue'])
  await until('the others see it', () => updates().length > 0 && has(newcomer.doc, 'Retenue')())
})

test('SAVED counts what is durable, only to those who offered murmure.v1', async () => {
  const hall = await givenHall()
  const ours = await hall.socket(DOCUMENTS.a, ADA)
  const saved = () => ours.frames(MESSAGE.saved)
  const plain = await hall.socket(DOCUMENTS.a, BOB, false)
  const doc = new Y.Doc()
  ours.socket.send(syncStep2(Y.encodeStateAsUpdate(doc)))
  await until('an empty SyncStep2 is saved', () => saved().length === 1)
  stick(doc, ADA)
  ours.socket.send(syncUpdate(Y.encodeStateAsUpdate(doc)))
  await until('the note is saved', () => saved().length === 2)
  expect(saved().map((frame) => [...frame])).toEqual([
    [MESSAGE.saved, 1, 1],
    [MESSAGE.saved, 1, 2],
  ])
  const other = new Y.Doc()
  stick(other, BOB)
  plain.socket.send(syncUpdate(Y.encodeStateAsUpdate(other)))
  await until(
    'it is there',
    async () => (await hall.relay.read(DOCUMENTS.a.documentId, texts))?.length === 2,
  )
  expect(plain.frames(MESSAGE.saved)).toEqual([])
})

test('[F9] a gap is not applied: the server asks, and SAVED stands still until the answer', async () => {
  const hall = await givenHall()
  const ada = await hall.socket(DOCUMENTS.a, ADA)
  const asked = () => ada.frames(MESSAGE.sync)
  const saved = () => ada.frames(MESSAGE.saved)
  await until('the server asked at the opening', () => asked().length === 1)
  const doc = new Y.Doc()
  stick(doc, ADA, 'Première')
  const sent = Y.encodeStateVector(doc)
  stick(doc, ADA, 'Seconde')
  ada.socket.send(syncStep2(new Uint8Array([0, 0])))
  ada.socket.send(syncUpdate(Y.encodeStateAsUpdate(doc, sent)))
  await until('the server asks again', () => asked().length === 2)
  expect(asked()[1]?.[1]).toBe(0)
  expect([saved().at(-1)?.[2], hall.relay.stats().frozen]).toEqual([1, 1])
  ada.socket.send(syncStep2(Y.encodeStateAsUpdate(doc)))
  await until('everything is saved', () => saved().at(-1)?.[2] === 3)
  expect(hall.relay.stats().frozen).toBe(0)
  expect(await hall.relay.read(DOCUMENTS.a.documentId, texts)).toEqual(['Première', 'Seconde'])
})

test('a refused writer is told, muted and goes on reading', async () => {
  const hall = await givenHall()
  const ada = hall.join(DOCUMENTS.a, ADA)
  const cardId = stick(ada.doc, ADA, 'À moi')
  const mallory = hall.join(DOCUMENTS.a, BOB)
  await until('Bob sees it', has(mallory.doc, 'À moi'))
  removeCard(mallory.doc, cardId, { at: 1, by: BOB.participantId })
  await until('it is logged', () =>
    hall.log.some(({ message }) => message === 'a writer was refused'),
  )
  stick(mallory.doc, BOB, 'Après le refus')
  stick(ada.doc, ADA, 'Encore')
  await until('reading goes on', has(mallory.doc, 'Encore'))
  expect(await hall.relay.read(DOCUMENTS.a.documentId, texts)).toEqual(['À moi', 'Encore'])
  expect(readCards(ada.doc, 'a').find((card) => card.cardId === cardId)?.removed).toBeUndefined()
})

test('a screen that sends updates is dropped unread', async () => {
  const hall = await givenHall()
  const screen = hall.join(DOCUMENTS.a, SCREEN)
  await until('the screen is in', () => screen.provider.synced)
  stick(screen.doc, { ...SCREEN }, 'Intruse')
  const ada = hall.join(DOCUMENTS.a, ADA)
  stick(ada.doc, ADA, 'À sa place')
  await until('the note arrives', has(screen.doc, 'À sa place'))
  expect(await hall.relay.read(DOCUMENTS.a.documentId, texts)).toEqual(['À sa place'])
})

test('[F3] a commit that fails: nothing leaves, writers are asked again, all is there when the store is back', async () => {
  const store = createMemoryStore()
  let broken = false
  const failing: Store = {
    ...store,
    async begin(documents, heads) {
      const tick = await store.begin(documents, heads)
      const commit: typeof tick.commit = (rows, leases) =>
        broken ? Promise.reject(new StoreError('disk full')) : tick.commit(rows, leases)
      return { ...tick, commit }
    },
    load: (documentId) =>
      broken ? Promise.reject(new StoreError('disk full')) : store.load(documentId),
  }
  const hall = await givenHall(failing)
  const bob = hall.join(DOCUMENTS.a, BOB)
  const ada = hall.join(DOCUMENTS.a, ADA)
  await until('both are in', () => ada.provider.synced && bob.provider.synced)
  broken = true
  stick(ada.doc, ADA, 'Pendant la panne')
  await until('the failure is logged', () =>
    hall.log.some(({ message }) => message === 'a commit failed'),
  )
  expect(texts(bob.doc)).toEqual([])
  broken = false
  await until('Bob sees it', has(bob.doc, 'Pendant la panne'))
  expect(texts(bob.doc)).toEqual(['Pendant la panne'])
})

test('[F46] a commit whose answer was lost is neither written twice nor kept from anyone', async () => {
  const store = createMemoryStore()
  let losing = 3
  const lossy: Store = {
    ...store,
    async begin(documents, heads) {
      const tick = await store.begin(documents, heads)
      const commit: typeof tick.commit = async (rows, leases) => {
        const result = await tick.commit(rows, leases)
        if (losing-- > 0) throw new StoreError('the answer was lost')
        return result
      }
      return { ...tick, commit }
    },
  }
  const hall = await givenHall(lossy)
  const bob = hall.join(DOCUMENTS.a, BOB)
  const ada = hall.join(DOCUMENTS.a, ADA)
  await until('both are in', () => ada.provider.synced && bob.provider.synced)
  stick(ada.doc, ADA, 'Une fois')
  await until('Bob sees it', has(bob.doc, 'Une fois'))
  stick(ada.doc, ADA, 'Deux fois')
  await until('and the next', has(bob.doc, 'Deux fois'))
  const stored = await store.load(DOCUMENTS.a.documentId)
  expect(stored?.rows.map((row) => row.seq)).toEqual(stored?.rows.map((_, index) => index + 1))
  expect(texts(bob.doc)).toEqual(['Une fois', 'Deux fois'])
})

test('[F4] a room that cannot be loaded gives nobody an empty document', async () => {
  const store = createMemoryStore()
  let broken = true
  const failing: Store = {
    ...store,
    load: (documentId) =>
      broken ? Promise.reject(new StoreError('corrupt row')) : store.load(documentId),
  }
  const hall = await givenHall(failing)
  const ada = hall.join(DOCUMENTS.a, ADA)
  const closed: (number | undefined)[] = []
  ada.provider.on('connection-close', (event) => closed.push(event?.code))
  await until('the socket is closed', () => closed.length > 0)
  expect([ada.provider.synced, closed[0]]).toEqual([false, 1013])
  expect(await hall.relay.prepare(DOCUMENTS.a.documentId)).toBe('unavailable')
  broken = false
  stick(ada.doc, ADA, 'Enfin')
  await until('it recovers', () => ada.provider.synced)
  await until(
    'it is stored',
    async () => (await hall.relay.read(DOCUMENTS.a.documentId, texts))?.length === 1,
  )
})

test("the server's own writing is durable when it resolves, and fails with its cause", async () => {
  const hall = await givenHall()
  const screen = hall.join(DOCUMENTS.room, SCREEN)
  await hall.relay.write(DOCUMENTS.room.documentId, (doc) =>
    doc.getMap('meta').set('title', 'Essai'),
  )
  await until('the screen follows', () => screen.doc.getMap('meta').get('title') === 'Essai')
  await expect(hall.relay.write('nowhere-00000000.1', () => undefined)).rejects.toThrow(StoreError)
})

test('bytes that are no message close the socket, and the room lives on', async () => {
  const hall = await givenHall()
  const mad = await hall.socket(DOCUMENTS.a, BOB)
  let code = 0
  mad.socket.on('close', (closed) => (code = closed))
  mad.socket.send(new Uint8Array([0, 2, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255]))
  await until('it is closed', () => code !== 0)
  expect(code).toBe(4413)
  const ada = hall.join(DOCUMENTS.a, ADA)
  stick(ada.doc, ADA)
  await until(
    'others go on',
    async () => (await hall.relay.read(DOCUMENTS.a.documentId, texts))?.length === 1,
  )
})

test('a busy tail becomes a snapshot, and nothing of it is lost', async () => {
  const hall = await givenHall()
  const ada = hall.join(DOCUMENTS.a, ADA)
  await until('Ada is in', () => ada.provider.synced)
  const long = 'x'.repeat(9000)
  for (let number = 0; number < 40; number++) stick(ada.doc, ADA, `${number} ${long}`)
  await until(
    'a snapshot is written',
    async () => (await hall.store.load(DOCUMENTS.a.documentId))?.snapshot !== null,
  )
  await hall.restart()
  await until(
    'all are there',
    async () => (await hall.relay.read(DOCUMENTS.a.documentId, texts))?.length === 40,
  )
})
