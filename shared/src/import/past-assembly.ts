import type { GroupKind } from '../group.ts'

/** An assembly of the past, as its minutes tell it: what a wall can be filled with again. */
export type PastAssembly = {
  readonly title: string
  readonly place?: string
  /** ISO 8601 calendar date. */
  readonly date?: string
  /** In the order in which the text first names them. */
  readonly groups: readonly PastGroup[]
  readonly sections: readonly PastSection[]
  /** Lines of the text that have no place above, as they stand there: nothing is dropped in silence. */
  readonly unplaced: readonly string[]
}

export type PastGroup = {
  readonly name: string
  readonly kind: GroupKind
  readonly volunteers: number
  readonly employees: number
  readonly other: number
  /** Codes, in the order of the text. */
  readonly departments: readonly string[]
}

export type PastSection = {
  readonly title: string
  /** What stands between the heading and the first group: often the question put to all. */
  readonly intro: readonly string[]
  readonly tables: readonly PastTable[]
}

/** One group's table in one section. */
export type PastTable = {
  readonly groupName: string
  /** Titles as this group's table gives them; `''` where it gives none. */
  readonly columns: readonly string[]
  /** In the order of the text. */
  readonly statements: readonly PastStatement[]
}

export type PastStatement = {
  /** Index of the column in its table. */
  readonly column: number
  readonly text: string
  /** The bold heading that it stands under. */
  readonly theme?: string
}

export type ParseProblem = {
  /** The text holds no statement at all: it is not minutes of this form. */
  readonly kind: 'no-statements'
}
