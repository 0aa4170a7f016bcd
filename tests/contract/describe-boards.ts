import { expect, test } from 'vitest'

import { StoreError } from '@murmure/server/storage/contract'

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
  makeBoardRow,
  makeDocument,
  makeRow,
  WALL,
  write,
  textsOf,
  makeSecondBoard,
  makeDeclaration,
} from './values.ts'

/** Boards, their codes, secrets and documents. */
export function describeBoards(open: Open): void {
  test('a board is found by its id and by its code', async () => {
    const { store } = await open()
    const board = makeBoard()
    expect(await store.createBoard(board)).toBe('created')
    expect(await store.getBoard(board.board.boardId)).toEqual(board.board)
    expect(await store.findBoardByCode(board.board.code)).toEqual(board.board)
    expect(await store.listDocuments(board.board.boardId)).toEqual(board.documents)
  })

  test('what is not there is undefined or empty', async () => {
    const { store } = await open()
    expect(await store.getBoard(idOf('nobody'))).toBeUndefined()
    expect(await store.findBoardByCode('999999')).toBeUndefined()
    expect(await store.listDocuments(idOf('nobody'))).toEqual([])
    expect(await store.findSecret(idOf('nobody'), 'hash')).toBeUndefined()
    expect(await store.headcounts(idOf('nobody'))).toEqual(new Map())
  })

  test('a code belongs to one board', async () => {
    const { store } = await open()
    await store.createBoard(makeBoard())
    const second = makeSecondBoard('100000')
    expect(await store.createBoard(second)).toBe('taken')
    expect(await store.getBoard(second.board.boardId)).toBeUndefined()
    expect(await store.listDocuments(second.board.boardId)).toEqual([])
    expect(await store.createBoard(makeSecondBoard('200000'))).toBe('created')
  })

  test('ids that exist are rejected, and nothing of the board is there', async () => {
    const { store } = await open()
    await store.createBoard(makeBoard())
    const sameId = makeBoard({ board: makeBoardRow({ code: '300000' }), documents: [] })
    await expect(store.createBoard(sameId)).rejects.toThrow(StoreError)
    const sameDocument = { ...makeSecondBoard('300000'), documents: [makeDocument()] }
    await expect(store.createBoard(sameDocument)).rejects.toThrow(StoreError)
    expect(await store.findBoardByCode('300000')).toBeUndefined()
  })

  test('a secret opens its own board, in its role', async () => {
    const { store } = await open()
    await store.createBoard(makeBoard())
    await store.createBoard(makeSecondBoard('200000'))
    const board = idOf('board')
    expect(await store.findSecret(board, 'hash of the facilitator')).toEqual({
      role: 'facilitator',
    })
    expect(await store.findSecret(board, 'hash of the screen')).toEqual({ role: 'screen' })
    expect(await store.findSecret(board, 'hash of the scribe')).toBeUndefined()
    expect(await store.findSecret(idOf('second'), 'hash of the screen')).toBeUndefined()
  })

  test('a secret added later opens the board too; a board that is gone takes none', async () => {
    const { store } = await open()
    await store.createBoard(makeBoard())
    const board = idOf('board')
    await store.addSecret(board, { hash: 'hash of a spare', role: 'facilitator' })
    expect(await store.findSecret(board, 'hash of a spare')).toEqual({ role: 'facilitator' })
    expect(await store.findSecret(board, 'hash of the screen')).toEqual({ role: 'screen' })
    const lost = store.addSecret(idOf('nobody'), { hash: 'hash', role: 'screen' })
    await expect(lost).rejects.toThrow(StoreError)
  })

  test('a board may begin with content, leases and declarations: a restored copy', async () => {
    const { store } = await open()
    const pool = bytesOf('xxtoutxx')
    const leases = [{ clientId: 7, participantId: ANNE }]
    const declarations = [
      makeDeclaration({ declarationId: '2', department: '36' }),
      makeDeclaration({ declarationId: '1', kind: 'other', count: 3 }),
    ]
    const content = { documentId: WALL, bytes: pool.subarray(2, 6), leases }
    const created = store.createBoard(makeBoard({ contents: [content], declarations }))
    await created
    pool.fill(0)
    expect(await store.load(WALL)).toEqual({
      ...emptyWall(),
      snapshot: { seq: 1, bytes: bytesOf('tout') },
      head: 1,
      leases: [{ documentId: WALL, ...leases[0] }],
    })
    expect(await store.listDeclarations(idOf('board'))).toEqual(declarations.toReversed())
    expect((await store.headcounts(idOf('board'))).get('a')).toMatchObject({ other: 3 })
    await write(store, WALL, ['et plus'], 1)
    expect(await textsOf(store, WALL)).toEqual(['et plus'])
    const stolen = { documentId: WALL, clientId: 7, participantId: BRUNO }
    expect(await commit(store, [], [stolen])).toMatchObject({ kind: 'conflict' })
  })

  test('a board that cannot be made leaves none of its content', async () => {
    const { store } = await open()
    await store.createBoard(makeBoard())
    const documentId = documentIdOf('second')
    const content = { documentId, bytes: bytesOf('x'), leases: [] }
    const board = { ...makeSecondBoard('100000'), contents: [content] }
    expect(await store.createBoard(board)).toBe('taken')
    expect(await store.load(documentId)).toBeUndefined()
    expect(await store.listDeclarations(idOf('second'))).toEqual([])
  })

  test('a secret may be for one group of the board', async () => {
    const { store } = await open()
    const ofBoard = { hash: 'hash of a centre’s screen', role: 'screen' as const, groupId: 'a' }
    await store.createBoard(makeBoard({ secrets: [ofBoard] }))
    const board = idOf('board')
    await store.addSecret(board, { hash: 'hash of a scribe', role: 'scribe', groupId: 'b' })
    expect(await store.findSecret(board, ofBoard.hash)).toEqual({ role: 'screen', groupId: 'a' })
    expect(await store.findSecret(board, 'hash of a scribe')).toEqual({
      role: 'scribe',
      groupId: 'b',
    })
  })

  test('an update replaces the row once, and adds documents', async () => {
    const { store } = await open()
    const { board, documents } = makeBoard()
    await store.createBoard(makeBoard())
    const second = { ...board, version: 2, room: { ...board.room, groups: [] } }
    const added = makeDocument({ documentId: documentIdOf('groupB'), kind: 'group', groupId: 'b' })

    expect(await store.updateBoard(second, [added])).toBe('updated')
    expect(await store.getBoard(board.boardId)).toEqual(second)
    expect(await store.listDocuments(board.boardId)).toEqual([...documents, added])
    expect(await store.load(added.documentId)).toMatchObject({ document: added, head: 0 })
  })

  test('a stale update changes nothing', async () => {
    const { store } = await open()
    const { board, documents } = makeBoard()
    await store.createBoard(makeBoard())
    const added = makeDocument({ documentId: documentIdOf('groupB'), kind: 'group', groupId: 'b' })

    for (const version of [0, 1, 3])
      expect(await store.updateBoard({ ...board, version, code: '555555' }, [added])).toBe('stale')
    expect(await store.updateBoard({ ...board, boardId: idOf('nobody'), version: 1 }, [])).toBe(
      'stale',
    )

    expect(await store.getBoard(board.boardId)).toEqual(board)
    expect(await store.listDocuments(board.boardId)).toEqual(documents)
  })

  test('an update takes a document away with all that it holds, unless somebody wrote there meanwhile', async () => {
    const { store } = await open()
    const { board, documents } = makeBoard()
    await store.createBoard(makeBoard())
    await write(store, GROUP_A, ['déjà là'])
    const second = { ...board, version: 2 }
    const away = (head: number) => store.updateBoard(second, [], [{ documentId: GROUP_A, head }])
    expect(await away(0)).toBe('stale')
    expect(await store.getBoard(board.boardId)).toEqual(board)
    expect(await textsOf(store, GROUP_A)).toEqual(['déjà là'])

    expect(await away(1)).toBe('updated')
    expect(await store.getBoard(board.boardId)).toEqual(second)
    expect(await store.load(GROUP_A)).toBeUndefined()
    expect(await store.listDocuments(board.boardId)).toEqual(
      documents.filter(({ documentId }) => documentId !== GROUP_A),
    )
    const late = makeRow({ documentId: GROUP_A, expectedHead: 1 })
    expect(await commit(store, [late], [])).toEqual({
      kind: 'conflict',
      documentId: GROUP_A,
      head: 0,
    })
    const third = { ...board, version: 3 }
    const again = await store.updateBoard(third, [], [{ documentId: GROUP_A, head: 1 }])
    expect(again).toBe('stale')
  })

  test('an update with a document that exists is rejected as a whole', async () => {
    const { store } = await open()
    const { board } = makeBoard()
    await store.createBoard(makeBoard())
    const update = store.updateBoard({ ...board, version: 2 }, [
      makeDocument({ documentId: documentIdOf('groupB') }),
      makeDocument(),
    ])
    await expect(update).rejects.toThrow(StoreError)
    expect(await store.getBoard(board.boardId)).toEqual(board)
    expect(await store.load(documentIdOf('groupB'))).toBeUndefined()
  })

  test('an update may change the code, but not to one that is taken', async () => {
    const { store } = await open()
    const { board } = makeBoard()
    await store.createBoard(makeBoard())
    await store.createBoard(makeSecondBoard('200000'))
    const taken = store.updateBoard({ ...board, version: 2, code: '200000' }, [])
    await expect(taken).rejects.toThrow(StoreError)
    expect(await store.updateBoard({ ...board, version: 2, code: '300000' }, [])).toBe('updated')
    expect(await store.findBoardByCode('100000')).toBeUndefined()
    expect(await store.findBoardByCode('300000')).toMatchObject({ boardId: board.boardId })
  })
}
