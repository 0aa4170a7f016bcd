import { planCounts, shownCounts } from '@murmure/client/features/headcount/plan-counts'
import { correctCounts } from '@murmure/shared/actions/correct-headcount'
import { correctHeadcount, type Headcount, NO_HEADCOUNT } from '@murmure/shared/group'
import { readProfile } from '@murmure/shared/group-doc'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

const DECLARED: Headcount = {
  volunteers: 3,
  employees: 1,
  other: 0,
  departments: { '36': 2, '37': 2 },
}

/** What the minutes say after these were typed, one after the other. */
function after(declared: Headcount, ...steps: Parameters<typeof planCounts>[2][]): Headcount {
  const doc = new Y.Doc()
  const stands = () => correctHeadcount(declared, readProfile(doc))
  for (const typed of steps) {
    const plan = planCounts(declared, stands(), typed)
    if (plan.kind === 'wrong') throw new Error(plan.field)
    correctCounts(doc, plan.corrections)
  }
  return stands()
}

test('what is typed stands over what was declared, field by field', () => {
  expect(after(DECLARED, { volunteers: ' 12 ', departments: '37, 2a 1' })).toEqual({
    ...DECLARED,
    volunteers: 12,
    departments: { '01': 0, '2A': 0, '37': 2 },
  })
  expect(after(NO_HEADCOUNT, { employees: '7' })).toEqual({ ...NO_HEADCOUNT, employees: 7 })
})

test('an emptied field, or what was declared, gives the declarations their say again', () => {
  const corrected = { volunteers: '12', departments: '' }
  expect(after(DECLARED, corrected).departments).toEqual({})
  expect(after(DECLARED, corrected, { volunteers: '', departments: '36 37' })).toEqual(DECLARED)
  const plan = planCounts(DECLARED, { ...DECLARED, volunteers: 12 }, { volunteers: '3' })
  expect(plan).toEqual({
    kind: 'corrections',
    corrections: [{ field: 'volunteers', count: undefined }],
  })
})

test('what is no number and no département is not guessed at', () => {
  for (const [field, value] of [
    ['volunteers', 'douze'],
    ['employees', '-1'],
    ['other', '1,5'],
    ['departments', '36, Indre'],
  ] as const)
    expect(planCounts(DECLARED, DECLARED, { [field]: value })).toEqual({ kind: 'wrong', field })
})

test('a field is empty where nobody was declared and nobody counted; a zero over a declaration is shown', () => {
  const empty = { volunteers: '', employees: '', other: '', departments: '' }
  expect(shownCounts(NO_HEADCOUNT, NO_HEADCOUNT)).toEqual(empty)
  expect(shownCounts(NO_HEADCOUNT, after(NO_HEADCOUNT, { employees: '7' }))).toEqual({
    ...empty,
    employees: '7',
  })
  expect(
    shownCounts(DECLARED, after(DECLARED, { volunteers: '0', departments: '2a, 19' })),
  ).toEqual({ volunteers: '0', employees: '1', other: '', departments: '19, 2A' })
})
