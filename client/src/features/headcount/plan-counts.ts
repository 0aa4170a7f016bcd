import type { CountCorrection } from '@murmure/shared/actions/correct-headcount'
import type { Headcount } from '@murmure/shared/group'
import { sortDepartments } from '@murmure/shared/minutes/lines'

import { departmentCode } from './department-code.ts'

export const COUNT_FIELDS = ['volunteers', 'employees', 'other'] as const
export type CountField = (typeof COUNT_FIELDS)[number] | 'departments'

/** What was typed for one group, by field; absent = nobody typed there. */
export type TypedCounts = { readonly [Field in CountField]?: string }

export type CountPlan =
  | { readonly kind: 'corrections'; readonly corrections: readonly CountCorrection[] }
  | { readonly kind: 'wrong'; readonly field: CountField }

/**
 * What the fields of a group say before somebody types. Empty: nobody was declared and nobody counted. A zero that
 * was counted over a declaration is a figure.
 */
export function shownCounts(declared: Headcount, stands: Headcount): Required<TypedCounts> {
  const figure = (field: (typeof COUNT_FIELDS)[number]): string =>
    declared[field] + stands[field] === 0 ? '' : String(stands[field])
  return {
    volunteers: figure('volunteers'),
    employees: figure('employees'),
    other: figure('other'),
    departments: sortDepartments(Object.keys(stands.departments)).join(', '),
  }
}

/**
 * The corrections that make a group's headcount say what was typed. Where that is what the phones declared, or
 * nothing, the declarations have their say again, also those to come.
 */
export function planCounts(declared: Headcount, stands: Headcount, typed: TypedCounts): CountPlan {
  const corrections: CountCorrection[] = []
  for (const field of COUNT_FIELDS) {
    const figure = typed[field]?.trim()
    if (figure === undefined) continue
    if (!/^\d{0,4}$/.test(figure)) return { kind: 'wrong', field }
    const count = figure === '' ? declared[field] : Number(figure)
    corrections.push({ field, count: count === declared[field] ? undefined : count })
  }
  if (typed.departments !== undefined) {
    const codes = typed.departments.split(/[\s,;.]+/).filter(Boolean)
    const present = new Set(codes.map(departmentCode))
    if (present.has(undefined)) return { kind: 'wrong', field: 'departments' }
    const known = [declared, stands].flatMap(({ departments }) => Object.keys(departments))
    for (const code of new Set([...present, ...known])) {
      if (code === undefined) continue
      const isPresent = present.has(code)
      const isDeclared = Object.hasOwn(declared.departments, code)
      corrections.push({ code, isPresent: isPresent === isDeclared ? undefined : isPresent })
    }
  }
  return { kind: 'corrections', corrections }
}
