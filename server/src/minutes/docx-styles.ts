import { convertMillimetersToTwip, type IPropertiesOptions, LevelFormat, LineRuleType } from 'docx'

/** On every office computer; LibreOffice replaces it by Liberation Sans, of the very same widths. */
const FONT = 'Arial'
/** The wall's own ink, and the lines of its sheet. */
export const INK = '17211B'
export const RULE = '6B7266'
const INK_2 = '424C44'

/** The styles of our own that paragraphs name. */
export const STYLE = {
  kind: 'MurmureKind',
  placeAndDate: 'MurmurePlaceAndDate',
  figures: 'MurmureFigures',
  figure: 'MurmureFigure',
  headcount: 'MurmureHeadcount',
  columnTitle: 'MurmureColumnTitle',
  theme: 'MurmureTheme',
  note: 'MurmureNote',
  alsoSaid: 'MurmureAlsoSaid',
  gap: 'MurmureGap',
  footer: 'MurmureFooter',
} as const

export const NOTES_LIST = 'murmure-notes'

/** A bullet and where its text begins, in twentieths of a point. */
const LIST_INDENT = { left: 284, hanging: 284 }

export const NUMBERING: NonNullable<IPropertiesOptions['numbering']> = {
  config: [
    {
      reference: NOTES_LIST,
      levels: [
        {
          level: 0,
          format: LevelFormat.BULLET,
          text: '–',
          style: { paragraph: { indent: LIST_INDENT }, run: { font: FONT } },
        },
      ],
    },
  ],
}

/** Sizes in half points, distances in twentieths of a point. */
export function stylesIn(languageTag: string): NonNullable<IPropertiesOptions['styles']> {
  return {
    default: {
      document: {
        run: { font: FONT, size: 21, color: INK, language: { value: languageTag } },
        paragraph: { spacing: { line: 264, lineRule: LineRuleType.AUTO } },
      },
      title: {
        run: { size: 52, bold: true },
        // Said again: without it a title of two lines is set on the height of one line of text.
        paragraph: { spacing: { after: 120, line: 252, lineRule: LineRuleType.AUTO } },
      },
      heading1: {
        run: { size: 34, bold: true },
        paragraph: {
          spacing: { before: 480, after: 200 },
          keepNext: true,
          border: { bottom: { style: 'single', size: 20, space: 3, color: INK } },
        },
      },
      heading2: {
        run: { size: 34, bold: true },
        paragraph: { spacing: { before: 320, after: 0 }, indent: BAND_INDENT, keepNext: true },
      },
    },
    paragraphStyles: PARAGRAPH_STYLES,
  }
}

/** The band's borders stand outside of its text: so far in, they keep within the page's margins. */
const BAND_INDENT = { left: 200, right: 100 }

type ParagraphStyle = NonNullable<
  NonNullable<IPropertiesOptions['styles']>['paragraphStyles']
>[number]

function paragraphStyle(
  id: string,
  run: NonNullable<ParagraphStyle['run']>,
  spacing: NonNullable<NonNullable<ParagraphStyle['paragraph']>['spacing']>,
  paragraph: NonNullable<ParagraphStyle['paragraph']> = {},
): ParagraphStyle {
  const name = id.replace(/([a-z])([A-Z])/g, '$1 $2')
  return {
    id,
    name,
    basedOn: 'Normal',
    quickFormat: true,
    run,
    paragraph: { spacing, ...paragraph },
  }
}

const PARAGRAPH_STYLES: readonly ParagraphStyle[] = [
  paragraphStyle(STYLE.kind, { size: 20, color: INK_2 }, { after: 240 }, { alignment: 'right' }),
  paragraphStyle(STYLE.placeAndDate, { size: 24, color: INK_2 }, { after: 240 }),
  paragraphStyle(
    STYLE.figures,
    {},
    { before: 120, after: 120 },
    {
      border: {
        top: { style: 'single', size: 20, space: 5, color: INK },
        bottom: { style: 'single', size: 4, space: 5, color: RULE },
      },
    },
  ),
  paragraphStyle(STYLE.figure, { size: 20 }, { before: 20, after: 20, line: 240 }),
  paragraphStyle(STYLE.headcount, {}, { after: 0 }, { indent: BAND_INDENT, keepNext: true }),
  paragraphStyle(STYLE.columnTitle, { bold: true, color: 'FFFFFF' }, { before: 40, after: 40 }),
  paragraphStyle(STYLE.theme, { bold: true }, { before: 120, after: 60 }, { keepNext: true }),
  paragraphStyle(STYLE.note, {}, { after: 60 }, { keepLines: true }),
  paragraphStyle(
    STYLE.alsoSaid,
    { size: 19 },
    { after: 60 },
    { indent: { left: 284 }, keepLines: true },
  ),
  paragraphStyle(STYLE.gap, { size: 8 }, { after: 0, line: 240 }),
  paragraphStyle(
    STYLE.footer,
    { size: 18, color: INK_2 },
    {},
    { border: { top: { style: 'single', size: 4, space: 5, color: RULE } } },
  ),
]

/** A4 with margins of 17 mm: what is left for a table, in twentieths of a point. */
const SHORT_SIDE = convertMillimetersToTwip(210)
const LONG_SIDE = convertMillimetersToTwip(297)
const MARGIN = convertMillimetersToTwip(17)

export type Paper = {
  readonly orientation: 'portrait' | 'landscape'
  readonly tableWidth: number
  /** Height and width as of an upright sheet: the library turns them. */
  readonly size: { readonly width: number; readonly height: number }
  readonly margin: Readonly<Record<'top' | 'right' | 'bottom' | 'left', number>>
}

/** Upright; laid down from four columns on, which would be too narrow to read. */
export function paperFor(columns: number): Paper {
  const orientation = columns > 3 ? 'landscape' : 'portrait'
  return {
    orientation,
    tableWidth: (orientation === 'portrait' ? SHORT_SIDE : LONG_SIDE) - 2 * MARGIN,
    size: { width: SHORT_SIDE, height: LONG_SIDE },
    margin: { top: MARGIN, right: MARGIN, bottom: MARGIN, left: MARGIN },
  }
}
