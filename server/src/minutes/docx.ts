import { headcountLines, placeAndDate, spoken } from '@murmure/shared/minutes/lines'
import { printable } from '@murmure/shared/minutes/printable'
import type { Minutes, MinutesNote, MinutesRenderer } from '@murmure/shared/minutes/tree'
import { minutesWords } from '@murmure/shared/minutes/words'
import type { MinutesWords } from '@murmure/shared/minutes/words.fr'
import {
  Document,
  Footer,
  HeadingLevel,
  type IParagraphOptions,
  type ISectionOptions,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'

import {
  HEADER_FILL,
  NOTES_LIST,
  NUMBERING,
  type Paper,
  paperFor,
  RULE,
  STYLE,
  stylesIn,
} from './docx-styles.ts'

/**
 * The minutes as a Word document: real headings, lists and tables, so that whoever corrects it can. Heads of
 * tables are repeated on each page; rows may break, since a group's notes are one row and may fill pages.
 */
export async function minutesToDocx(minutes: Minutes): Promise<Uint8Array> {
  const words = minutesWords(minutes.locale)
  const document = new Document({
    title: printable(minutes.title),
    creator: CREATOR,
    lastModifiedBy: CREATOR,
    styles: stylesIn(words.languageTag),
    numbering: NUMBERING,
    sections: [DOCX.minutes(minutes, { ...words, paper: paperOf(minutes) })],
  })
  return Packer.toArrayBuffer(document).then((buffer) => new Uint8Array(buffer))
}

const CREATOR = 'Murmure'

type Context = MinutesWords & { readonly paper: Paper }
type Block = Paragraph | Table
type Outputs = {
  readonly minutes: ISectionOptions
  readonly section: readonly Block[]
  readonly group: readonly Block[]
  readonly headcount: readonly Paragraph[]
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
      paragraph(minutes.title, { heading: HeadingLevel.TITLE }),
      ...optional(placeAndDate(minutes, words)).map((line) =>
        paragraph(line, { style: STYLE.placeAndDate }),
      ),
      ...minutes.sections.flatMap((section) => DOCX.section(section, words)),
      ...(minutes.asides.length > 0
        ? [paragraph(words.asides, { heading: HeadingLevel.HEADING_1 })]
        : []),
      ...minutes.asides.map((aside) => DOCX.aside(aside, words)),
    ],
  }),
  section: (section, words) => [
    paragraph(section.title, { heading: HeadingLevel.HEADING_1 }),
    ...(section.groups.length === 0 ? [paragraph(words.nothingHere, {})] : []),
    ...section.groups.flatMap((group) => DOCX.group(group, words)),
  ],
  group: (group, words) => [
    paragraph(group.name, { heading: HeadingLevel.HEADING_2 }),
    ...(group.headcount ? DOCX.headcount(group.headcount, words) : []),
    ...(group.columns.length > 0
      ? [
          table(
            words.paper.tableWidth,
            group.columns.map((column) => ({
              title: column.title,
              children: DOCX.column(column, words),
            })),
          ),
        ]
      : []),
  ],
  headcount: (headcount, words) =>
    headcountLines(headcount, words).map((line) => paragraph(line, { style: STYLE.headcount })),
  column: (column, words) => [
    ...notes(column.notes, words),
    ...column.themes.flatMap((theme) => DOCX.theme(theme, words)),
  ],
  theme: (theme, words) => [
    // Bold by itself too: a reader that knows no styles of ours still sees a heading.
    paragraph(theme.title, { style: STYLE.theme }, { bold: true }),
    ...notes(theme.notes, words),
  ],
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
  aside: (aside, words) =>
    bullet(
      lineRuns(
        `${words.quoted(spoken(aside, words))} – ${aside.groupName}, ${
          !aside.reason ? words.noReason : words.reason(aside.reason)
        }`,
      ),
    ),
}

const notes = (of: readonly MinutesNote[], words: Context): readonly Paragraph[] =>
  of.flatMap((note) => DOCX.note(note, words))

type RunOptions = { readonly bold?: boolean; readonly italics?: boolean }

function paragraph(text: string, options: IParagraphOptions, run: RunOptions = {}): Paragraph {
  return new Paragraph({ ...options, children: lineRuns(text, run) })
}

function bullet(children: readonly TextRun[], options: IParagraphOptions = {}): Paragraph {
  return new Paragraph({
    ...options,
    style: STYLE.note,
    numbering: { reference: NOTES_LIST, level: 0 },
    children: [...children],
  })
}

/** One run per line, parted by line breaks: a paragraph of its own would be another bullet. */
function lineRuns(text: string, options: RunOptions = {}): TextRun[] {
  return printable(text)
    .split('\n')
    .map((line, index) => new TextRun({ text: line, ...options, ...(index > 0 && { break: 1 }) }))
}

type Column = { readonly title: string; readonly children: readonly Paragraph[] }

/** Widths are given in full, to the grid and to each cell: Word, LibreOffice and Pages each read another. */
function table(width: number, columns: readonly Column[]): Table {
  const columnWidth = Math.floor(width / columns.length)
  const cellWidth = { size: columnWidth, type: WidthType.DXA }
  const border = { style: 'single' as const, size: 4, color: RULE }
  return new Table({
    width: { size: columnWidth * columns.length, type: WidthType.DXA },
    columnWidths: columns.map(() => columnWidth),
    layout: TableLayoutType.FIXED,
    margins: { top: 60, bottom: 60, left: 115, right: 115, marginUnitType: WidthType.DXA },
    borders: {
      top: border,
      bottom: border,
      left: border,
      right: border,
      insideHorizontal: border,
      insideVertical: border,
    },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map(
          ({ title }) =>
            new TableCell({
              width: cellWidth,
              shading: { type: 'clear', color: 'auto', fill: HEADER_FILL },
              children: [paragraph(title, { style: STYLE.columnTitle })],
            }),
        ),
      }),
      new TableRow({
        cantSplit: false,
        children: columns.map(
          ({ children }) =>
            // Word calls a cell without a paragraph corrupt.
            new TableCell({
              width: cellWidth,
              children: children.length > 0 ? [...children] : [new Paragraph({})],
            }),
        ),
      }),
    ],
  })
}

function footer(minutes: Minutes, words: MinutesWords): Footer {
  const [before = '', between = '', after = ''] = words.page('\0', '\0').split('\0')
  return new Footer({
    children: [
      new Paragraph({
        style: STYLE.footer,
        alignment: 'center',
        children: [
          new TextRun({
            children: [
              `${printable(minutes.title).replace(/\s+/g, ' ')} – ${before}`,
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
