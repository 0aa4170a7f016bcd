import { stickCard } from '@murmure/shared/actions/stick-card'
import { readCards } from '@murmure/shared/group-doc'
import { generationOf } from '@murmure/shared/ids'
import { createRaise } from '@murmure/server/operator/raise-generation'
import { type DocumentRow, type Store, StoreError } from '@murmure/server/storage/contract'
import { createMemoryStore } from '@murmure/server/storage/memory'
import { expect, onTestFinished, test } from 'vitest'

import { DOCUMENTS, openHall, type Peer, person, type Who } from '../support/hall.ts'
import { until } from '../support/until.ts'

const ADA: Who = { participantId: person('ada'), role: 'participant', groupId: 'a' }
const BOB: Who = { participantId: person('bob'), role: 'participant', groupId: 'a' }
const EVE: Who = { participantId: person('eve'), role: 'participant', groupId: 'b' }

/** A store that can be put back by a number of rows, as by a failover that lost its last commits. */
function givenStore() {
  const store = createMemoryStore()
  const fault = { lost: 0, refuses: false }
  const returning: Store = {
    ...store,
    async begin(documents, heads) {
      const tick = await store.begin(documents, heads)
      const commit: typeof tick.commit = (rows, leases) =>
        fault.refuses
          ? Promise.reject(new StoreError('a failover is under way'))
          : tick.commit(rows, leases)
      return { ...tick, commit }
    },
    async load(documentId) {
      const stored = await store.load(documentId)
      if (!stored || fault.lost === 0) return stored
      const head = Math.max(0, stored.head - fault.lost)
      return { ...stored, head, rows: stored.rows.filter(({ seq }) => seq <= head) }
    },
  }
  return { store: returning, fault }
}

async function givenHall() {
  const { store, fault } = givenStore()
  const raise: { of: (document: DocumentRow) => void } = { of: () => undefined }
  const hall = await openHall(store, { onBehind: (document) => raise.of(document) })
  onTestFinished(() => hall.close())
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
  const board = createRaise({ store, relay: hall.relay, random, log: { ...quiet } })
  raise.of = ({ boardId }) => board(boardId)
  return { hall, store, fault }
}

const quiet = { warn: () => undefined, error: () => undefined }

function codesOf({ provider }: Peer): readonly number[] {
  const codes: number[] = []
  provider.on('connection-close', (event) => {
    if (event) codes.push(event.code)
  })
  return codes
}

let serial = 0
function stick({ doc }: Peer, { participantId }: Who, text: string): void {
  const cardId = `${participantId}.${String(++serial).padStart(16, '0')}`
  stickCard(doc, { cardId, columnId: 'apporte', text, at: 1 })
}

test('[F37] a store that comes back with less than it confirmed: 4410 for the whole board, new ids, nothing merged', async () => {
  const { hall, store, fault } = await givenHall()
  const ada = hall.join(DOCUMENTS.a, ADA)
  const bob = hall.join(DOCUMENTS.a, BOB)
  const eve = hall.join(DOCUMENTS.b, EVE)
  stick(ada, ADA, 'Gardée')
  await until('Bob sees it', () => readCards(bob.doc, 'a').length === 1)
  stick(ada, ADA, 'Perdue')
  await until('Bob sees it', () => readCards(bob.doc, 'a').length === 2)
  stick(eve, EVE, 'Ailleurs')
  const codes = [ada, bob, eve].map(codesOf)

  fault.lost = 1
  fault.refuses = true
  stick(bob, BOB, 'Pendant')
  await until('all are sent away', () => codes.every((seen) => seen.includes(4410)))
  expect(codes).toEqual([[4410], [4410], [4410]])
  fault.refuses = false
  await until('the ids are new', async () => {
    return (await store.listDocuments(DOCUMENTS.a.boardId)).every(
      ({ documentId }) => generationOf(documentId) > 1,
    )
  })

  // A stock client of 3.0 does not stop on 4410; what it brings finds no document.
  expect(await hall.relay.prepare(DOCUMENTS.a.documentId)).not.toBe('ready')
  const raised = (await store.listDocuments(DOCUMENTS.a.boardId)).find(
    ({ groupId }) => groupId === 'a',
  )
  const texts = await hall.relay.read(raised?.documentId ?? '', (doc) =>
    readCards(doc, 'a').map(({ text }) => text),
  )
  expect(texts).toEqual(['Gardée'])
  expect(hall.log.map(({ message }) => message)).toContain(
    'the store has less of a document than it had confirmed',
  )
})
