import type { Headcount } from '@murmure/shared/group'
import type {
  Minutes,
  MinutesColumn,
  MinutesGroup,
  MinutesNote,
} from '@murmure/shared/minutes/tree'

type NamedGroup = Pick<MinutesGroup, 'groupId' | 'name' | 'kind' | 'sign'>

export type Attendance = {
  readonly groups: readonly (NamedGroup & { readonly headcount: Headcount })[]
  readonly total: Headcount
}

/** Who was there, group by group. Each group's headcount stands in the tree once. */
export function attendanceOf(minutes: Minutes): Attendance {
  const groups = minutes.sections.flatMap((section) =>
    section.groups.flatMap(({ headcount, ...group }) =>
      headcount ? [{ ...group, headcount }] : [],
    ),
  )
  return { groups, total: groups.map(({ headcount }) => headcount).reduce(sum, NOBODY) }
}

const NOBODY: Headcount = { volunteers: 0, employees: 0, other: 0, departments: {} }

const sum = (a: Headcount, b: Headcount): Headcount => ({
  volunteers: a.volunteers + b.volunteers,
  employees: a.employees + b.employees,
  other: a.other + b.other,
  departments: { ...a.departments, ...b.departments },
})

export type Recurrence = {
  readonly groups: readonly NamedGroup[]
  readonly columns: readonly {
    readonly title: string
    readonly themes: readonly {
      readonly title: string
      /** Notes by group, in the order of `groups`. */
      readonly counts: readonly number[]
    }[]
  }[]
}

/** What comes back from group to group: the notes of each theme, counted by group. */
export function recurrenceOf(minutes: Minutes): Recurrence {
  const tables = minutes.sections.flatMap((section) => section.groups)
  const groups = [...new Map(tables.map((group) => [group.groupId, group])).values()]
  const columns = new Map<string, { title: string; themes: Map<string, Row> }>()
  for (const group of tables)
    for (const column of group.columns) addColumn(columns, column, groups, group)
  return {
    groups,
    columns: [...columns.values()].flatMap(({ title, themes }) =>
      themes.size === 0 ? [] : [{ title, themes: byCount([...themes.values()]) }],
    ),
  }
}

type Row = { readonly title: string; readonly counts: number[] }

function addColumn(
  columns: Map<string, { title: string; themes: Map<string, Row> }>,
  { columnId, title, themes }: MinutesColumn,
  groups: readonly NamedGroup[],
  group: NamedGroup,
): void {
  const key = columnId ?? ''
  const column = columns.get(key) ?? { title, themes: new Map<string, Row>() }
  columns.set(key, column)
  for (const theme of themes) {
    const row = column.themes.get(theme.themeId) ?? {
      title: theme.title,
      counts: groups.map(() => 0),
    }
    column.themes.set(theme.themeId, row)
    for (const note of theme.notes) addNote(row, note, groups, group)
  }
}

/** A note that was merged into another one still counts for the group that wrote it. */
function addNote(
  { counts }: Row,
  note: MinutesNote,
  groups: readonly NamedGroup[],
  group: NamedGroup,
): void {
  const names = [group.name, ...note.alsoSaid.map(({ groupName }) => groupName)]
  for (const name of names) {
    const index = groups.findIndex((candidate) => candidate.name === name)
    if (index >= 0) counts[index] = (counts[index] ?? 0) + 1
  }
}

const total = ({ counts }: Row): number => counts.reduce((all, count) => all + count, 0)

const byCount = (rows: readonly Row[]): readonly Row[] =>
  [...rows].sort((a, b) => total(b) - total(a))
