import { createHash } from 'node:crypto'

import type { PastAssembly } from '@murmure/shared/import/past-assembly'
import type { Minutes } from '@murmure/shared/minutes/tree'

/** Statements of one section, group and column, under one heading, in their order; read by hand. */
export type ExpectedCell = {
  readonly section: number
  readonly group: string
  readonly column: number
  readonly theme?: string
  readonly statements: readonly string[]
}

/** The one form in which statements are compared, however they travelled. */
function normaliseStatement(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[-–—•]\s*/, '')
}

function fingerprint(text: string): string {
  return createHash('sha256').update(normaliseStatement(text)).digest('hex')
}

/** Cells whose statements are words, as those whose statements are fingerprints. */
export function fingerprintCells(cells: readonly ExpectedCell[]): readonly ExpectedCell[] {
  return cells.map((cell) => ({ ...cell, statements: cell.statements.map(fingerprint) }))
}

/** One line per statement, « section/group/column/theme: words »: what two lists are compared by. */
export function linesOf(cells: readonly ExpectedCell[]): readonly string[] {
  return cells.flatMap(({ section, group, column, theme, statements }) =>
    statements.map((statement) => `${section}/${group}/${column}/${theme ?? ''}: ${statement}`),
  )
}

/** The same lines in no particular order: people wrote at once. Doubles stay doubles. */
export function sortedLines(cells: readonly ExpectedCell[]): readonly string[] {
  return [...linesOf(cells)].sort()
}

/** What the parser read, as cells of fingerprints in the order of the text. */
export function cellsOfAssembly(assembly: PastAssembly): readonly ExpectedCell[] {
  return assembly.sections.flatMap(({ tables }, section) =>
    tables.flatMap(({ groupName, columns, statements }) =>
      columns.flatMap((_, column) =>
        statements
          .filter((statement) => statement.column === column)
          .map(({ text, theme }) => ({
            section,
            group: groupName,
            column,
            ...(theme !== undefined && { theme }),
            statements: [fingerprint(text)],
          })),
      ),
    ),
  )
}

/** What the minutes say, as cells of fingerprints. */
export function cellsOfMinutes(minutes: Minutes): readonly ExpectedCell[] {
  return minutes.sections.flatMap(({ groups }, section) =>
    groups.flatMap(({ name, columns }) =>
      columns.flatMap(({ notes, themes }, column) => {
        const place = { section, group: name, column }
        return [
          { ...place, statements: notes.map(({ text }) => fingerprint(text)) },
          ...themes.map((theme) => ({
            ...place,
            theme: theme.title,
            statements: theme.notes.map(({ text }) => fingerprint(text)),
          })),
        ]
      }),
    ),
  )
}
