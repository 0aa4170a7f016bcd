import { expect, test } from 'vitest'

import { StoreError } from '@murmure/server/storage/contract'
import { inGeneration } from '@murmure/shared/ids'

import type { Open } from './store-contract.ts'
import {
  ANNE,
  BRUNO,
  bytesOf,
  commit,
  documentIdOf,
  emptyWall,
  GROUP_A,
  idOf,
  makeBoard,
  makeDeclaration,
  makeDocument,
  makeRow,
  makeSecondBoard,
  textsOf,
  WALL,
  write,
} from './values.ts'

const RAISED_WALL = inGeneration(WALL, 7)
const BOARD = idOf('board')

/** Ids that retire, and boards that are put back. */
export function describeGenerations(open: Open): void {
  test('a raised board goes on under new ids with all that it holds; the old ones are of nothing', async () => {
    const { store, reopen } = await open()
    await store.createBoard(makeSecondBoard('200000'))
    const lease = { documentId: WALL, clientId: 7, participantId: ANNE }
    await commit(store, [makeRow()], [lease])
    await write(store, WALL, ['deux', 'trois'], 1)
    await store.compact(WALL, { seq: 1, bytes: bytesOf('tout') })
    await store.declare(makeDeclaration())
    await store.revoke(BOARD, BRUNO)

    const raised = await store.raiseGeneration(BOARD, 7)

    const documents = makeBoard().documents.map((row) => ({
      ...row,
      documentId: inGeneration(row.documentId, 7),
    }))
    expect(raised).toEqual(documents)
    const lasting = reopen ? await reopen() : store
    expect(await lasting.listDocuments(BOARD)).toEqual(documents)
    expect(await lasting.load(WALL)).toBeUndefined()
    const found = await lasting.load(RAISED_WALL)
    expect(found).toMatchObject({
      document: documents[0],
      snapshot: { seq: 1, bytes: bytesOf('tout') },
      head: 3,
      leases: [{ ...lease, documentId: RAISED_WALL }],
    })
    expect(found?.rows.map(({ documentId, seq }) => [documentId, seq])).toEqual([
      [RAISED_WALL, 2],
      [RAISED_WALL, 3],
    ])
    await write(lasting, RAISED_WALL, ['quatre'], 3)
    expect(await textsOf(lasting, RAISED_WALL)).toEqual(['deux', 'trois', 'quatre'])
    expect(await lasting.isRevoked(BOARD, BRUNO)).toBe(true)
    expect((await lasting.headcounts(BOARD)).size).toBe(1)
    expect(await lasting.findSecret(BOARD, 'hash of the screen')).toEqual({ role: 'screen' })
    expect(await lasting.listDocuments(idOf('second'))).toEqual(makeSecondBoard('200000').documents)
  })

  test('what was on its way to the ids before is refused', async () => {
    const { store } = await open()
    const tick = await store.begin([WALL], new Map())
    await store.raiseGeneration(BOARD, 7)
    expect(await tick.commit([makeRow()], [])).toEqual({
      kind: 'conflict',
      documentId: WALL,
      head: 0,
    })
    await store.compact(WALL, { seq: 1, bytes: bytesOf('x') })
    expect(await store.load(RAISED_WALL)).toMatchObject({ head: 0, rows: [], snapshot: null })
  })

  test('the same generation twice is rejected and changes nothing; a board that is gone has none', async () => {
    const { store } = await open()
    await write(store, WALL, ['un'])
    await store.raiseGeneration(BOARD, 7)
    await expect(store.raiseGeneration(BOARD, 7)).rejects.toThrow(StoreError)
    expect(await textsOf(store, RAISED_WALL)).toEqual(['un'])
    expect(await store.raiseGeneration(idOf('nobody'), 7)).toEqual([])
    expect(await store.raiseGeneration(BOARD, 3)).toHaveLength(2)
  })

  test('a board that is put back has the documents and declarations of the copy, and keeps who may enter', async () => {
    const { store } = await open()
    const { board } = makeBoard()
    await store.createBoard(makeSecondBoard('200000'))
    await commit(store, [makeRow()], [{ documentId: WALL, clientId: 7, participantId: ANNE }])
    await store.declare(makeDeclaration())
    await store.revoke(BOARD, BRUNO)
    const room = { ...board.room, groups: [] }
    const pool = bytesOf('xxtoutxx')
    const leases = [{ clientId: 7, participantId: BRUNO }]

    const documents = [makeDocument({ documentId: RAISED_WALL })]
    const contents = [{ documentId: RAISED_WALL, bytes: pool.subarray(2, 6), leases }]
    const declarations = [makeDeclaration({ declarationId: '2', count: 5 })]
    const replaced = store.replaceBoard({ boardId: BOARD, room, documents, contents, declarations })
    expect(await replaced).toBe('replaced')
    pool.fill(0)

    expect(await store.getBoard(BOARD)).toEqual({ ...board, version: board.version + 1, room })
    expect(await store.listDocuments(BOARD)).toEqual(documents)
    expect([await store.load(WALL), await store.load(GROUP_A)]).toEqual([undefined, undefined])
    expect(await store.load(RAISED_WALL)).toEqual({
      ...emptyWall(),
      document: documents[0],
      snapshot: { seq: 1, bytes: bytesOf('tout') },
      head: 1,
      leases: [{ documentId: RAISED_WALL, ...leases[0] }],
    })
    expect(await store.listDeclarations(BOARD)).toEqual(declarations)
    expect(await store.isRevoked(BOARD, BRUNO)).toBe(true)
    expect(await store.findSecret(BOARD, 'hash of the screen')).toEqual({ role: 'screen' })
    expect(await store.findBoardByCode(board.code)).toMatchObject({ boardId: BOARD })
    expect(await store.load(documentIdOf('second'))).toMatchObject({ head: 0 })
  })

  test('a board that is gone is not put back; a document that exists stops all of it', async () => {
    const { store } = await open()
    await write(store, WALL, ['un'])
    const { board, documents } = makeBoard()
    const empty = { room: board.room, contents: [], declarations: [] }
    const absent = store.replaceBoard({ ...empty, boardId: idOf('nobody'), documents: [] })
    expect(await absent).toBe('absent')
    const twice = store.replaceBoard({ ...empty, boardId: BOARD, documents })
    await expect(twice).rejects.toThrow(StoreError)
    expect(await store.getBoard(BOARD)).toEqual(board)
    expect(await textsOf(store, WALL)).toEqual(['un'])
  })
}
