import type { PastAssembly, PastGroup } from '@murmure/shared/import/past-assembly'
import { templateIn } from '@murmure/shared/templates'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { createChaos, createRandom } from './chaos.ts'
import { phonesOf, planReplay } from './plan.ts'

const TEMPLATE = templateIn('fr', 'bilan-et-perspectives')

const boardFor = (groups: readonly PastGroup[]) => ({
  sections: [...TEMPLATE.sections],
  columns: [...TEMPLATE.columns],
  groups: groups.map(({ name, kind }, order) => ({
    groupId: `g${order}`,
    name,
    kind,
    sign: { paper: 'round' as const, shape: 'round' as const, letter: 'A' },
    order,
  })),
})

const count = fc.nat(4)
const anyGroup = (name: string): fc.Arbitrary<PastGroup> =>
  fc.record({
    name: fc.constant(name),
    kind: fc.constant('team' as const),
    volunteers: count,
    employees: count,
    other: count,
    departments: fc.uniqueArray(fc.constantFrom('18', '36', '37', '41', '45')),
  })

const anyAssembly: fc.Arbitrary<PastAssembly> = fc
  .tuple(anyGroup('A'), anyGroup('B'))
  .chain((groups) => {
    const statement = fc.record({ column: fc.nat(1), text: fc.string({ minLength: 1 }) })
    const table = fc.record({
      groupName: fc.constantFrom('A', 'B'),
      columns: fc.constant(['Plus', 'Moins']),
      statements: fc.array(statement),
    })
    const section = fc.record({
      title: fc.constant('Bilan'),
      intro: fc.constant([]),
      tables: fc.array(table, { maxLength: 3 }),
    })
    return fc.record({
      title: fc.constant('Réunion'),
      groups: fc.constant(groups),
      sections: fc.array(section, { maxLength: 2 }),
      unplaced: fc.constant([]),
    })
  })

test('[I14] each statement is one person’s to write, everybody is declared once, each département too', () => {
  fc.assert(
    fc.property(anyAssembly, (assembly) => {
      const plan = planReplay(assembly, boardFor(assembly.groups))
      if (!plan.ok) throw new Error(plan.error.kind)
      const { people, tasks } = plan.value
      const shares = people.flatMap((person) => person.tasks.flat())
      expect(new Set(shares)).toEqual(new Set(tasks))
      expect(shares).toHaveLength(tasks.length)
      assembly.groups.forEach((group, index) => {
        const members = people.filter(({ groupId }) => groupId === `g${index}`)
        expect(members).toHaveLength(phonesOf(group))
        const declared = members.flatMap(({ declarations }) => declarations)
        const heads = (kind: string) =>
          declared.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.count, 0)
        expect([heads('volunteer'), heads('employee'), heads('other')]).toEqual([
          group.volunteers,
          group.employees,
          group.other,
        ])
        expect(new Set(declared.flatMap(({ department }) => department ?? []))).toEqual(
          new Set(group.departments),
        )
      })
    }),
  )
})

test('[I15] what the template has no place for is a problem with a name, not a lost note', () => {
  const groups: readonly PastGroup[] = [
    { name: 'A', kind: 'team', volunteers: 1, employees: 0, other: 0, departments: [] },
  ]
  const table = (column: number) => ({
    groupName: 'A',
    columns: [],
    statements: [{ column, text: 'un' }],
  })
  const assembly = (sections: number, column: number): PastAssembly => ({
    title: 'Réunion',
    groups,
    sections: Array.from({ length: sections }, () => {
      return { title: 'Partie', intro: [], tables: [table(column)] }
    }),
    unplaced: [],
  })
  expect(planReplay(assembly(3, 0), boardFor(groups))).toEqual({
    ok: false,
    error: { kind: 'sections', found: 3, known: 2 },
  })
  expect(planReplay(assembly(1, 2), boardFor(groups))).toEqual({
    ok: false,
    error: { kind: 'columns', section: 'Partie', group: 'A' },
  })
})

test('[I16] chaos is what its seed says, and everybody is back at its end', () => {
  const story = (seed: number) => {
    const acts: string[] = []
    const note = (act: string) => () => void acts.push(act)
    const client = { cut: note('cut'), leave: note('leave'), comeBack: note('back') }
    const chaos = createChaos(client, createRandom(seed), note('counted'))
    for (let word = 0; word < 300; word++) chaos.afterWord()
    chaos.settle()
    return acts
  }
  expect(story(7)).toEqual(story(7))
  expect(story(7)).not.toEqual(story(8))
  const acts = [1, 2, 3, 4, 5].flatMap(story)
  const times = (act: string) => acts.filter((one) => one === act).length
  expect(times('leave')).toBeGreaterThan(0)
  expect(times('back')).toBe(times('leave'))
  expect(times('counted')).toBe(times('leave') + times('cut'))
})
