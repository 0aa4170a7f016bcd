import { createRoomProjection } from '@murmure/server/room-doc/project-room'
import type { BoardRow } from '@murmure/server/storage/contract'
import { createMemoryStore } from '@murmure/server/storage/memory'
import { readRoom, writeSession } from '@murmure/shared/room-doc'
import { NEW_SESSION } from '@murmure/shared/session'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

const BOARD = 'AAAAAAAAAAAAAAAA'
const ROOM = 'BBBBBBBBBBBBBBBB.1'

const makeRow = (version: number, title: string): BoardRow => ({
  boardId: BOARD,
  code: '482915',
  createdAt: 0,
  version,
  room: {
    meta: { schema: 1, title, locale: 'fr' },
    sections: [],
    columns: [],
    groups: [],
    session: NEW_SESSION,
  },
})

/** A store with one board, and a relay whose writes wait until the test lets them go. */
async function makeStage() {
  const store = createMemoryStore()
  const document = { documentId: ROOM, boardId: BOARD, kind: 'room' as const }
  await store.createBoard({ board: makeRow(1, 'Un'), secrets: [], documents: [document] })
  const doc = new Y.Doc()
  const held: (() => void)[] = []
  const projection = createRoomProjection({
    store,
    relay: {
      write: (_documentId, write) =>
        new Promise((resolve) => {
          held.push(() => {
            doc.transact(() => write(doc))
            resolve()
          })
        }),
    },
  })
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  return { store, doc, held, projection, settle }
}

test('projections of one board keep their order, and those who wait share one', async () => {
  const { store, doc, held, projection, settle } = await makeStage()
  const first = projection.project(BOARD)
  await settle()
  await store.updateBoard(makeRow(2, 'Deux'), [])
  const second = projection.project(BOARD)
  const third = projection.project(BOARD)
  await settle()
  expect([held.length, second === third]).toEqual([1, true])
  held[0]?.()
  expect((await first)?.meta.title).toBe('Un')
  await settle()
  expect(held).toHaveLength(2)
  held[1]?.()
  expect((await third)?.meta.title).toBe('Deux')
  expect(readRoom(doc).meta.title).toBe('Deux')
})

test('counters stay as the document says them', async () => {
  const { doc, held, projection, settle } = await makeStage()
  const counters = { a: { apporte: 3 } }
  writeSession(doc, { counters })
  const projected = projection.project(BOARD)
  await settle()
  held[0]?.()
  expect((await projected)?.session.counters).toEqual(counters)
  expect(readRoom(doc).session.counters).toEqual(counters)
})

test('a board that is gone is not projected', async () => {
  const { store, held, projection } = await makeStage()
  await store.deleteBoard(BOARD)
  expect(await projection.project(BOARD)).toBeUndefined()
  expect(held).toEqual([])
})
