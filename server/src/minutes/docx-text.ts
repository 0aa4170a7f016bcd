import { printable } from '@murmure/shared/minutes/printable'
import { type IParagraphOptions, Paragraph, TextRun } from 'docx'

import { NOTES_LIST, STYLE } from './docx-styles.ts'

export type RunOptions = {
  readonly bold?: boolean
  readonly italics?: boolean
  /** In half points. */
  readonly size?: number
}

/** One run per line, parted by line breaks: a paragraph of its own would be another bullet. */
export function lineRuns(text: string, options: RunOptions = {}): TextRun[] {
  return printable(text)
    .split('\n')
    .map((line, index) => new TextRun({ text: line, ...options, ...(index > 0 && { break: 1 }) }))
}

export function paragraph(
  text: string,
  options: IParagraphOptions,
  run: RunOptions = {},
): Paragraph {
  return new Paragraph({ ...options, children: lineRuns(text, run) })
}

/** A note of a list. */
export function bullet(children: readonly TextRun[], options: IParagraphOptions = {}): Paragraph {
  return new Paragraph({
    ...options,
    style: STYLE.note,
    numbering: { reference: NOTES_LIST, level: 0 },
    children: [...children],
  })
}
