import { convertMillimetersToTwip, type IPropertiesOptions, LevelFormat, LineRuleType } from 'docx'

/** On every office computer; LibreOffice replaces it by Liberation Sans, of the very same widths. */
const FONT = 'Arial'
const INK = '1D1D1B'
export const RULE = '8A8A84'
export const HEADER_FILL = 'F1EFE8'

/** The styles of our own that paragraphs name. */
export const STYLE = {
  placeAndDate: 'MurmurePlaceAndDate',
  headcount: 'MurmureHeadcount',
  columnTitle: 'MurmureColumnTitle',
  theme: 'MurmureTheme',
  note: 'MurmureNote',
  alsoSaid: 'MurmureAlsoSaid',
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
        run: { size: 36, bold: true },
        // Said again: without it a title of two lines is set on the height of one line of text.
        paragraph: { spacing: { after: 60, line: 264, lineRule: LineRuleType.AUTO } },
      },
      heading1: {
        run: { size: 28, bold: true, allCaps: true },
        paragraph: {
          spacing: { before: 480, after: 120 },
          keepNext: true,
          border: { bottom: { style: 'single', size: 8, space: 3, color: INK } },
        },
      },
      heading2: {
        run: { size: 24, bold: true },
        paragraph: { spacing: { before: 320, after: 80 }, keepNext: true },
      },
    },
    paragraphStyles: [
      paragraphStyle(STYLE.placeAndDate, { size: 24, color: '55554F' }, { after: 120 }),
      paragraphStyle(STYLE.headcount, {}, { after: 60 }, { keepNext: true }),
      paragraphStyle(
        STYLE.columnTitle,
        { bold: true },
        { before: 40, after: 40 },
        { keepNext: true },
      ),
      paragraphStyle(STYLE.theme, { bold: true }, { before: 120, after: 60 }, { keepNext: true }),
      paragraphStyle(STYLE.note, {}, { after: 60 }, { keepLines: true }),
      paragraphStyle(
        STYLE.alsoSaid,
        { size: 19 },
        { after: 60 },
        { indent: { left: 284 }, keepLines: true },
      ),
      paragraphStyle(STYLE.footer, { size: 17, color: '55554F' }, {}),
    ],
  }
}

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

/** A4 with margins of 2 cm: what is left for a table, in twentieths of a point. */
const SHORT_SIDE = convertMillimetersToTwip(210)
const LONG_SIDE = convertMillimetersToTwip(297)
const MARGIN = convertMillimetersToTwip(20)

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
