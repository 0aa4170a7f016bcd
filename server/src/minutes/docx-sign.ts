import type { GroupShape, GroupSign } from '@murmure/shared/group'
import { BorderStyle, type IParagraphOptions, Paragraph, TextRun } from 'docx'
import { type IShapeOptions, ShapeRun } from 'docx/shapes'

import { RULE } from './docx-styles.ts'

type Paper = {
  readonly ink: string
  readonly paper: string
  /** The pattern of the paper's edge, as near as a border of a word processor comes to it. */
  readonly edge: (typeof BorderStyle)[keyof typeof BorderStyle]
  /** Of one line of the edge, in eighths of a point. */
  readonly size: number
}

/** The papers of the wall, as its stylesheet names their colours. */
export const PAPERS: Readonly<Record<GroupShape, Paper>> = {
  round: { ink: '094A7F', paper: '7DC2EF', edge: BorderStyle.SINGLE, size: 48 },
  square: { ink: '7A4D00', paper: 'FBDA5E', edge: BorderStyle.DOT_DASH, size: 48 },
  triangle: { ink: '005C45', paper: '98DBB9', edge: BorderStyle.DOTTED, size: 48 },
  diamond: { ink: '7E1552', paper: 'DF9FC0', edge: BorderStyle.DASHED, size: 48 },
  flower: { ink: '752002', paper: 'F6935F', edge: BorderStyle.DOUBLE, size: 16 },
  hexagon: { ink: '3E4450', paper: 'F4F2E9', edge: BorderStyle.DOT_DOT_DASH, size: 48 },
}

/** How much of the paper's colour a band has, the rest being white: the sheet's own measure. */
const TINT = 0.45

/** The band that a group's heading stands on: its edge says the group in black and white too. */
export function bandOf({ paper }: GroupSign): Pick<IParagraphOptions, 'border' | 'shading'> {
  const { ink, paper: colour, edge, size } = PAPERS[paper]
  const line = { style: BorderStyle.SINGLE, size: 4, space: 4, color: RULE }
  return {
    shading: { type: 'clear', color: 'auto', fill: tintOf(colour) },
    border: {
      top: line,
      right: line,
      bottom: line,
      left: { style: edge, size, space: 6, color: ink },
    },
  }
}

function tintOf(colour: string): string {
  const channels = [0, 2, 4].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  return channels
    .map((channel) => Math.round(channel * TINT + 255 * (1 - TINT)))
    .map((channel) => channel.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()
}

const PETALS = [
  [16, 5.8],
  [23.97, 9.64],
  [25.94, 18.27],
  [20.43, 25.19],
  [11.57, 25.19],
  [6.06, 18.27],
  [8.03, 9.64],
] as const

const circle = (x: number, y: number, r: number): string =>
  `M ${x - r} ${y} A ${r} ${r} 0 1 1 ${x + r} ${y} A ${r} ${r} 0 1 1 ${x - r} ${y} Z`

type Outline = Pick<Extract<IShapeOptions, { readonly type: 'custom' }>, 'textArea'> & {
  readonly paths: readonly { readonly path: string }[]
}

const outline = (...paths: readonly string[]): Outline => ({
  paths: paths.map((path) => ({ path })),
})

/** The shapes of the wall's signs. Petals are paths of their own: in one, those that overlap would be holes. */
const OUTLINES: Readonly<Record<GroupShape, Outline>> = {
  round: outline(circle(16, 16, 15)),
  square: outline('M 2 2 H 30 V 30 H 2 Z'),
  triangle: {
    ...outline('M 16 1 L 32 29 H 0 Z'),
    textArea: { left: 0, top: 10, right: 32, bottom: 29 },
  },
  diamond: outline('M 16 0 L 32 16 L 16 32 L 0 16 Z'),
  flower: outline(circle(16, 16, 11), ...PETALS.map(([x, y]) => circle(x, y, 5.6))),
  hexagon: outline('M 8.5 3 H 23.5 L 31 16 L 23.5 29 H 8.5 L 1 16 Z'),
}

/** A group's sign in a line of text: shape and letter. `size` in pixels. */
export function signRun(sign: GroupSign, size: number): ShapeRun {
  const { ink } = PAPERS[sign.paper]
  return new ShapeRun({
    type: 'custom',
    ...OUTLINES[sign.shape],
    transformation: { width: size, height: size },
    fill: ink,
    line: 'none',
    altText: { name: sign.letter, description: sign.letter },
    textOptions: { margins: { top: 0, right: 0, bottom: 0, left: 0 }, wrap: false },
    children: [
      new Paragraph({
        alignment: 'center',
        spacing: { before: 0, after: 0, line: 240 },
        children: [
          new TextRun({
            text: sign.letter,
            bold: true,
            color: 'FFFFFF',
            size: letterSize(sign, size),
          }),
        ],
      }),
    ],
  })
}

/** Half of the sign's height, less where several letters share its width. In half points. */
function letterSize({ letter }: GroupSign, size: number): number {
  return Math.round((size * 0.75) / Math.max(1, (letter.length + 1) / 2))
}

/** The sign in a table: a real letter, which every reader of the file has, and which no cell displaces. */
export function letterRun({ paper, letter }: GroupSign): TextRun {
  return new TextRun({
    text: `\u00A0${letter}\u00A0`,
    bold: true,
    color: 'FFFFFF',
    shading: { type: 'clear', color: 'auto', fill: PAPERS[paper].ink },
  })
}
