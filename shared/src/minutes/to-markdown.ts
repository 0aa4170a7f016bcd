import { asideLine, figureLines, headcountLine, placeAndDate, spoken } from './lines.ts'
import { printable } from './printable.ts'
import { attendanceTable, type MinutesCell, recurrenceTable } from './tables.ts'
import type { Minutes, MinutesNodes, MinutesRenderer } from './tree.ts'
import { minutesWords } from './words.ts'

/**
 * The minutes as Markdown. Its tables cannot hold lists, so each column of a group is a heading of its own: it
 * stays readable as plain text, in an e-mail too.
 */
export function minutesToMarkdown(minutes: Minutes): string {
  return `${MARKDOWN.minutes(minutes, minutesWords(minutes.locale)).join('\n\n')}\n`
}

/** Blocks, which a blank line parts; a list is one block of lines. */
type Blocks = readonly string[]
type Outputs = Readonly<
  Record<Exclude<keyof MinutesNodes, 'table' | 'note' | 'alsoSaid' | 'aside'>, Blocks> &
    Record<'table' | 'note' | 'alsoSaid' | 'aside', string>
>

const MARKDOWN: MinutesRenderer<Outputs> = {
  minutes: (minutes, words) => [
    `# ${inline(minutes.title)}`,
    ...[placeAndDate(minutes, words) ?? []].flat().map(inline),
    ...MARKDOWN.figures(minutes.figures, words),
    ...(minutes.attendance ? MARKDOWN.attendance(minutes.attendance, words) : []),
    ...(minutes.recurrence ? MARKDOWN.recurrence(minutes.recurrence, words) : []),
    ...minutes.sections.flatMap((section) => MARKDOWN.section(section, words)),
    ...(minutes.asides.length > 0
      ? [
          `## ${words.asides}`,
          words.asidesIntro,
          minutes.asides.map((aside) => MARKDOWN.aside(aside, words)).join('\n'),
        ]
      : []),
  ],
  figures: (figures, words) => {
    const lines = figureLines(figures, words)
    return lines.length > 0
      ? [lines.map(({ figure, label }) => `**${figure}** ${label}`).join(' · ')]
      : []
  },
  attendance: (attendance, words) => [
    `## ${words.whoWasThere}`,
    MARKDOWN.table(attendanceTable(attendance, words), words),
  ],
  recurrence: ({ groups, columns }, words) => [
    `## ${words.recurrence}`,
    words.recurrenceIntro,
    ...columns.map((column) => MARKDOWN.table(recurrenceTable(column, groups, words), words)),
  ],
  table: ({ head, rows, total = [] }) =>
    [
      row(head),
      `|${head.map(({ kind }) => (kind === 'text' ? ' --- |' : ' :-: |')).join('')}`,
      ...rows.map(row),
      ...(total.length > 0 ? [row(total)] : []),
    ].join('\n'),
  section: (section, words) => [
    `## ${inline(section.title)}`,
    ...(section.groups.length === 0 ? [`*${words.nothingHere}*`] : []),
    ...section.groups.flatMap((group) => MARKDOWN.group(group, words)),
  ],
  group: (group, words) => [
    `### ${inline(group.name)}`,
    ...(group.headcount ? MARKDOWN.headcount(group.headcount, words) : []),
    ...group.columns.flatMap((column) => MARKDOWN.column(column, words)),
  ],
  headcount: (headcount, words) => [headcountLine(headcount, words) ?? []].flat().map(inline),
  column: (column, words) => {
    const notes = column.notes.map((note) => MARKDOWN.note(note, words)).join('\n')
    const isEmpty = column.notes.length === 0 && column.themes.length === 0
    return [
      `#### ${inline(column.title)}`,
      ...(isEmpty ? [`*${words.nothingHere}*`] : []),
      ...column.themes.flatMap((theme) => MARKDOWN.theme(theme, words)),
      ...(column.themes.length > 0 && notes !== '' ? [`**${words.otherNotes}**`] : []),
      ...(notes === '' ? [] : [notes]),
    ]
  },
  theme: (theme, words) => [
    `**${inline(theme.title)}**`,
    theme.notes.map((note) => MARKDOWN.note(note, words)).join('\n'),
  ],
  note: (note, words) =>
    [
      `- ${inline(spoken(note, words))}`,
      ...note.alsoSaid.map((also) => MARKDOWN.alsoSaid(also, words)),
    ].join('\n'),
  alsoSaid: (also, words) =>
    `  - *${inline(words.alsoSaidBy(also.groupName))}*${words.colon}${inline(spoken(also, words))}`,
  aside: (aside, words) => `- ${inline(asideLine(aside, words))}`,
}

const row = (cells: readonly MinutesCell[]): string =>
  `|${cells.map(({ text, kind }) => ` ${kind === 'sum' ? `**${text}**` : cellText(text)} |`).join('')}`

/** Heads of tables may hold soft hyphens, which plain text would show. */
const cellText = (text: string): string => inline(text.replaceAll('\u00AD', ''))

/**
 * One line, with what Markdown would take for markup escaped: anywhere the signs that open a span, at the
 * start those that open a block.
 */
function inline(text: string): string {
  return (
    printable(text)
      // No-break spaces stay: they hold « Bénévoles : 5 » together.
      .replace(/[^\S\u00a0\u202f]+/g, ' ')
      .trim()
      .replace(/[\\`*_[\]<>&|~]/g, '\\$&')
      .replace(/^(?:[-+#=]|\d+(?=[.)]))/, (start) =>
        /^\d/.test(start) ? `${start}\\` : `\\${start}`,
      )
  )
}
