import { describe, expect, onTestFinished, test } from 'vitest'

import { type Store, StoreError } from '@murmure/server/storage/contract'
import { NO_HEADCOUNT } from '@murmure/shared/group'

import {
  ANNE,
  BRUNO,
  bytesOf,
  commit,
  documentIdOf,
  GROUP_A,
  idOf,
  makeBoard,
  makeBoardRow,
  makeDocument,
  makeRow,
  WALL,
  write,
} from './values.ts'

export type Opened = {
  readonly store: Store
  /** Closes it and opens what it left. Absent where nothing lasts. */
  readonly reopen?: () => Promise<Store>
}

/** The promises of `server/src/storage/contract.ts`: a new store passes `open` and is green. */
export function describeStore(name: string, open: () => Promise<Opened>): void {
  const openEmpty = async () => {
    const opened = await open()
    onTestFinished(() => opened.store.close())
    return opened
  }
  const openBoard = async () => {
    const opened = await openEmpty()
    await opened.store.createBoard(makeBoard())
    return opened
  }
  describe(`${name}: commit`, () => {
    describeCommit(openBoard)
  })
  describe(`${name}: load and compact`, () => {
    describeLoad(openBoard)
  })
  describe(`${name}: boards`, () => {
    describeBoards(openEmpty)
  })
  describe(`${name}: deletion`, () => {
    describeDeletion(openBoard)
  })
  describe(`${name}: revocations`, () => {
    describeRevocations(openBoard)
  })
  describe(`${name}: headcounts`, () => {
    describeHeadcounts(openBoard)
  })
  describe(`${name}: life`, () => {
    describeLife(openBoard)
  })
}

type Open = () => Promise<Opened>

function describeCommit(open: Open): void {
  test('a new document is empty', async () => {
    const { store } = await open()
    expect(await store.load(WALL)).toEqual(emptyWall())
  })

  test('rows and leases come back as they were committed', async () => {
    const { store } = await open()
    const lease = { documentId: WALL, clientId: 4_294_967_295, participantId: ANNE }
    const first = makeRow({ authors: [ANNE, BRUNO], bytes: Uint8Array.of(0, 255, 7) })
    const second = makeRow({ expectedHead: 1, authors: [], bytes: new Uint8Array(0) })

    const result = await commit(store, [first, second], [lease])

    expect(result).toEqual({ kind: 'committed', heads: new Map([[WALL, 2]]) })
    const { expectedHead: _first, ...firstRow } = first
    const { expectedHead: _second, ...secondRow } = second
    expect(await store.load(WALL)).toEqual({
      ...emptyWall(),
      rows: [
        { ...firstRow, seq: 1 },
        { ...secondRow, seq: 2 },
      ],
      head: 2,
      leases: [lease],
    })
  })

  test('a commit whose answer was lost may be repeated, also after others', async () => {
    const { store } = await open()
    const rows = [makeRow(), makeRow({ documentId: GROUP_A })]
    const leases = [{ documentId: WALL, clientId: 1, participantId: ANNE }]
    await commit(store, rows, leases)

    expect(await commit(store, rows, leases)).toEqual({
      kind: 'committed',
      heads: new Map([
        [WALL, 1],
        [GROUP_A, 1],
      ]),
    })
    await write(store, WALL, ['plus tard'], 1)
    const again = await commit(store, rows, leases)
    expect(again).toMatchObject({
      kind: 'committed',
      heads: new Map().set(WALL, 2).set(GROUP_A, 1),
    })
    expect(await textsOf(store, WALL)).toEqual(['une note', 'plus tard'])
  })

  test('a repeat brings what is new in it', async () => {
    const { store } = await open()
    await commit(store, [makeRow()])
    await commit(store, [makeRow(), makeRow({ expectedHead: 1, bytes: bytesOf('deux') })])
    expect(await textsOf(store, WALL)).toEqual(['une note', 'deux'])
  })

  test('another row on the same head is a conflict', async () => {
    const { store } = await open()
    await write(store, WALL, ['un', 'deux'])
    for (const [expectedHead, text] of [
      [0, 'autre'],
      [1, 'autre'],
      [1, 'deu'],
      [1, 'deux.'],
      [3, 'x'],
    ] as const)
      expect(await commit(store, [makeRow({ expectedHead, bytes: bytesOf(text) })])).toEqual({
        kind: 'conflict',
        documentId: WALL,
        head: 2,
      })
    expect(await textsOf(store, WALL)).toEqual(['un', 'deux'])
  })

  test('a row that a snapshot has replaced cannot be compared: conflict', async () => {
    const { store } = await open()
    await commit(store, [makeRow()])
    await store.compact(WALL, { seq: 1, bytes: bytesOf('tout') })
    expect(await commit(store, [makeRow()])).toEqual({
      kind: 'conflict',
      documentId: WALL,
      head: 1,
    })
  })

  test('several documents are committed together or not at all', async () => {
    const { store } = await open()
    await commit(store, [makeRow()])
    const lease = { documentId: GROUP_A, clientId: 1, participantId: ANNE }

    const refused = await commit(
      store,
      [makeRow({ documentId: GROUP_A }), makeRow({ bytes: bytesOf('autre') })],
      [lease],
    )

    expect(refused).toEqual({ kind: 'conflict', documentId: WALL, head: 1 })
    expect(await store.load(GROUP_A)).toMatchObject({ head: 0, rows: [], leases: [] })
    expect(
      await commit(
        store,
        [makeRow({ expectedHead: 1 }), makeRow({ documentId: GROUP_A })],
        [lease],
      ),
    ).toEqual({ kind: 'committed', heads: new Map().set(WALL, 2).set(GROUP_A, 1) })
  })

  test('a conflict names the head that stands, not the one that the batch would have reached', async () => {
    const { store } = await open()
    const rows = [makeRow(), makeRow({ expectedHead: 1 }), makeRow({ expectedHead: 5 })]
    expect(await commit(store, rows)).toEqual({ kind: 'conflict', documentId: WALL, head: 0 })
    expect(await store.load(WALL)).toEqual(emptyWall())
  })

  test('a lease stays with the participant who had it first, and its conflict writes nothing', async () => {
    const { store } = await open()
    const lease = { documentId: WALL, clientId: 7, participantId: ANNE }
    await commit(store, [makeRow()], [lease])

    const stolen = { ...lease, participantId: BRUNO }
    const other = { ...lease, clientId: 8 }
    expect(await commit(store, [makeRow({ expectedHead: 1 })], [other, stolen])).toEqual({
      kind: 'conflict',
      documentId: WALL,
      head: 1,
    })
    expect(await store.load(WALL)).toMatchObject({ head: 1, leases: [lease] })
  })

  test('a lease holds within its document, and against others of the same batch', async () => {
    const { store } = await open()
    const lease = { documentId: WALL, clientId: 7, participantId: ANNE }
    const stolen = { ...lease, participantId: BRUNO }
    expect(await commit(store, [], [lease, stolen])).toMatchObject({ kind: 'conflict' })
    expect(await commit(store, [], [lease, lease, { ...stolen, documentId: GROUP_A }])).toEqual({
      kind: 'committed',
      heads: new Map().set(WALL, 0).set(GROUP_A, 0),
    })
  })

  test('an unknown document is a conflict at 0', async () => {
    const { store } = await open()
    const documentId = documentIdOf('nobody')
    const conflict = { kind: 'conflict', documentId, head: 0 }
    expect(await commit(store, [makeRow(), makeRow({ documentId })])).toEqual(conflict)
    expect(await commit(store, [], [{ documentId, clientId: 1, participantId: ANNE }])).toEqual(
      conflict,
    )
    expect(await store.load(WALL)).toEqual(emptyWall())
  })

  test('an empty commit is committed', async () => {
    const { store } = await open()
    expect(await commit(store, [])).toEqual({ kind: 'committed', heads: new Map() })
  })

  test('commits are done in the order of asking', async () => {
    const { store } = await open()
    const rows = Array.from({ length: 20 }, (_, expectedHead) => makeRow({ expectedHead }))
    const results = await Promise.all(rows.map((row) => commit(store, [row])))
    expect(results.map((result) => result.kind)).toEqual(rows.map(() => 'committed'))
  })

  test('a tick is closed once, misses nothing and writes only what it began with', async () => {
    const { store } = await open()
    const tick = await store.begin([WALL], new Map([[WALL, 0]]))
    expect(tick.missed).toEqual([])
    await tick.commit([makeRow()], [])
    await expect(tick.commit([makeRow({ expectedHead: 1 })], [])).rejects.toThrow('before')

    const aborted = await store.begin([WALL], new Map())
    await aborted.abort()
    await expect(aborted.commit([], [])).rejects.toThrow('before')

    const narrow = await store.begin([WALL], new Map())
    await expect(narrow.commit([makeRow({ documentId: GROUP_A })], [])).rejects.toThrow(GROUP_A)
    expect(await textsOf(store, WALL)).toEqual(['une note'])
  })

  test('the bytes are those of the moment of asking, also when the caller goes on using its buffer', async () => {
    const { store } = await open()
    const pool = bytesOf('xxune notexx')
    const committed = commit(store, [makeRow({ bytes: pool.subarray(2, 10) })])
    await committed
    pool.fill(0)
    expect(await textsOf(store, WALL)).toEqual(['une note'])
    const loaded = await store.load(WALL)
    loaded?.rows[0]?.bytes.fill(0)
    expect(await textsOf(store, WALL)).toEqual(['une note'])
  })
}

function describeLoad(open: Open): void {
  test('an unknown document is undefined', async () => {
    const { store } = await open()
    expect(await store.load(documentIdOf('nobody'))).toBeUndefined()
  })

  test('a snapshot below the head keeps the tail', async () => {
    const { store } = await open()
    await write(store, WALL, ['un', 'deux', 'trois'])
    await store.compact(WALL, { seq: 2, bytes: bytesOf('un deux') })

    expect(await store.load(WALL)).toMatchObject({
      snapshot: { seq: 2, bytes: bytesOf('un deux') },
      head: 3,
    })
    expect(await textsOf(store, WALL)).toEqual(['trois'])
    await write(store, WALL, ['quatre'], 3)
    expect(await textsOf(store, WALL)).toEqual(['trois', 'quatre'])
  })

  test('a snapshot at the head leaves no row, and the next row follows it', async () => {
    const { store } = await open()
    await write(store, WALL, ['un', 'deux'])
    await store.compact(WALL, { seq: 2, bytes: bytesOf('un deux') })
    expect(await store.load(WALL)).toMatchObject({ rows: [], head: 2 })
    expect(await commit(store, [makeRow({ expectedHead: 2 })])).toMatchObject({ kind: 'committed' })
  })

  test('a snapshot that is not newer changes nothing', async () => {
    const { store } = await open()
    await write(store, WALL, ['un', 'deux', 'trois'])
    await store.compact(WALL, { seq: 2, bytes: bytesOf('un deux') })
    const before = await store.load(WALL)
    await store.compact(WALL, { seq: 1, bytes: bytesOf('vieux') })
    await store.compact(WALL, { seq: 2, bytes: bytesOf('vieux') })
    expect(await store.load(WALL)).toEqual(before)
  })

  test('a snapshot beyond the head is rejected and changes nothing', async () => {
    const { store } = await open()
    await write(store, WALL, ['un'])
    const before = await store.load(WALL)
    await expect(store.compact(WALL, { seq: 2, bytes: bytesOf('x') })).rejects.toThrow(StoreError)
    expect(await store.load(WALL)).toEqual(before)
  })

  test('a snapshot of a document that is gone changes nothing', async () => {
    const { store } = await open()
    await store.compact(documentIdOf('nobody'), { seq: 1, bytes: bytesOf('x') })
    expect(await store.load(documentIdOf('nobody'))).toBeUndefined()
  })

  test('leases outlive compaction', async () => {
    const { store } = await open()
    const lease = { documentId: WALL, clientId: 7, participantId: ANNE }
    await commit(store, [makeRow()], [lease])
    await store.compact(WALL, { seq: 1, bytes: bytesOf('tout') })
    expect(await store.load(WALL)).toMatchObject({ leases: [lease] })
  })
}

function describeBoards(open: Open): void {
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

function describeRevocations(open: Open): void {
  test('who is revoked is it on this board, for good, and nobody else is', async () => {
    const { store, reopen } = await open()
    await store.createBoard(makeSecondBoard('200000'))
    await store.revoke(idOf('board'), ANNE)
    await store.revoke(idOf('board'), ANNE)
    const lasting = reopen ? await reopen() : store
    const asked = [
      lasting.isRevoked(idOf('board'), ANNE),
      lasting.isRevoked(idOf('board'), BRUNO),
      lasting.isRevoked(idOf('second'), ANNE),
      lasting.isRevoked(idOf('nobody'), ANNE),
    ]
    expect(await Promise.all(asked)).toEqual([true, false, false, false])
    await lasting.deleteBoard(idOf('board'))
    expect(await lasting.isRevoked(idOf('board'), ANNE)).toBe(false)
  })

  test('a board that is gone revokes nobody', async () => {
    const { store } = await open()
    await expect(store.revoke(idOf('nobody'), ANNE)).rejects.toThrow(StoreError)
  })
}

function describeDeletion(open: Open): void {
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

function describeHeadcounts(open: Open): void {
  test('declarations are summed by group', async () => {
    const { store } = await open()
    await store.declare(makeDeclaration())
    await store.declare(makeDeclaration({ declarationId: '2', department: '2A', count: 2 }))
    await store.declare(makeDeclaration({ declarationId: '3', kind: 'employee', department: '36' }))
    const sums = await store.declare(
      makeDeclaration({ declarationId: '4', groupId: 'b', kind: 'other' }),
    )

    expect(sums).toEqual(
      new Map([
        ['a', { volunteers: 3, employees: 1, other: 0, departments: { '2A': 2, '36': 1 } }],
        ['b', { ...NO_HEADCOUNT, other: 1 }],
      ]),
    )
    expect(await store.headcounts(idOf('board'))).toEqual(sums)
  })

  test('a declaration of the same id replaces the first, with its group and its department', async () => {
    const { store } = await open()
    await store.declare(makeDeclaration({ department: '36', count: 4 }))
    expect(
      await store.declare(makeDeclaration({ groupId: 'b', kind: 'employee', count: 5 })),
    ).toEqual(new Map([['b', { ...NO_HEADCOUNT, employees: 5 }]]))
  })
}

function describeLife(open: Open): void {
  test('a probe leaves nothing and may be repeated', async () => {
    const { store } = await open()
    await store.probe()
    await store.probe()
    expect(await store.load(WALL)).toEqual(emptyWall())
  })

  test('what was asked before closing is done, what comes after is rejected', async () => {
    const { store } = await open()
    const tick = await store.begin([WALL], new Map())
    const committed = tick.commit([makeRow()], [])
    const closed = store.close()
    const late = store.load(WALL)
    await expect(late).rejects.toThrow(StoreError)
    await expect(committed).resolves.toMatchObject({ kind: 'committed' })
    await closed
    await store.close()
    await expect(store.probe()).rejects.toThrow(StoreError)
    await expect(store.getBoard(idOf('board'))).rejects.toThrow(StoreError)
  })

  test('everything is there again after reopening', async () => {
    const { store, reopen } = await open()
    await write(store, WALL, ['un', 'deux'])
    await store.compact(WALL, { seq: 1, bytes: bytesOf('un') })
    await store.declare(makeDeclaration())
    const before = await stateOf(store)
    if (!reopen) return
    const again = await reopen()
    onTestFinished(() => again.close())
    expect(await stateOf(again)).toEqual(before)
  })
}

async function stateOf(store: Store): Promise<unknown> {
  return {
    board: await store.getBoard(idOf('board')),
    wall: await store.load(WALL),
    group: await store.load(GROUP_A),
    role: await store.findSecret(idOf('board'), 'hash of the screen'),
    headcounts: await store.headcounts(idOf('board')),
  }
}

async function textsOf(store: Store, documentId: string): Promise<readonly string[]> {
  const loaded = await store.load(documentId)
  return (loaded?.rows ?? []).map(({ bytes }) => new TextDecoder().decode(bytes))
}

function emptyWall() {
  return { document: makeDocument(), snapshot: null, rows: [], head: 0, leases: [] }
}

function makeSecondBoard(code: string) {
  const boardId = idOf('second')
  return makeBoard({
    board: makeBoardRow({ boardId, code }),
    secrets: [],
    documents: [makeDocument({ boardId, documentId: documentIdOf('second') })],
  })
}

function makeDeclaration(given: Partial<Parameters<Store['declare']>[0]> = {}) {
  return {
    boardId: idOf('board'),
    declarationId: '1',
    groupId: 'a',
    kind: 'volunteer' as const,
    count: 1,
    ...given,
  }
}
