import { expect, test } from 'vitest'

import { StoreError } from '@murmure/server/storage/contract'

import type { Open } from './store-contract.ts'
import {
  ANNE,
  bytesOf,
  commit,
  documentIdOf,
  idOf,
  makeBoard,
  makeBoardRow,
  makeRow,
  WALL,
  write,
  emptyWall,
  makeSecondBoard,
  makeDeclaration,
} from './values.ts'

/** A board that goes, goes whole. */
export function describeDeletion(open: Open): void {
  test('everything of the board is gone, and nothing of others', async () => {
    const { store } = await open()
    const other = makeSecondBoard('200000')
    await store.createBoard(other)
    await write(store, WALL, ['un'])
    await write(store, documentIdOf('second'), ['un'])
    await store.compact(WALL, { seq: 1, bytes: bytesOf('un') })
    await store.declare(makeDeclaration())
    await store.declare(makeDeclaration({ boardId: idOf('second') }))
    const board = idOf('board')

    await store.deleteBoard(board)
    await store.deleteBoard(board)

    expect(await store.getBoard(board)).toBeUndefined()
    expect(await store.findBoardByCode('100000')).toBeUndefined()
    expect(await store.listDocuments(board)).toEqual([])
    expect(await store.load(WALL)).toBeUndefined()
    expect(await store.findSecret(board, 'hash of the screen')).toBeUndefined()
    expect(await store.headcounts(board)).toEqual(new Map())
    expect(await store.getBoard(idOf('second'))).toEqual(other.board)
    expect(await store.load(documentIdOf('second'))).toMatchObject({ head: 1 })
    expect((await store.headcounts(idOf('second'))).size).toBe(1)
  })

  test('what was on its way to it is refused', async () => {
    const { store } = await open()
    const tick = await store.begin([WALL], new Map())
    await store.deleteBoard(idOf('board'))
    const result = await tick.commit([makeRow()], [])
    expect(result).toEqual({ kind: 'conflict', documentId: WALL, head: 0 })
    await store.compact(WALL, { seq: 0, bytes: bytesOf('') })
    await expect(store.declare(makeDeclaration())).rejects.toThrow(StoreError)
    expect(await store.updateBoard(makeBoardRow({ version: 2 }), [])).toBe('stale')
    expect(await store.load(WALL)).toBeUndefined()
  })

  test('its code and its ids are free again, with an empty history', async () => {
    const { store } = await open()
    await commit(store, [makeRow()], [{ documentId: WALL, clientId: 1, participantId: ANNE }])
    await store.deleteBoard(idOf('board'))
    expect(await store.createBoard(makeBoard())).toBe('created')
    expect(await store.load(WALL)).toEqual(emptyWall())
  })
}
