import type { GroupKind } from '../group.ts'
import { fail, ok, type Result } from '../result.ts'
import { readCounts, readDepartments } from './attendance-line.ts'
import { hasBlocks, stripMarkup } from './markup.ts'
import type { ParseProblem, PastAssembly, PastStatement } from './past-assembly.ts'
import { readCell, withoutColon } from './read-cell.ts'
import { readTitleLine } from './title-line.ts'

/**
 * Reads the minutes of a past assembly, as word processors export them to text. Lenient and total: it never
 * throws, and what it finds no place for it returns in `unplaced`. What it understands, line by line:
 *
 * - the first line: the title, or « title - place - date »; then perhaps « place - date » on its own;
 * - a heading (`## Bilan :`, or a line that is all bold): a group's if it is called « Groupe … » or
 *   « Partenaires », or if it stands below a section's heading; else a section's;
 * - « Bénévoles : 5, salariés : 7 » and « Départements : 36, 45 » under a group's heading;
 * - a line with a tabulator: a row of the group's table. The first row is the head if it holds no list; the
 *   same head again (a new page) says nothing new; every other row continues the columns above it;
 * - `---` lines, with or without tabulators: rules, which say nothing;
 * - any other line between a section's heading and its first group: the section's introduction.
 *
 * In a cell, list items and sentences are statements; a paragraph in bold before a list is its heading.
 */
export function parseMinutes(text: string): Result<PastAssembly, ParseProblem> {
  const draft: Draft = { groups: [], sections: [], unplaced: [] }
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n?|\n/)) readLine(draft, line)
  const { title, place, date, groups, sections, unplaced } = draft
  const hasStatements = sections.some(({ tables }) =>
    tables.some(({ statements }) => statements.length > 0),
  )
  if (!hasStatements) return fail({ kind: 'no-statements' })
  return ok({
    title: title ?? '',
    ...(place !== undefined && { place }),
    ...(date !== undefined && { date }),
    groups: groups.map(({ name, kind, counts, departments }) => {
      return { name, kind, ...NOBODY, ...counts, departments: departments ?? [] }
    }),
    sections: sections.map(({ title: heading, intro, tables }) => ({
      title: heading,
      intro,
      tables: tables.map(({ groupName, columns, statements }) => {
        return { groupName, columns, statements }
      }),
    })),
    unplaced,
  })
}

const NOBODY = { volunteers: 0, employees: 0, other: 0 }

type DraftGroup = {
  readonly name: string
  readonly kind: GroupKind
  counts?: NonNullable<ReturnType<typeof readCounts>>
  departments?: readonly string[]
}

type DraftTable = {
  readonly groupName: string
  readonly group: DraftGroup
  readonly columns: string[]
  /** The heading that each column ended under so far. */
  readonly themes: (string | undefined)[]
  readonly statements: PastStatement[]
}

type DraftSection = {
  readonly title: string
  readonly level: number
  readonly intro: string[]
  readonly tables: DraftTable[]
}

/** What the lines so far have said; `table` is where the next row goes. */
type Draft = {
  title?: string
  place?: string
  date?: string
  table?: DraftTable | undefined
  readonly groups: DraftGroup[]
  readonly sections: DraftSection[]
  readonly unplaced: string[]
}

function readLine(draft: Draft, line: string): void {
  if (/^[\s|:=_*–—-]*$/.test(line)) return
  const trimmed = line.trim()
  const heading = trimmed.includes('\t') ? undefined : readHeading(trimmed)
  if (heading && !isTitle(draft, heading)) return readSectionOrGroup(draft, heading)
  if (line.includes('\t') && !heading) return readRow(draft, line)
  const words = heading?.text ?? stripMarkup(trimmed)
  if (draft.sections.length === 0) return readFront(draft, words, trimmed)
  readProse(draft, words, trimmed)
}

type Heading = { readonly level: number; readonly text: string }

/** A bold line stands where a group's heading would: it has no level of its own. */
const BOLD_LEVEL = 3

function readHeading(line: string): Heading | undefined {
  const hashes = /^(#{1,6})\s+(.*?)(?:\s+#+)?$/.exec(line)
  const bold =
    /^(?:\*\*|__)((?:(?!\*\*|__).)+)(?:\*\*|__)(\s*:)?$/.exec(line) ??
    /^<(?:b|strong)>((?:(?!<\/?(?:b|strong)>).)+)<\/(?:b|strong)>(\s*:)?$/i.exec(line)
  const markup = (hashes?.[2] ?? bold?.[1])?.replace(/\*\*|__/g, '')
  if (markup === undefined) return undefined
  const text = withoutColon(stripMarkup(markup))
  return text === '' ? undefined : { level: hashes?.[1]?.length ?? BOLD_LEVEL, text }
}

/** The first line may be written as a heading too, if it cannot be another's. */
function isTitle(draft: Draft, { level, text }: Heading): boolean {
  const isFirst = draft.title === undefined && draft.sections.length === 0
  return isFirst && level !== 2 && !isGroupName(text)
}

function isGroupName(text: string): boolean {
  return /^(?:groupe?\s+\S|(?:les\s+)?partenaires?$|(?:the\s+)?partners?$)/i.test(text)
}

function kindOf(name: string): GroupKind {
  if (/^(?:les\s+|the\s+)?(?:partenaires?|partners?)$/i.test(name)) return 'partners'
  return /^centre\s/i.test(name) ? 'centre' : 'team'
}

function readSectionOrGroup(draft: Draft, heading: Heading): void {
  const section = draft.sections[draft.sections.length - 1]
  if (isGroupName(heading.text) || (section && heading.level > section.level)) {
    draft.table = tableOf(draft, section ?? addSection(draft, { level: 1, text: '' }), heading.text)
  } else {
    addSection(draft, heading)
    draft.table = undefined
  }
}

function addSection(draft: Draft, { level, text }: Heading): DraftSection {
  const section: DraftSection = { title: text, level, intro: [], tables: [] }
  draft.sections.push(section)
  return section
}

/** The group's table in that section: a heading repeated on a new page goes on with it. */
function tableOf(draft: Draft, section: DraftSection, name: string): DraftTable {
  const isNamed = (other: { readonly name: string }) => fold(other.name) === fold(name)
  const group = draft.groups.find(isNamed) ?? { name, kind: kindOf(name) }
  if (!draft.groups.includes(group)) draft.groups.push(group)
  const present = section.tables.find((table) => table.group === group)
  if (present) return present
  const table = { groupName: group.name, group, columns: [], themes: [], statements: [] }
  section.tables.push(table)
  return table
}

const fold = (name: string): string => name.toLowerCase()

/** Before the first section: the title, then at most the place and date. */
function readFront(draft: Draft, words: string, line: string): void {
  const read = readTitleLine(words)
  if (draft.title === undefined) Object.assign(draft, read)
  else if (draft.date === undefined && read.date !== undefined && read.place === undefined) {
    draft.date = read.date
    draft.place = read.title
  } else draft.unplaced.push(line)
}

/** A line that is neither heading nor row. */
function readProse(draft: Draft, words: string, line: string): void {
  const group = draft.table?.group
  const counts = group && !group.counts ? readCounts(words) : undefined
  const departments = group && !group.departments ? readDepartments(words) : undefined
  const section = draft.sections[draft.sections.length - 1]
  if (group && counts) group.counts = counts
  else if (group && departments) group.departments = departments
  else if (section && section.tables.length === 0) section.intro.push(words)
  else draft.unplaced.push(line)
}

function readRow({ table, unplaced }: Draft, line: string): void {
  const cells = line.split('\t')
  if (!table) {
    unplaced.push(line.trim())
    return
  }
  if (isHead(table, cells)) {
    if (table.columns.length === 0) table.columns.push(...cells.map(stripMarkup))
    return
  }
  cells.forEach((cell, column) => {
    const { statements, theme } = readCell(cell, table.themes[column])
    table.themes[column] = theme
    table.statements.push(...statements.map((statement) => ({ column, ...statement })))
    while (statements.length > 0 && table.columns.length <= column) table.columns.push('')
  })
}

function isHead({ columns, statements }: DraftTable, cells: readonly string[]): boolean {
  if (columns.length > 0) return cells.every((cell, index) => stripMarkup(cell) === columns[index])
  return (
    statements.length === 0 && !cells.some((cell) => hasBlocks(cell) || /^\s*[-–—•]/.test(cell))
  )
}
