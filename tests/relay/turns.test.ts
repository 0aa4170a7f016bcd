import { createTurn } from '@murmure/server/relay/turn'
import type { Store } from '@murmure/server/storage/contract'
import { createMemoryStore } from '@murmure/server/storage/memory'
import { expect, onTestFinished, test } from 'vitest'

import { countTurns } from '../support/count-turns.ts'
import { DOCUMENTS, openHall } from '../support/hall.ts'

/** More than a turn is worked on, and more than a tick waits for the next. */
const LONG_MS = 20

function work(): void {
  const until = performance.now() + LONG_MS
  while (performance.now() < until);
}

test('a turn that is not over goes on at once, one that is over ends, and the next has its whole time', async () => {
  const turns = countTurns()
  let now = 0
  const turn = createTurn(() => now)
  now = 9
  await turn.rest()
  expect([turn.isOver(), turns()]).toEqual([false, 0])
  now = 10
  expect(turn.isOver()).toBe(true)
  await turn.rest()
  expect([turn.isOver(), turns() > 0]).toEqual([false, true])
  now = 25
  turn.begin()
  expect(turn.isOver()).toBe(false)
})

test('[F15] [F41] what takes long in rooms, or of one room tick after tick, is done in turns: others have theirs between', async () => {
  const hall = await openHall()
  onTestFinished(() => hall.close())
  const { relay } = hall
  const rooms = [DOCUMENTS.a, DOCUMENTS.b, DOCUMENTS.wall]
  for (const { documentId } of rooms) await relay.prepare(documentId)
  const turns = countTurns()
  const readSlowly = (documentId: string) =>
    relay.read(documentId, () => {
      work()
      return turns()
    })
  const read = await Promise.all(
    [...rooms, ...rooms].map(({ documentId }) => readSlowly(documentId)),
  )
  expect(new Set(read).size).toBe(6)
})

test('[F41] what several rooms write in one tick is applied in turns as well', async () => {
  const hall = await openHall()
  onTestFinished(() => hall.close())
  const { relay } = hall
  const rooms = [DOCUMENTS.a, DOCUMENTS.b, DOCUMENTS.room]
  for (const { documentId } of rooms) await relay.prepare(documentId)
  const turns = countTurns()
  const applied: number[] = []
  await Promise.all(
    rooms.map(({ documentId }) =>
      relay.write(documentId, () => {
        work()
        applied.push(turns())
      }),
    ),
  )
  expect(new Set(applied).size).toBe(3)
})

test('[F48] who waits for a room comes in after the turn in which it was loaded', async () => {
  const turns = countTurns()
  let loadedAt = -1
  const memory = createMemoryStore()
  const store: Store = {
    ...memory,
    async load(documentId) {
      const stored = await memory.load(documentId)
      loadedAt = turns()
      return stored
    },
  }
  const hall = await openHall(store)
  onTestFinished(() => hall.close())
  const opened = await Promise.all(
    [1, 2, 3].map(async () => [await hall.relay.prepare(DOCUMENTS.a.documentId), turns()] as const),
  )
  for (const [readiness, turn] of opened)
    expect([readiness, turn > loadedAt]).toEqual(['ready', true])
})

test('a board that is deleted between the turns of a tick stops none of the others', async () => {
  const hall = await openHall()
  onTestFinished(() => hall.close())
  const { relay } = hall
  for (const { documentId } of [DOCUMENTS.a, DOCUMENTS.b]) await relay.prepare(documentId)
  const first = relay.write(DOCUMENTS.a.documentId, () => {
    work()
    setImmediate(() => relay.closeBoard([DOCUMENTS.b.documentId], 4404))
  })
  let touched = 0
  const second = relay.write(DOCUMENTS.b.documentId, () => void (touched += 1))
  await expect(second).rejects.toThrow('the board was closed')
  await first
  expect(touched).toBe(0)
})
