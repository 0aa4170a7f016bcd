import { expect, test } from 'vitest'

import { StoreError } from '@murmure/server/storage/contract'
import { NO_HEADCOUNT } from '@murmure/shared/group'

import type { Open } from './store-contract.ts'
import {
  ANNE,
  BRUNO,
  bytesOf,
  commit,
  GROUP_A,
  idOf,
  makeBoardRow,
  makeDeclaration,
  makeRow,
  makeSecondBoard,
} from './values.ts'

/** Who is sent out of a board. */
export function describeRevocations(open: Open): void {
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

/** What came although it was closed. */
export function describeLate(open: Open): void {
  const rowOf = (late: readonly string[], text: string, expectedHead = 0) =>
    makeRow({ documentId: GROUP_A, expectedHead, bytes: bytesOf(text), late })

  test('late entries are on the board’s list with the commit that brings them, once, in order', async () => {
    const { store, reopen } = await open()
    await commit(store, [rowOf(['z.1', 'a.1'], 'x')])
    await commit(store, [rowOf(['z.1', 'a.1'], 'x')])
    await commit(store, [rowOf(['b.1', 'a.1'], 'y', 1)])
    await store.compact(GROUP_A, { seq: 2, bytes: bytesOf('xy') })
    const lasting = reopen ? await reopen() : store
    expect(await lasting.lateEntries(idOf('board'))).toEqual(['z.1', 'a.1', 'b.1'])
    expect(await lasting.lateEntries(idOf('nobody'))).toEqual([])
  })

  test('a commit that is refused lists nothing', async () => {
    const { store } = await open()
    await commit(store, [rowOf([], 'x')])
    expect((await commit(store, [rowOf(['z.1'], 'other')])).kind).toBe('conflict')
    expect(await store.lateEntries(idOf('board'))).toEqual([])
  })

  test('they stay where the board goes on under new ids, and go with a board that is put back or deleted', async () => {
    const { store } = await open()
    await commit(store, [rowOf(['z.1'], 'x')])
    await store.raiseGeneration(idOf('board'), 7)
    expect(await store.lateEntries(idOf('board'))).toEqual(['z.1'])
    const row = await store.getBoard(idOf('board'))
    const room = row?.room ?? makeBoardRow().room
    const replaced = { boardId: idOf('board'), room, documents: [], contents: [], declarations: [] }
    await store.replaceBoard(replaced)
    expect(await store.lateEntries(idOf('board'))).toEqual([])
  })
}

/** Declarations of who is there. */
export function describeHeadcounts(open: Open): void {
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

  test('who withdraws what they declared leaves no département behind', async () => {
    const { store } = await open()
    await store.declare(makeDeclaration({ department: '36' }))
    const sums = await store.declare(makeDeclaration({ department: '36', count: 0 }))
    expect(sums).toEqual(new Map([['a', NO_HEADCOUNT]]))
  })

  test('a declaration of the same id replaces the first, with its group and its department', async () => {
    const { store } = await open()
    await store.declare(makeDeclaration({ department: '36', count: 4 }))
    expect(
      await store.declare(makeDeclaration({ groupId: 'b', kind: 'employee', count: 5 })),
    ).toEqual(new Map([['b', { ...NO_HEADCOUNT, employees: 5 }]]))
  })
}
