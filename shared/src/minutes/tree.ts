import type { GroupKind, GroupSign, Headcount } from '../group.ts'
import type { CardId, ColumnId, GroupId, SectionId, ThemeId } from '../ids.ts'
import type { Locale } from '../room.ts'
import type { MinutesTable } from './tables.ts'
import type { MinutesWords } from './words.fr.ts'

/** The minutes of an assembly, in its own form: plain data that every format is rendered from. */
export type Minutes = {
  readonly title: string
  readonly place?: string
  /** ISO 8601 calendar date. */
  readonly date?: string
  readonly locale: Locale
  readonly figures: MinutesFigures
  /** Absent where nobody declared anything. */
  readonly attendance?: MinutesAttendance
  /** Absent where no theme has notes, or one group only took part. */
  readonly recurrence?: MinutesRecurrence
  readonly sections: readonly MinutesSection[]
  /** Every note set aside, with its reason: what the ledger owes the reader. */
  readonly asides: readonly MinutesAside[]
}

export type MinutesSection = {
  readonly sectionId: SectionId | null
  readonly title: string
  readonly groups: readonly MinutesGroup[]
}

/** Who was there and what was said, counted. A merged note counts, one set aside does not. */
export type MinutesFigures = {
  readonly people: number
  readonly groups: number
  /** Those of the groups that nobody was counted in: then `people` is not everybody. */
  readonly uncounted: number
  /** Those of the groups that took part from elsewhere. */
  readonly centres: number
  readonly notes: number
  readonly themes: number
}

/** A group that took part: it declared somebody, or has a note in the minutes. */
export type MinutesParty = {
  readonly groupId: GroupId
  readonly name: string
  readonly kind: GroupKind
  readonly sign: GroupSign
}

/** « Qui était là »: every group that took part, with what it declared, and the sum. */
export type MinutesAttendance = {
  readonly groups: readonly (MinutesParty & {
    readonly room?: string
    readonly headcount: Headcount
  })[]
  readonly total: Headcount
}

/** « Ce qui revient d'un groupe à l'autre »: column by column, each theme with its notes counted by group. */
export type MinutesRecurrence = {
  readonly groups: readonly MinutesParty[]
  readonly columns: readonly {
    readonly columnId: ColumnId | null
    readonly title: string
    /** The most said first. */
    readonly themes: readonly {
      readonly themeId: ThemeId
      readonly title: string
      /** Notes by group, in the order of `groups`; a merged one counts for the group that wrote it. */
      readonly counts: readonly number[]
    }[]
  }[]
}

/** One group in one section: its heading, who was there (where it first appears), its table. */
export type MinutesGroup = MinutesParty & {
  readonly headcount?: Headcount
  readonly columns: readonly MinutesColumn[]
}

/** One column of a group's table: each theme under a bold heading, the notes without one after them. */
export type MinutesColumn = {
  readonly columnId: ColumnId | null
  readonly title: string
  readonly notes: readonly MinutesNote[]
  readonly themes: readonly MinutesTheme[]
}

export type MinutesTheme = {
  readonly themeId: ThemeId
  readonly title: string
  readonly notes: readonly MinutesNote[]
}

export type MinutesNote = {
  readonly cardId: CardId
  readonly text: string
  /** Notes merged into this one: nothing that was said is missing from the minutes. */
  readonly alsoSaid: readonly MinutesAlsoSaid[]
}

export type MinutesAlsoSaid = {
  readonly cardId: CardId
  readonly groupName: string
  readonly text: string
}

export type MinutesAside = {
  readonly cardId: CardId
  readonly groupName: string
  readonly columnTitle: string
  /** null = its words are not repeated, in whichever format. */
  readonly text: string | null
  /** null = set aside by someone who gave no reason. */
  readonly reason: string | null
}

/** Every kind of node: a format that does not handle one of them does not compile (`MinutesRenderer`). */
export type MinutesNodes = {
  readonly minutes: Minutes
  readonly figures: MinutesFigures
  readonly attendance: MinutesAttendance
  readonly recurrence: MinutesRecurrence
  readonly table: MinutesTable
  readonly section: MinutesSection
  readonly group: MinutesGroup
  readonly headcount: Headcount
  readonly column: MinutesColumn
  readonly theme: MinutesTheme
  readonly note: MinutesNote
  readonly alsoSaid: MinutesAlsoSaid
  readonly aside: MinutesAside
}

/** A format: one small function per kind of node. `Outputs` says what each kind becomes. */
export type MinutesRenderer<
  Outputs extends Readonly<Record<keyof MinutesNodes, unknown>>,
  Context = MinutesWords,
> = {
  readonly [Kind in keyof MinutesNodes]: (
    node: MinutesNodes[Kind],
    context: Context,
  ) => Outputs[Kind]
}
