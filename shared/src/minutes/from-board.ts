import type { Board, BoardCard } from '../board.ts'
import type { Column } from '../column.ts'
import type { CardId, ColumnId, GroupId } from '../ids.ts'
import { ledgerOf } from '../ledger.ts'
import { typeset } from '../typography.ts'
import { isDeclared } from '../group.ts'
import { type MinutesGroupSource, overviewOf } from './overview.ts'
import type {
  Minutes,
  MinutesAside,
  MinutesColumn,
  MinutesGroup,
  MinutesNote,
  MinutesSection,
} from './tree.ts'
import { minutesWords } from './words.ts'
import type { MinutesWords } from './words.fr.ts'

/** What the parts below have in common, made once per board. */
type Source = {
  readonly board: Board
  readonly words: MinutesWords
  readonly groups: readonly MinutesGroupSource[]
  readonly groupNames: ReadonlyMap<GroupId, string>
  /** Kept notes by group, then column; `null` = without one. In reading order. */
  readonly kept: ReadonlyMap<GroupId, ReadonlyMap<ColumnId | null, readonly BoardCard[]>>
  readonly merged: ReadonlyMap<CardId, readonly BoardCard[]>
  /** What people typed, with the blanks of the board's language. */
  readonly set: (text: string) => string
}

/**
 * The minutes of a board, in the assembly's own form. Total: every live note of the ledger stands in them
 * exactly once, a merged one under the note that says it for it, one set aside in the annex. Notes whose
 * column or group the room does not know come last, under a heading that says so, rather than nowhere.
 */
export function boardToMinutes(board: Board): Minutes {
  const words = minutesWords(board.meta.locale)
  const ledger = ledgerOf(board)
  const set = (text: string): string => typeset(text, board.meta.locale)
  const groups = groupsInOrder(board, words).map((group) => ({ ...group, name: set(group.name) }))
  const groupNames = new Map(groups.map((group) => [group.groupId, group.name]))
  const source: Source = {
    board,
    words,
    groups,
    groupNames,
    kept: byGroupAndColumn(ledger.kept),
    merged: ledger.merged,
    set,
  }
  const { place } = board.meta
  return {
    title: set(board.meta.title),
    ...(place !== undefined && { place: set(place) }),
    ...(board.meta.date !== undefined && { date: board.meta.date }),
    locale: board.meta.locale,
    ...overviewOf({
      board,
      groups,
      columns: partsOf(source).flatMap(({ columns }) => columns),
      ledger,
      titleOf: (theme) => titleOf(source, theme),
    }),
    sections: sectionsOf(source),
    asides: byGroup(source, ledger.aside).map((card) => asideOf(source, card)),
  }
}

/** Teams and centres in their order, then the partners; then groups that only their notes remember. */
function groupsInOrder(board: Board, words: MinutesWords): readonly MinutesGroupSource[] {
  const known = new Set(board.groups.map((group) => group.groupId))
  const forgotten = new Set(
    board.cards.map((card) => card.groupId).filter((groupId) => !known.has(groupId)),
  )
  return [
    ...board.groups.filter((group) => group.kind !== 'partners'),
    ...board.groups.filter((group) => group.kind === 'partners'),
    ...[...forgotten].map((groupId, index) => ({
      groupId,
      name: words.withoutGroup,
      kind: 'team' as const,
      sign: { paper: 'round' as const, shape: 'round' as const, letter: '?' },
      order: board.groups.length + index,
    })),
  ]
}

function sectionsOf(source: Source): readonly MinutesSection[] {
  const seen = new Set<GroupId>()
  return partsOf(source).map(({ sectionId, title, columns }) => ({
    sectionId,
    title,
    groups: groupsOf(source, columns, seen),
  }))
}

type TitledColumn = { readonly columnId: ColumnId | null; readonly title: string }
type Part = Pick<MinutesSection, 'sectionId' | 'title'> & {
  readonly columns: readonly TitledColumn[]
}

/** The board's sections with their columns, and last what stands in none, where there is any. */
function partsOf(source: Source): readonly Part[] {
  const { board, words, set } = source
  const stray = strayColumns(source)
  return [
    ...board.sections.map(({ sectionId, title }) => ({
      sectionId,
      title: set(title),
      columns: board.columns.filter((column) => column.section === sectionId).map(titled(source)),
    })),
    ...(stray.length > 0 ? [{ sectionId: null, title: words.withoutColumn, columns: stray }] : []),
  ]
}

const titled =
  ({ set }: Source) =>
  ({ columnId, title }: Column): TitledColumn => ({ columnId, title: set(title) })

/** Columns that stand in no section but hold notes, `null` (« Sans colonne ») last. */
function strayColumns(source: Source): readonly TitledColumn[] {
  const { board, words, kept } = source
  const sectionIds = new Set(board.sections.map((section) => section.sectionId))
  const used = new Set([...kept.values()].flatMap((columns) => [...columns.keys()]))
  return [
    ...board.columns
      .filter((column) => !sectionIds.has(column.section) && used.has(column.columnId))
      .map(titled(source)),
    ...(used.has(null) ? [{ columnId: null, title: words.notes }] : []),
  ]
}

/** `seen` grows: who was there stands where the group first appears, and only there. */
function groupsOf(
  source: Source,
  columns: readonly TitledColumn[],
  seen: Set<GroupId>,
): readonly MinutesGroup[] {
  return source.groups.flatMap((group): readonly MinutesGroup[] => {
    const { groupId, name, kind, sign, headcount } = group
    const notesOf = source.kept.get(groupId)
    const isFirst = !seen.has(groupId) && headcount !== undefined && isDeclared(headcount)
    if (!isFirst && !columns.some((column) => notesOf?.has(column.columnId))) return []
    seen.add(groupId)
    return [
      {
        groupId,
        name,
        kind,
        sign,
        ...(isFirst && { headcount }),
        columns: columns.map((column) =>
          columnOf(source, column, notesOf?.get(column.columnId) ?? []),
        ),
      },
    ]
  })
}

function columnOf(
  source: Source,
  { columnId, title }: TitledColumn,
  cards: readonly BoardCard[],
): MinutesColumn {
  const notesIn = (themeId: string | null) =>
    cards.filter((card) => card.themeId === themeId).map((card) => noteOf(source, card))
  return {
    columnId,
    title,
    notes: notesIn(null),
    themes: source.board.themes
      .map((theme) => ({
        themeId: theme.themeId,
        title: titleOf(source, theme),
        notes: notesIn(theme.themeId),
      }))
      .filter((theme) => theme.notes.length > 0),
  }
}

function noteOf(source: Source, card: BoardCard): MinutesNote {
  return {
    cardId: card.cardId,
    text: wordsOf(source, card),
    alsoSaid: (source.merged.get(card.cardId) ?? []).map((merged) => ({
      cardId: merged.cardId,
      groupName: nameOf(source, merged),
      text: wordsOf(source, merged),
    })),
  }
}

/** Group after group, as in the tables; within one as they were read. */
function byGroup({ groups }: Source, cards: readonly BoardCard[]): readonly BoardCard[] {
  const rank = new Map(groups.map(({ groupId }, index) => [groupId, index]))
  const rankOf = ({ groupId }: BoardCard): number => rank.get(groupId) ?? groups.length
  return [...cards].sort((a, b) => rankOf(a) - rankOf(b))
}

/** Decided here, once: a format cannot quote what the tree does not hold. */
function asideOf(source: Source, card: BoardCard): MinutesAside {
  const { outcome, columnId } = card
  const column = source.board.columns.find((known) => known.columnId === columnId)
  const isQuoted = !(outcome.kind === 'aside' && outcome.unquoted)
  return {
    cardId: card.cardId,
    groupName: nameOf(source, card),
    columnTitle: column ? source.set(column.title) : source.words.withoutColumn,
    text: isQuoted ? wordsOf(source, card) : null,
    reason: (outcome.kind === 'aside' && outcome.reason) || null,
  }
}

/** The reformulation where there is one; an empty one does not take the author's words away. */
function wordsOf({ set }: Source, { wording, text }: BoardCard): string {
  return set(wording !== undefined && wording.trim() !== '' ? wording : text)
}

function titleOf({ words, set }: Source, { title }: { readonly title: string }): string {
  return set(title.trim()) || words.untitledTheme
}

function nameOf({ groupNames, words }: Source, card: BoardCard): string {
  return groupNames.get(card.groupId) ?? words.withoutGroup
}

function byGroupAndColumn(
  cards: readonly BoardCard[],
): ReadonlyMap<GroupId, ReadonlyMap<ColumnId | null, readonly BoardCard[]>> {
  const groups = new Map<GroupId, Map<ColumnId | null, BoardCard[]>>()
  for (const card of cards) {
    const columns = groups.get(card.groupId) ?? new Map<ColumnId | null, BoardCard[]>()
    groups.set(card.groupId, columns)
    columns.set(card.columnId, [...(columns.get(card.columnId) ?? []), card])
  }
  return groups
}
