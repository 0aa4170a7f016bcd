import type { CorrectedBy } from './card.ts'
import type { Column, Section } from './column.ts'
import type { Decision } from './decision.ts'
import type { Group, Headcount } from './group.ts'
import type { CardId, ColumnId, GroupId, ThemeId } from './ids.ts'
import type { Meta } from './room.ts'
import type { Session } from './session.ts'
import type { Stage } from './stage.ts'

/**
 * What became of a live note. `reason: null` = removed by someone other than its author, who gave none.
 * `into` is always a kept note. `unquoted`: the minutes do not repeat its words.
 */
export type Outcome =
  | { readonly kind: 'kept' }
  | { readonly kind: 'merged'; readonly into: CardId }
  | { readonly kind: 'aside'; readonly reason: string | null; readonly unquoted?: true }

/** A note as everything after the documents sees it: placed, plain, frozen. */
export type BoardCard = {
  readonly cardId: CardId
  /** The group it is filed under. */
  readonly groupId: GroupId
  /** The group it was written in. */
  readonly writtenIn: GroupId
  /** null = « Sans colonne ». */
  readonly columnId: ColumnId | null
  /** null = « À ranger ». */
  readonly themeId: ThemeId | null
  readonly order: string
  /** The words of its author. */
  readonly text: string
  /** A reformulation for the minutes. */
  readonly wording?: string
  readonly at: number
  readonly corrected?: CorrectedBy
  readonly outcome: Outcome
}

export type BoardTheme = {
  readonly themeId: ThemeId
  readonly title: string
  readonly columnId: ColumnId | null
  readonly parentId: ThemeId | null
  readonly order: string
}

export type BoardGroup = Group & { readonly headcount: Headcount }

/** The whole board, plain and validated: what screens, minutes and exports are made of. */
export type Board = {
  readonly meta: Meta
  readonly sections: readonly Section[]
  readonly columns: readonly Column[]
  readonly groups: readonly BoardGroup[]
  readonly session: Session
  /** Live themes: by order, each parent before its children. */
  readonly themes: readonly BoardTheme[]
  /** Every live note exactly once, in reading order (column, theme, rank). */
  readonly cards: readonly BoardCard[]
  readonly decisions: readonly Decision[]
  readonly stages: ReadonlyMap<string, Stage>
}
