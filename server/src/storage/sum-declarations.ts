import { type Headcount, NO_HEADCOUNT } from '@murmure/shared/group'
import type { GroupId } from '@murmure/shared/ids'

import type { DeclarationRow } from './contract.ts'

const FIELDS = { volunteer: 'volunteers', employee: 'employees', other: 'other' } as const

/** Adds declarations, or partial sums of them, up to the headcount of each group that has any. */
export function sumDeclarations(
  rows: readonly Pick<DeclarationRow, 'groupId' | 'kind' | 'department' | 'count'>[],
): ReadonlyMap<GroupId, Headcount> {
  const sums = new Map<GroupId, Headcount>()
  for (const { groupId, kind, department, count } of rows) {
    const sum = sums.get(groupId) ?? NO_HEADCOUNT
    const field = FIELDS[kind]
    sums.set(groupId, {
      ...sum,
      [field]: sum[field] + count,
      departments:
        // Withdrawn: nobody is from there.
        department === undefined || count === 0
          ? sum.departments
          : { ...sum.departments, [department]: (sum.departments[department] ?? 0) + count },
    })
  }
  return sums
}
