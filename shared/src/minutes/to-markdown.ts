import { headcountLines, placeAndDate, spoken } from './lines.ts'
import { printable } from './printable.ts'
import type { Minutes, MinutesNodes, MinutesRenderer } from './tree.ts'
import { minutesWords } from './words.ts'

/**
 * The minutes as Markdown. Its tables cannot hold lists, so each column is a heading of its own under its
 * group: it stays readable as plain text, in an e-mail too.
 */
export function minutesToMarkdown(minutes: Minutes): string {
  return `${MARKDOWN.minutes(minutes, minutesWords(minutes.locale)).join('\n\n')}\n`
}

/** Blocks, which a blank line parts; a list is one block of lines. */
type Blocks = readonly string[]
type Outputs = Readonly<
  Record<Exclude<keyof MinutesNodes, 'note' | 'alsoSaid' | 'aside'>, Blocks> &
    Record<'note' | 'alsoSaid' | 'aside', string>
>

const MARKDOWN: MinutesRenderer<Outputs> = {
  minutes: (minutes, words) => [
    `# ${inline(minutes.title)}`,
    ...[placeAndDate(minutes, words) ?? []].flat().map(inline),
    ...minutes.sections.flatMap((section) => MARKDOWN.section(section, words)),
    ...(minutes.asides.length > 0
      ? [
          `## ${words.asides}`,
          minutes.asides.map((aside) => MARKDOWN.aside(aside, words)).join('\n'),
        ]
      : []),
  ],
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
  headcount: (headcount, words) => headcountLines(headcount, words).map(inline),
  column: (column, words) => {
    const notes = column.notes.map((note) => MARKDOWN.note(note, words)).join('\n')
    const isEmpty = column.notes.length === 0 && column.themes.length === 0
    return [
      `#### ${inline(column.title)}`,
      ...(isEmpty ? [`*${words.nothingHere}*`] : []),
      ...(notes === '' ? [] : [notes]),
      ...column.themes.flatMap((theme) => MARKDOWN.theme(theme, words)),
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
  aside: (aside, words) =>
    `- ${words.quoted(inline(spoken(aside, words)))} – ${inline(aside.groupName)}, ${
      aside.reason === null ? words.noReason : inline(words.reason(aside.reason))
    }`,
}

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
