import type { Minutes, MinutesColumn } from '@murmure/shared/minutes/tree'

export type MinutesFigures = {
  readonly people: number
  readonly groups: number
  readonly notes: number
  readonly themes: number
}

/** What stands at the head of the minutes: who was there, what was said. Counted from the tree, nowhere stored. */
export function figuresOf(minutes: Minutes): MinutesFigures {
  const groups = minutes.sections.flatMap((section) => section.groups)
  const columns = groups.flatMap((group) => group.columns)
  return {
    people: groups.reduce((sum, { headcount }) => sum + (headcount ? peopleIn(headcount) : 0), 0),
    groups: new Set(groups.map((group) => group.groupId)).size,
    notes: columns.reduce((sum, column) => sum + notesIn(column), 0),
    themes: new Set(columns.flatMap((column) => column.themes.map((theme) => theme.themeId))).size,
  }
}

const peopleIn = (headcount: { volunteers: number; employees: number; other: number }): number =>
  headcount.volunteers + headcount.employees + headcount.other

function notesIn(column: MinutesColumn): number {
  const notes = [...column.notes, ...column.themes.flatMap((theme) => theme.notes)]
  return notes.reduce((sum, note) => sum + 1 + note.alsoSaid.length, 0)
}
