import { expect, test } from 'vitest'

import type { Open } from './store-contract.ts'
import {
  ANNE,
  BRUNO,
  bytesOf,
  commit,
  documentIdOf,
  GROUP_A,
  makeRow,
  WALL,
  write,
  textsOf,
  emptyWall,
} from './values.ts'

/** Rows and leases: one transaction, idempotent, in order. */
export function describeCommit(open: Open): void {
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
