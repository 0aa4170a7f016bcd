import { asideLine, figureLines, headcountLine, placeAndDate, spoken } from './lines.ts'
import { printable } from './printable.ts'
import { attendanceTable, type MinutesCell, recurrenceTable } from './tables.ts'
import type { Minutes, MinutesNodes, MinutesNote, MinutesRenderer } from './tree.ts'
import { minutesWords } from './words.ts'
import type { MinutesWords } from './words.fr.ts'

/** Reads well without it too: where a policy forbids inline styles, the document is plain and whole. */
const STYLE = `
:root { color-scheme: light; }
body { font: 1rem/1.5 Arial, "Liberation Sans", sans-serif; color: #1d1d1b; max-width: 60rem; margin: 2rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .5rem; border-bottom: 2px solid currentColor; }
h3 { font-size: 1.1rem; margin: 1.75rem 0 .25rem; }
p { margin: .25rem 0; }
table { width: 100%; table-layout: fixed; border-collapse: collapse; margin-top: .5rem; }
th, td { border: 1px solid #6b6b66; padding: .5rem .75rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: #f1efe8; }
.figures { table-layout: auto; margin-top: 1rem; }
.figures th:not(:first-child):not(:last-child), .figures td:not(:last-child) { text-align: center; }
.figures tbody th { background: none; font-weight: normal; }
ul { margin: 0; padding-left: 1.25rem; }
td p { margin-top: .5rem; }
td > p:first-child { margin-top: 0; }
@media print { body { margin: 0; max-width: none; } h2, h3 { break-after: avoid; } thead { display: table-header-group; } tr { break-inside: avoid; } }
`

/** The minutes as one standalone page: no script, nothing fetched, every word escaped. */
export function minutesToHtml(minutes: Minutes): string {
  return HTML.minutes(minutes, minutesWords(minutes.locale))
}

type Outputs = Readonly<Record<keyof MinutesNodes, string>>

const HTML: MinutesRenderer<Outputs> = {
  minutes: (minutes, words) => `<!doctype html>
<html lang="${words.languageTag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(minutes.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escape(minutes.title)}</h1>
${paragraphs([placeAndDate(minutes, words) ?? []].flat())}
${HTML.figures(minutes.figures, words)}${minutes.attendance ? HTML.attendance(minutes.attendance, words) : ''}${
    minutes.recurrence ? HTML.recurrence(minutes.recurrence, words) : ''
  }${minutes.sections.map((section) => HTML.section(section, words)).join('')}${annex(minutes, words)}</main>
</body>
</html>
`,
  figures: (figures, words) => {
    const lines = figureLines(figures, words)
    return lines.length > 0
      ? `<p>${lines.map(({ figure, label }) => `<strong>${figure}</strong> ${label}`).join(' · ')}</p>\n`
      : ''
  },
  attendance: (attendance, words) =>
    `<section>\n<h2>${words.whoWasThere}</h2>\n${HTML.table(attendanceTable(attendance, words), words)}</section>\n`,
  recurrence: ({ groups, columns }, words) =>
    `<section>\n<h2>${words.recurrence}</h2>\n<p>${words.recurrenceIntro}</p>\n${columns
      .map((column) => HTML.table(recurrenceTable(column, groups, words), words))
      .join('')}</section>\n`,
  table: ({ head, rows, total }) => `<table class="figures">
<thead><tr>${head.map((cell) => `<th scope="col">${said(cell)}</th>`).join('')}</tr></thead>
<tbody>
${[...rows, ...(total ? [total] : [])].map(row).join('')}</tbody>
</table>
`,
  section: (section, words) => `<section>
<h2>${escape(section.title)}</h2>
${section.groups.map((group) => HTML.group(group, words)).join('') || `<p>${words.nothingHere}</p>\n`}</section>
`,
  group: (group, words) => `<h3>${escape(group.name)}</h3>
${group.headcount ? HTML.headcount(group.headcount, words) : ''}<table>
<thead><tr>${group.columns.map(({ title }) => `<th scope="col">${escape(title)}</th>`).join('')}</tr></thead>
<tbody><tr>
${group.columns.map((column) => HTML.column(column, words)).join('')}</tr></tbody>
</table>
`,
  headcount: (headcount, words) =>
    `${paragraphs([headcountLine(headcount, words) ?? []].flat())}\n`,
  column: ({ themes, notes }, words) =>
    `<td>${themes.length + notes.length === 0 ? `<p>${words.nothingHere}</p>` : ''}${themes.map((theme) => HTML.theme(theme, words)).join('')}${
      themes.length > 0 && notes.length > 0 ? heading(words.otherNotes) : ''
    }${list(notes, words)}</td>\n`,
  theme: (theme, words) => heading(theme.title) + list(theme.notes, words),
  note: (note, words) =>
    `<li>${escape(spoken(note, words))}${note.alsoSaid.map((also) => HTML.alsoSaid(also, words)).join('')}</li>\n`,
  alsoSaid: (also, words) =>
    `<br>\n<em>${escape(words.alsoSaidBy(also.groupName))}</em>${words.colon}${escape(spoken(also, words))}`,
  aside: (aside, words) => `<li>${escape(asideLine(aside, words))}</li>\n`,
}

const heading = (title: string): string => `\n<p><strong>${escape(title)}</strong></p>`

const said = ({ text, kind }: MinutesCell): string =>
  kind === 'sum' ? `<strong>${escape(text)}</strong>` : escape(text)

function row([first, ...cells]: readonly MinutesCell[]): string {
  const head = first ? `<th scope="row">${said(first)}</th>` : ''
  return `<tr>${head}${cells.map((cell) => `<td>${said(cell)}</td>`).join('')}</tr>\n`
}

function annex(minutes: Minutes, words: MinutesWords): string {
  if (minutes.asides.length === 0) return ''
  const items = minutes.asides.map((aside) => HTML.aside(aside, words)).join('')
  return `<section>\n<h2>${words.asides}</h2>\n<p>${words.asidesIntro}</p>\n<ul>\n${items}</ul>\n</section>\n`
}

function list(notes: readonly MinutesNote[], words: MinutesWords): string {
  if (notes.length === 0) return ''
  return `<ul>\n${notes.map((note) => HTML.note(note, words)).join('')}</ul>`
}

const paragraphs = (lines: readonly string[]): string =>
  lines.map((line) => `<p>${escape(line)}</p>`).join('\n')

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escape(text: string): string {
  return printable(text)
    .trim()
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
    .replace(/\n/g, '<br>')
}
