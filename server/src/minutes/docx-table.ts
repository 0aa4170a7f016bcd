import type { MinutesCell, MinutesTable } from '@murmure/shared/minutes/tables'
import {
  BorderStyle,
  type IBorderOptions,
  type ITableBordersOptions,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  WidthType,
} from 'docx'

import { letterRun } from './docx-sign.ts'
import { INK, RULE, STYLE } from './docx-styles.ts'
import { lineRuns, paragraph } from './docx-text.ts'

type Cell = {
  readonly children: readonly Paragraph[]
  readonly fill?: string
  readonly bottom?: IBorderOptions
}
type Row = {
  readonly cells: readonly Cell[]
  readonly isHead?: boolean
  readonly isWhole: boolean
}

const NONE: IBorderOptions = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const line = (size: number, color: string): IBorderOptions => ({
  style: BorderStyle.SINGLE,
  size,
  color,
})

/** Widths are given in full, to the grid and to each cell: Word, LibreOffice and Pages each read another. */
function tableOf(
  widths: readonly number[],
  rows: readonly Row[],
  borders: ITableBordersOptions,
): Table {
  return new Table({
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: [...widths],
    layout: TableLayoutType.FIXED,
    margins: { top: 60, bottom: 60, left: 115, right: 115, marginUnitType: WidthType.DXA },
    tableLook: { firstRow: true },
    borders,
    rows: rows.map(
      ({ cells, isHead = false, isWhole }) =>
        new TableRow({
          // Not said of other rows: there are readers to whom the word alone makes a head.
          ...(isHead && { tableHeader: true }),
          ...(isWhole && { cantSplit: true }),
          children: cells.map(
            ({ children, fill, bottom }, index) =>
              new TableCell({
                width: { size: widths[index] ?? 0, type: WidthType.DXA },
                ...(fill !== undefined && { shading: { type: 'clear', color: 'auto', fill } }),
                ...(bottom && { borders: { bottom } }),
                // Word calls a cell without a paragraph corrupt.
                children: children.length > 0 ? [...children] : [new Paragraph({})],
              }),
          ),
        }),
    ),
  })
}

export type GroupColumn = { readonly title: string; readonly children: readonly Paragraph[] }

/** A group's columns side by side, under heads that each page repeats. `isWhole` keeps the notes on one page. */
export function columnsTable(
  width: number,
  columns: readonly GroupColumn[],
  isWhole: boolean,
): Table {
  const border = line(6, RULE)
  return tableOf(
    columns.map(() => Math.floor(width / columns.length)),
    [
      {
        isHead: true,
        isWhole: true,
        cells: columns.map(({ title }) => ({
          fill: INK,
          // A head that is kept with a row longer than a page would begin on a page of its own.
          children: [paragraph(title, { style: STYLE.columnTitle, keepNext: isWhole })],
        })),
      },
      { isWhole, cells: columns.map(({ children }) => ({ children })) },
    ],
    {
      top: border,
      bottom: border,
      left: border,
      right: border,
      insideHorizontal: border,
      insideVertical: border,
    },
  )
}

/** As long as that a table of figures stays in one piece; a longer one goes on under its repeated head. */
const WHOLE_ROWS_MAX = 20

/** A table of figures: rules between its rows, none between its columns. */
export function figuresTable(width: number, { head, rows, total }: MinutesTable): Table {
  const all = [...rows, ...(total ? [total] : [])]
  const isWhole = all.length <= WHOLE_ROWS_MAX
  return tableOf(
    widthsIn(width, head),
    [
      {
        isHead: true,
        isWhole: true,
        cells: head.map((cell) => ({
          bottom: line(12, INK),
          children: [figureParagraph(cell, { isBold: true, keepNext: true })],
        })),
      },
      ...all.map((cells, index) => ({
        isWhole: true,
        cells: cells.map((cell) => ({
          children: [
            figureParagraph(cell, {
              isBold: cells === total || cell.kind === 'sum',
              // Neither a head nor a sum stands alone on a page.
              keepNext: isWhole
                ? index < all.length - 1
                : total !== undefined && index === all.length - 2,
            }),
          ],
        })),
      })),
    ],
    {
      top: NONE,
      left: NONE,
      right: NONE,
      insideVertical: NONE,
      insideHorizontal: line(4, RULE),
      bottom: line(4, RULE),
    },
  )
}

type FigureStyle = { readonly isBold: boolean; readonly keepNext: boolean }

function figureParagraph(cell: MinutesCell, { isBold, keepNext }: FigureStyle): Paragraph {
  // Word would print a soft hyphen of a head as a hyphen.
  const text = cell.text.replaceAll('\u00AD', '')
  const { sign } = cell
  return new Paragraph({
    style: STYLE.figure,
    alignment: cell.kind === 'text' ? 'left' : 'center',
    keepNext,
    children: [
      ...(sign ? [letterRun(sign)] : []),
      ...(sign && cell.isNarrow
        ? []
        : lineRuns(`${sign ? '\u00A0\u00A0' : ''}${text}`, { bold: isBold })),
    ],
  })
}

/** What each kind of column needs beside the others; the last ones take what rounding leaves. */
function widthsIn(width: number, head: readonly MinutesCell[]): readonly number[] {
  const weights = head.map(({ kind, isNarrow }, index) =>
    isNarrow ? 1 : kind !== 'text' ? 2.4 : index === 0 ? 4.6 : 3.3,
  )
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => Math.floor((width * weight) / all))
}
