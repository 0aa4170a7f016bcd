import { expect, test } from 'vitest'

import { StoreError } from '@murmure/server/storage/contract'
import { NO_HEADCOUNT } from '@murmure/shared/group'

import type { Open } from './store-contract.ts'
import { ANNE, BRUNO, idOf, makeSecondBoard, makeDeclaration } from './values.ts'

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

  test('a declaration of the same id replaces the first, with its group and its department', async () => {
    const { store } = await open()
    await store.declare(makeDeclaration({ department: '36', count: 4 }))
    expect(
      await store.declare(makeDeclaration({ groupId: 'b', kind: 'employee', count: 5 })),
    ).toEqual(new Map([['b', { ...NO_HEADCOUNT, employees: 5 }]]))
  })
}
