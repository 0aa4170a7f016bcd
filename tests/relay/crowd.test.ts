import { once } from 'node:events'

import { stickCard } from '@murmure/shared/actions/stick-card'
import { syncUpdate } from '@murmure/shared/protocol/frames'
import { createCrowd } from '@murmure/server/relay/crowd'
import type { Store } from '@murmure/server/storage/contract'
import { createMemoryStore } from '@murmure/server/storage/memory'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'

import { DOCUMENTS, openHall, person, type Who } from '../support/hall.ts'
import { exchange, poll } from '../support/requests.ts'
import { until } from '../support/until.ts'

const ADA: Who = { participantId: person('ada'), role: 'participant', groupId: 'a' }
const BOB: Who = { participantId: person('bob'), role: 'participant', groupId: 'a' }
const { a, room } = DOCUMENTS
const of = (who: Who) => ({ boardId: a.boardId, ...who })

test('a person has a share of sockets, a board has one, and what leaves makes room again', () => {
  const crowd = createCrowd({ ofProcess: 10, ofBoard: 3, ofPerson: 2 })
  const who = (boardId: string, participantId: string) => ({ boardId, participantId })
  const leave = crowd.enter(who('x', 'ada'))
  crowd.enter(who('x', 'ada'))
  expect(crowd.roomFor(who('x', 'ada'))).toBe('crowded')
  expect(crowd.roomFor(who('y', 'ada'))).toBe('room')
  crowd.enter(who('x', 'bob'))
  expect(crowd.roomFor(who('x', 'cleo'))).toBe('full')
  expect(crowd.roomFor(who('y', 'cleo'))).toBe('room')
  leave()
  expect([crowd.roomFor(who('x', 'ada')), crowd.roomFor(who('x', 'cleo'))]).toEqual([
    'room',
    'room',
  ])
})

test('[F19] one phone that opens sockets without end fills its own share, not the house', async () => {
  const hall = await openHall(undefined, { crowd: { ofPerson: 3 } })
  onTestFinished(() => hall.close())
  const sockets = await Promise.all([1, 2, 3].map(() => hall.socket(a, ADA)))
  await until('they are in', () => hall.relay.stats().connections === 3)
  expect([hall.relay.roomFor(of(ADA)), hall.relay.roomFor(of(BOB))]).toEqual(['crowded', 'room'])
  // Past the door before it was shut: many upgrades at once.
  const { socket } = await hall.socket(a, ADA)
  const [code] = (await once(socket, 'close')) as [number]
  expect([code, hall.relay.stats().connections]).toEqual([1013, 3])
  sockets[0]?.socket.terminate()
  await until('there is room again', () => hall.relay.roomFor(of(ADA)) === 'room')
})

test('a board has 2,000 polls at once, another one as many more: 503, and nobody who waits is sent away', async () => {
  const hall = await openHall()
  onTestFinished(() => hall.close())
  const whoOf = (number: number): Who => ({ ...ADA, participantId: person(`p${number}x`) })
  const polls = Array.from({ length: 2_000 }, (_, number) => poll(hall, whoOf(number), [[room, 0]]))
  await until('all wait', () => hall.relay.stats().polls === 2_000, 20_000)
  expect(await poll(hall, whoOf(2_000), [[room, 0]]).answer).toEqual({ kind: 'unavailable' })
  expect(hall.relay.stats().polls).toBe(2_000)
  for (const { leave } of polls) leave()
  await until('all have left', () => hall.relay.stats().polls === 0)
  const again = poll(hall, whoOf(2_000), [[room, 0]])
  await until('it waits', () => hall.relay.stats().polls === 1)
  again.leave()
}, 60_000)

test('a room with 2 MB waiting takes no request, answers 503, and takes them again once it is worked off', async () => {
  const memory = createMemoryStore()
  let hold: Promise<void> | undefined
  let isHeld = false
  const store: Store = {
    ...memory,
    async begin(...asked) {
      isHeld = hold !== undefined
      await hold
      return memory.begin(...asked)
    },
  }
  const hall = await openHall(store, {
    rate: { framesPerSecond: 1e6, framesAtOnce: 1e6, bytesPerSecond: 1e9, bytesAtOnce: 1e9 },
  })
  onTestFinished(() => hall.close())
  const ada = await hall.socket(a, ADA)
  let release: () => void = () => undefined
  hold = new Promise((resolve) => (release = resolve))
  const doc = new Y.Doc()
  doc.on('update', (update: Uint8Array) => ada.socket.send(syncUpdate(update)))
  const stick = (number: number, text: string) =>
    void stickCard(doc, {
      cardId: `${ADA.participantId}.${String(number).padStart(16, '0')}`,
      columnId: 'apporte',
      text,
      at: 1,
    })
  // What comes before the commit would go along with it, and none of it would wait.
  stick(0, 'x')
  await until('a commit is held', () => isHeld)
  for (let number = 1; number <= 300; number++) stick(number, 'x'.repeat(9_000))
  await until('it is full', () => hall.relay.stats().inboxBytes > 2 * 1024 * 1024)
  const ask = () => exchange(hall, a, BOB, new Uint8Array([0, 0, 1, 0]))
  expect(await ask()).toEqual({ kind: 'unavailable' })
  hold = undefined
  release()
  await until('it is worked off', () => hall.relay.stats().inboxBytes === 0)
  await until('it answers', async () => (await ask()).kind === 'answered')
})
