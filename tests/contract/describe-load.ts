import { expect, test } from 'vitest'

import { StoreError } from '@murmure/server/storage/contract'

import type { Open } from './store-contract.ts'
import { ANNE, bytesOf, commit, documentIdOf, makeRow, WALL, write, textsOf } from './values.ts'

/** What comes back, before and after a snapshot. */
export function describeLoad(open: Open): void {
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
