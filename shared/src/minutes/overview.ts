import type { Board, BoardCard, BoardGroup } from '../board.ts'
import { type Headcount, isDeclared, NO_HEADCOUNT } from '../group.ts'
import type { ColumnId, GroupId, ThemeId } from '../ids.ts'
import type { Ledger } from '../ledger.ts'
import { presentGroups } from '../present-groups.ts'
import type { MinutesAttendance, MinutesFigures, MinutesParty, MinutesRecurrence } from './tree.ts'

/** A group as the minutes know it; one that only its notes remember has declared nothing. */
export type MinutesGroupSource = Omit<BoardGroup, 'headcount'> &
  Partial<Pick<BoardGroup, 'headcount'>>

export type Overview = {
  readonly figures: MinutesFigures
  readonly attendance?: MinutesAttendance
  readonly recurrence?: MinutesRecurrence
}

type OverviewSource = {
  readonly board: Pick<Board, 'themes'>
  /** In the order of the minutes. */
  readonly groups: readonly MinutesGroupSource[]
  /** In the order of the minutes, those that stand in no section included. */
  readonly columns: readonly { readonly columnId: ColumnId | null; readonly title: string }[]
  readonly ledger: Pick<Ledger, 'kept' | 'merged'>
  readonly titleOf: (theme: { readonly title: string }) => string
}

/** What stands before the groups' own tables: all of it counted from the notes that the minutes hold. */
export function overviewOf(source: OverviewSource): Overview {
  const spoken = spokenOf(source.ledger)
  const wrote = new Set(spoken.map(({ groupId }) => groupId))
  const present = presentGroups(source.groups, wrote)
  const total = present.map(({ headcount }) => headcount ?? NO_HEADCOUNT).reduce(sum, NO_HEADCOUNT)
  const columns = recurringIn(source, spoken, present)
  return {
    figures: {
      people: total.volunteers + total.employees + total.other,
      groups: present.length,
      uncounted: present.filter(({ headcount }) => !isDeclared(headcount ?? NO_HEADCOUNT)).length,
      centres: present.filter(({ kind }) => kind === 'centre').length,
      notes: spoken.length,
      themes: new Set(spoken.flatMap(({ themeId }) => themeId ?? [])).size,
    },
    ...(isDeclared(total) && {
      attendance: {
        groups: present.map((group) => ({
          ...partyOf(group),
          ...(group.room !== undefined && { room: group.room }),
          headcount: group.headcount ?? NO_HEADCOUNT,
        })),
        total,
      },
    }),
    ...(columns.length > 0 &&
      present.length > 1 && { recurrence: { groups: present.map(partyOf), columns } }),
  }
}

const partyOf = ({ groupId, name, kind, sign }: MinutesGroupSource): MinutesParty => ({
  groupId,
  name,
  kind,
  sign,
})

/** One thing that was said, by whom, and where it stands: a merged note where the one stands that says it. */
type Spoken = {
  readonly groupId: GroupId
  readonly columnId: ColumnId | null
  readonly themeId: ThemeId | null
}

function spokenOf({ kept, merged }: OverviewSource['ledger']): readonly Spoken[] {
  return kept.flatMap((card) =>
    [card, ...(merged.get(card.cardId) ?? [])].map(({ groupId }: BoardCard) => ({
      groupId,
      columnId: card.columnId,
      themeId: card.themeId,
    })),
  )
}

function recurringIn(
  { board, columns, titleOf }: OverviewSource,
  spoken: readonly Spoken[],
  groups: readonly MinutesGroupSource[],
): MinutesRecurrence['columns'] {
  return columns.flatMap(({ columnId, title }) => {
    const inColumn = spoken.filter((said) => said.columnId === columnId)
    const themes = board.themes
      .map((theme) => {
        const said = inColumn.filter(({ themeId }) => themeId === theme.themeId)
        return {
          themeId: theme.themeId,
          title: titleOf(theme),
          counts: groups.map(
            ({ groupId }) => said.filter((note) => note.groupId === groupId).length,
          ),
        }
      })
      .filter(({ counts }) => totalOf(counts) > 0)
      .sort((a, b) => totalOf(b.counts) - totalOf(a.counts))
    return themes.length > 0 ? [{ columnId, title, themes }] : []
  })
}

/** Notes of all groups together. */
export const totalOf = (counts: readonly number[]): number =>
  counts.reduce((all, count) => all + count, 0)

const sum = (a: Headcount, b: Headcount): Headcount => ({
  volunteers: a.volunteers + b.volunteers,
  employees: a.employees + b.employees,
  other: a.other + b.other,
  departments: Object.fromEntries(
    [...Object.keys(a.departments), ...Object.keys(b.departments)].map((code) => [
      code,
      (a.departments[code] ?? 0) + (b.departments[code] ?? 0),
    ]),
  ),
})
