import type { GroupSign, Headcount } from '../group.ts'
import { sortDepartments } from './lines.ts'
import { totalOf } from './overview.ts'
import type { MinutesAttendance, MinutesRecurrence } from './tree.ts'
import type { MinutesWords } from './words.fr.ts'

/** A table of figures, the same in every format. The first cell of a row is its heading. */
export type MinutesTable = {
  readonly head: readonly MinutesCell[]
  readonly rows: readonly (readonly MinutesCell[])[]
  /** The last row, where there is one: what all others come to. */
  readonly total?: readonly MinutesCell[]
}

export type MinutesCell = {
  readonly text: string
  /** The sign of the group that the cell is about. */
  readonly sign?: GroupSign
  /** The sign says it all where room is short, the text is for who cannot see it. */
  readonly isNarrow?: true
  /** Text at the left, figures in the middle, the figure that counts most in bold. */
  readonly kind: 'text' | 'figure' | 'sum'
}

const text = (said: string): MinutesCell => ({ text: said, kind: 'text' })
const figure = (said: string): MinutesCell => ({ text: said, kind: 'figure' })

/** « Qui était là »: where groups sat, if known; « Autres » only where somebody is. */
export function attendanceTable(
  { groups, total }: MinutesAttendance,
  words: MinutesWords,
): MinutesTable {
  const placeOf = ({ room, kind }: (typeof groups)[number]): string =>
    [room, kind === 'centre' ? words.remote : undefined].filter(Boolean).join(', ')
  const hasPlaces = groups.some((group) => placeOf(group) !== '')
  const row = (first: MinutesCell, place: string, headcount: Headcount): readonly MinutesCell[] => [
    first,
    ...(hasPlaces ? [text(place)] : []),
    figure(String(headcount.volunteers || words.none)),
    figure(String(headcount.employees || words.none)),
    ...(total.other > 0 ? [figure(String(headcount.other || words.none))] : []),
    text(sortDepartments(Object.keys(headcount.departments)).join(', ') || words.none),
  ]
  return {
    head: [
      text(words.groupHead),
      ...(hasPlaces ? [text(words.placeHead)] : []),
      figure(words.volunteersHead),
      figure(words.employeesHead),
      ...(total.other > 0 ? [figure(words.othersHead)] : []),
      text(words.departmentsHead),
    ],
    rows: groups.map((group) =>
      row({ ...text(group.name), sign: group.sign }, placeOf(group) || words.none, group.headcount),
    ),
    total: row(text(words.together), '', total),
  }
}

/** Beyond, a sheet is too narrow for one column per group: the groups that spoke are named in one cell. */
const COLUMNS_MAX = 12

/** The themes of one column of the wall: notes by group, in all, and how many groups spoke of it. */
export function recurrenceTable(
  { title, themes }: MinutesRecurrence['columns'][number],
  groups: MinutesRecurrence['groups'],
  words: MinutesWords,
): MinutesTable {
  const isWide = groups.length > COLUMNS_MAX
  const sums = (counts: readonly number[]): readonly MinutesCell[] => [
    { text: String(totalOf(counts)), kind: 'sum' },
    figure(words.outOf(counts.filter((count) => count > 0).length, groups.length)),
  ]
  const byGroup = (counts: readonly number[]): readonly MinutesCell[] =>
    counts.map((count) => figure(String(count || words.zero)))
  const named = (counts: readonly number[]): MinutesCell =>
    text(
      groups
        .flatMap(({ name }, index) =>
          counts[index] ? `${name}${words.colon}${counts[index]}` : [],
        )
        .join(', '),
    )
  const sumHeads = [figure(words.notesHead), figure(words.groupsHead)]
  return {
    head: isWide
      ? [text(title), text(words.byGroupHead), ...sumHeads]
      : [
          text(title),
          ...groups.map(({ name, sign }) => ({ ...figure(name), sign, isNarrow: true as const })),
          ...sumHeads,
        ],
    rows: themes.map((theme) => [
      text(theme.title),
      ...(isWide ? [named(theme.counts)] : byGroup(theme.counts)),
      ...sums(theme.counts),
    ]),
  }
}
