import type { GroupKind, GroupSign, Headcount } from '../group.ts'
import type { CardId, ColumnId, GroupId, SectionId, ThemeId } from '../ids.ts'
import type { Locale } from '../room.ts'
import type { MinutesWords } from './words.fr.ts'

/** The minutes of an assembly, in its own form: plain data that every format is rendered from. */
export type Minutes = {
  readonly title: string
  readonly place?: string
  /** ISO 8601 calendar date. */
  readonly date?: string
  readonly locale: Locale
  readonly sections: readonly MinutesSection[]
  /** Every note set aside, with its reason: what the ledger owes the reader. */
  readonly asides: readonly MinutesAside[]
}

export type MinutesSection = {
  readonly sectionId: SectionId | null
  readonly title: string
  readonly groups: readonly MinutesGroup[]
}

/** One group in one section: its heading, who was there (where it first appears), its table. */
export type MinutesGroup = {
  readonly groupId: GroupId
  readonly name: string
  readonly kind: GroupKind
  readonly sign: GroupSign
  readonly headcount?: Headcount
  readonly columns: readonly MinutesColumn[]
}

/** One column of a group's table: notes without theme first, then each theme as a bold heading. */
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
  readonly text: string
  /** null = removed by someone who gave no reason. */
  readonly reason: string | null
}

/** Every kind of node: a format that does not handle one of them does not compile (`MinutesRenderer`). */
export type MinutesNodes = {
  readonly minutes: Minutes
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
