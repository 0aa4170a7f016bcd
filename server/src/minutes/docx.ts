import {
  asideLine,
  figureLines,
  footerLine,
  headcountLine,
  placeAndDate,
  spoken,
} from '@murmure/shared/minutes/lines'
import { printable } from '@murmure/shared/minutes/printable'
import { attendanceTable, recurrenceTable } from '@murmure/shared/minutes/tables'
import type { Minutes, MinutesNote, MinutesRenderer } from '@murmure/shared/minutes/tree'
import { minutesWords } from '@murmure/shared/minutes/words'
import type { MinutesWords } from '@murmure/shared/minutes/words.fr'
import {
  Document,
  Footer,
  HeadingLevel,
  type ISectionOptions,
  Packer,
  PageNumber,
  Paragraph,
  type Table,
  TextRun,
} from 'docx'

import { fitsOnPage } from './docx-height.ts'
import { bandOf, signRun } from './docx-sign.ts'
import { NUMBERING, type Paper, paperFor, STYLE, stylesIn } from './docx-styles.ts'
import { columnsTable, figuresTable } from './docx-table.ts'
import { bullet, lineRuns, paragraph } from './docx-text.ts'

/**
 * The minutes as a Word document: real headings, lists and tables, so that whoever corrects it can. Heads of
 * tables are repeated on each page; no row is split that a page can hold.
 */
export async function minutesToDocx(minutes: Minutes): Promise<Uint8Array> {
  const words = minutesWords(minutes.locale)
  const document = new Document({
    title: printable(minutes.title),
    subject: words.kind,
    creator: CREATOR,
    lastModifiedBy: CREATOR,
    styles: stylesIn(words.languageTag),
    numbering: NUMBERING,
    sections: [DOCX.minutes(minutes, { ...words, paper: paperOf(minutes) })],
  })
  return Packer.toArrayBuffer(document).then((buffer) => new Uint8Array(buffer))
}

const CREATOR = 'Murmure'
/** In pixels. */
const SIGN_SIZE = 28

type Context = MinutesWords & { readonly paper: Paper }
type Block = Paragraph | Table
type Outputs = {
  readonly minutes: ISectionOptions
  readonly figures: readonly Paragraph[]
  readonly attendance: readonly Block[]
  readonly recurrence: readonly Block[]
  readonly table: Table
  readonly section: readonly Block[]
  readonly group: readonly Block[]
  readonly headcount: readonly string[]
  readonly column: readonly Paragraph[]
  readonly theme: readonly Paragraph[]
  readonly note: readonly Paragraph[]
  readonly alsoSaid: Paragraph
  readonly aside: Paragraph
}

const DOCX: MinutesRenderer<Outputs, Context> = {
  minutes: (minutes, words) => ({
    properties: {
      page: {
        size: { ...words.paper.size, orientation: words.paper.orientation },
        margin: words.paper.margin,
      },
    },
    footers: { default: footer(minutes, words) },
    children: [
      paragraph(words.kind, { style: STYLE.kind }),
      paragraph(minutes.title, { heading: HeadingLevel.TITLE }),
      ...optional(placeAndDate(minutes, words)).map((line) =>
        paragraph(line, { style: STYLE.placeAndDate }),
      ),
      ...DOCX.figures(minutes.figures, words),
      ...(minutes.attendance ? DOCX.attendance(minutes.attendance, words) : []),
      ...(minutes.recurrence ? DOCX.recurrence(minutes.recurrence, words) : []),
      ...minutes.sections.flatMap((section) => DOCX.section(section, words)),
      ...(minutes.asides.length > 0
        ? [
            paragraph(words.asides, { heading: HeadingLevel.HEADING_1 }),
            paragraph(words.asidesIntro, { keepNext: true, spacing: { after: 120 } }),
          ]
        : []),
      ...minutes.asides.map((aside) => DOCX.aside(aside, words)),
    ],
  }),
  figures: (figures, words) => {
    const lines = figureLines(figures, words)
    if (lines.length === 0) return []
    const children = lines.flatMap(({ figure, label }, index) => [
      ...lineRuns(figure, { bold: true, size: 36 }),
      ...lineRuns(` ${label}${index < lines.length - 1 ? ' · ' : ''}`),
    ])
    return [new Paragraph({ style: STYLE.figures, children })]
  },
  attendance: (attendance, words) => [
    paragraph(words.whoWasThere, { heading: HeadingLevel.HEADING_1 }),
    DOCX.table(attendanceTable(attendance, words), words),
  ],
  recurrence: ({ groups, columns }, words) => [
    paragraph(words.recurrence, { heading: HeadingLevel.HEADING_1 }),
    paragraph(words.recurrenceIntro, { keepNext: true }),
    ...columns.flatMap((column) => [
      // Without a paragraph between them two tables are one.
      new Paragraph({ style: STYLE.gap, keepNext: true }),
      DOCX.table(recurrenceTable(column, groups, words), words),
    ]),
  ],
  table: (table, { paper }) => figuresTable(paper.tableWidth, table),
  section: (section, words) => [
    paragraph(section.title, { heading: HeadingLevel.HEADING_1 }),
    ...(section.groups.length === 0 ? [paragraph(words.nothingHere, {})] : []),
    ...section.groups.flatMap((group) => DOCX.group(group, words)),
  ],
  group: (group, words) => [
    new Paragraph({
      heading: HeadingLevel.HEADING_2,
      ...bandOf(group.sign),
      children: [signRun(group.sign, SIGN_SIZE), ...lineRuns(`\u00A0${group.name}`)],
    }),
    ...(group.headcount ? DOCX.headcount(group.headcount, words) : []).map((line) =>
      paragraph(line, { style: STYLE.headcount, ...bandOf(group.sign) }),
    ),
    ...(group.columns.length > 0
      ? [
          new Paragraph({ style: STYLE.gap, keepNext: true }),
          columnsTable(
            words.paper.tableWidth,
            group.columns.map((column) => ({
              title: column.title,
              children: DOCX.column(column, words),
            })),
            fitsOnPage(group.columns),
          ),
        ]
      : []),
  ],
  headcount: (headcount, words) => optional(headcountLine(headcount, words)),
  column: (column, words) => {
    const { themes } = column
    if (column.notes.length + themes.length === 0) return [paragraph(words.nothingHere, {})]
    return [
      ...themes.flatMap((theme) => DOCX.theme(theme, words)),
      ...(themes.length > 0 && column.notes.length > 0 ? [heading(words.otherNotes)] : []),
      ...notes(column.notes, words),
    ]
  },
  theme: (theme, words) => [heading(theme.title), ...notes(theme.notes, words)],
  note: (note, words) => [
    // What another group said too stays on the page of what it repeats.
    bullet(lineRuns(spoken(note, words)), { keepNext: note.alsoSaid.length > 0 }),
    ...note.alsoSaid.map((also) => DOCX.alsoSaid(also, words)),
  ],
  alsoSaid: (also, words) =>
    new Paragraph({
      style: STYLE.alsoSaid,
      children: [
        ...lineRuns(words.alsoSaidBy(also.groupName) + words.colon, { italics: true }),
        ...lineRuns(spoken(also, words)),
      ],
    }),
  aside: (aside, words) => bullet(lineRuns(asideLine(aside, words))),
}

/** Bold by itself too: a reader that knows no styles of ours still sees a heading. */
const heading = (title: string): Paragraph =>
  paragraph(title, { style: STYLE.theme }, { bold: true })

const notes = (of: readonly MinutesNote[], words: Context): readonly Paragraph[] =>
  of.flatMap((note) => DOCX.note(note, words))

function footer(minutes: Minutes, words: Context): Footer {
  const [before = '', between = '', after = ''] = words.page('\0', '\0').split('\0')
  return new Footer({
    children: [
      new Paragraph({
        style: STYLE.footer,
        tabStops: [{ type: 'right', position: words.paper.tableWidth }],
        children: [
          new TextRun({
            children: [
              `${printable(footerLine(minutes, words))}\t${before}`,
              PageNumber.CURRENT,
              between,
              PageNumber.TOTAL_PAGES,
              after,
            ],
          }),
        ],
      }),
    ],
  })
}

function paperOf(minutes: Minutes): Paper {
  const widths = minutes.sections.flatMap(({ groups }) =>
    groups.map((group) => group.columns.length),
  )
  return paperFor(Math.max(1, ...widths))
}

const optional = (line: string | undefined): readonly string[] => (line === undefined ? [] : [line])
