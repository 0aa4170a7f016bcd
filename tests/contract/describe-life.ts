import { expect, onTestFinished, test } from 'vitest'

import { type Store, StoreError } from '@murmure/server/storage/contract'

import type { Open } from './store-contract.ts'
import {
  bytesOf,
  GROUP_A,
  idOf,
  makeRow,
  WALL,
  write,
  emptyWall,
  makeDeclaration,
} from './values.ts'

/** Probing, closing, opening again. */
export function describeLife(open: Open): void {
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
