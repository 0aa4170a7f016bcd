import { chooseSign } from '@murmure/shared/choose-sign'
import {
  correctHeadcount,
  type GroupKind,
  GroupKind as Kinds,
  type GroupSign,
  NO_HEADCOUNT,
} from '@murmure/shared/group'
import { GROUPS_MAX } from '@murmure/shared/limits'
import { buildGroups } from '@murmure/shared/templates'
import fc from 'fast-check'
import { expect, test } from 'vitest'

test('the groups of an assembly have the signs of the field', () => {
  const groups: readonly { readonly name: string; readonly kind: GroupKind }[] = [
    { name: 'Groupe A', kind: 'team' },
    { name: 'Groupe B', kind: 'team' },
    { name: 'Groupe C', kind: 'team' },
    { name: 'Partenaires', kind: 'partners' },
    { name: 'Dreux', kind: 'centre' },
    { name: 'Vierzon', kind: 'centre' },
  ]
  let id = 0
  const signs = buildGroups(groups, () => `group-${id++}`).map(({ sign }) => sign)
  expect(signs).toEqual([
    { paper: 'round', shape: 'round', letter: 'A' },
    { paper: 'square', shape: 'square', letter: 'B' },
    { paper: 'triangle', shape: 'triangle', letter: 'C' },
    { paper: 'diamond', shape: 'diamond', letter: 'P' },
    { paper: 'flower', shape: 'flower', letter: 'D' },
    { paper: 'hexagon', shape: 'hexagon', letter: 'V' },
  ])
})

test('signs stay apart, whatever the groups are called, as far as papers and shapes go', () => {
  const group = fc.record({
    name: fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.constantFrom('Groupe A', '🌱'),
    ),
    kind: fc.constantFrom(...Kinds.options),
  })
  fc.assert(
    fc.property(fc.array(group, { maxLength: GROUPS_MAX }), (groups) => {
      const signs: GroupSign[] = []
      for (const { name, kind } of groups) signs.push(chooseSign(name, kind, signs))
      const letters = signs.map(({ letter }) => letter)
      expect(new Set(letters).size).toBe(letters.length)
      const pairs = signs.map(({ paper, shape }) => `${paper} ${shape}`)
      const uses = pairs.map((pair) => pairs.filter((other) => other === pair).length)
      expect(Math.max(0, ...uses)).toBeLessThanOrEqual(2)
      const drawn = signs.slice(0, 36).map(({ paper, shape }) => `${paper} ${shape}`)
      expect(new Set(drawn).size).toBe(drawn.length)
      expect(letters.filter((letter) => letter.length < 1 || letter.length > 4)).toEqual([])
    }),
  )
})

test('corrections win over declarations, field by field', () => {
  const declared = { volunteers: 9, employees: 2, other: 0, departments: { '36': 4, '18': 1 } }
  const corrected = correctHeadcount(declared, {
    volunteers: 11,
    departments: { '18': false, '37': true, '36': true },
  })
  expect(corrected).toEqual({ ...declared, volunteers: 11, departments: { '36': 4, '37': 0 } })
  expect(correctHeadcount(declared, { departments: {} })).toEqual(declared)
  expect(correctHeadcount(NO_HEADCOUNT, { other: 0, departments: {} })).toEqual(NO_HEADCOUNT)
})
