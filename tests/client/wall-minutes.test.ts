import { attendanceOf, recurrenceOf } from '@murmure/client/features/minutes/minutes-overview'
import type { Minutes, MinutesGroup } from '@murmure/shared/minutes/tree'
import { expect, test } from 'vitest'

type Note = MinutesGroup['columns'][number]['notes'][number]

const note = (text: string, alsoSaid: readonly string[] = []): Note => ({
  cardId: text as never,
  text,
  alsoSaid: alsoSaid.map((groupName) => ({ cardId: text as never, groupName, text })),
})

function makeGroup(name: string, distances: readonly Note[], isFirst = true): MinutesGroup {
  return {
    groupId: name as never,
    name,
    kind: 'team',
    sign: { paper: 'round', shape: 'round', letter: name },
    ...(isFirst && {
      headcount: { volunteers: 2, employees: 1, other: 0, departments: { [`3${name}`]: 3 } },
    }),
    columns: [
      {
        columnId: 'brings' as never,
        title: 'Ce que cela apporte',
        notes: [note('sans thème')],
        themes:
          distances.length === 0
            ? []
            : [{ themeId: 'far' as never, title: 'Les distances', notes: distances }],
      },
    ],
  }
}

function makeMinutes(groups: readonly MinutesGroup[]): Minutes {
  return {
    title: 'Assemblée',
    locale: 'fr',
    sections: [{ sectionId: 'review' as never, title: 'Bilan', groups }],
    asides: [],
  }
}

test('adds up who was there, group by group', () => {
  const { groups, total } = attendanceOf(
    makeMinutes([makeGroup('A', []), makeGroup('B', []), makeGroup('A', [], false)]),
  )
  expect(groups.map(({ name }) => name)).toEqual(['A', 'B'])
  expect(total).toEqual({
    volunteers: 4,
    employees: 2,
    other: 0,
    departments: { '3A': 3, '3B': 3 },
  })
})

test('counts each theme by group, merged notes for the group that wrote them', () => {
  const minutes = makeMinutes([
    makeGroup('A', [note('loin', ['B', 'B'])]),
    makeGroup('B', []),
    makeGroup('C', [note('cher'), note('long')]),
  ])
  expect(recurrenceOf(minutes).columns).toEqual([
    { title: 'Ce que cela apporte', themes: [{ title: 'Les distances', counts: [1, 2, 2] }] },
  ])
})

test('a column without themes says nothing of what comes back', () => {
  expect(recurrenceOf(makeMinutes([makeGroup('A', [])])).columns).toEqual([])
})
