import mammoth from 'mammoth'

import type { ExpectedCell } from '../replay/expected.ts'

/** A docx as mammoth, which shares no code with ours, reads it. */
export type ReadDocx = {
  readonly title: string
  readonly front: readonly string[]
  /** Tables of figures by the heading that they stand under, row by row, the head first. */
  readonly overview: Readonly<Record<string, readonly (readonly (readonly string[])[])[]>>
  readonly sections: readonly string[]
  /** Lines between a group's heading and its table. */
  readonly attendance: readonly { readonly group: string; readonly lines: readonly string[] }[]
  readonly heads: readonly (readonly string[])[]
  /** List items by section, group, column and bold heading. */
  readonly cells: readonly ExpectedCell[]
  readonly html: string
}

const STYLES = ["p[style-name='Title'] => h1.title:fresh", "p[style-name='Heading 1'] => h2:fresh"]

export async function readDocx(docx: Uint8Array): Promise<ReadDocx> {
  const { value: html } = await mammoth.convertToHtml(
    { buffer: Buffer.from(docx) },
    { styleMap: [...STYLES, "p[style-name='Heading 2'] => h3:fresh"] },
  )
  const read = {
    title: textOf(/<h1 class="title">(.*?)<\/h1>/.exec(html)?.[1] ?? ''),
    front: paragraphsOf(/<\/h1>(.*?)(?:<h2>|$)/s.exec(html)?.[1] ?? ''),
    overview: {} as Record<string, readonly (readonly (readonly string[])[])[]>,
    sections: [] as string[],
    attendance: [] as ReadDocx['attendance'][number][],
    heads: [] as string[][],
    cells: [] as ExpectedCell[],
    html,
  }
  html
    .split('<h2>')
    .slice(1)
    .filter((part) => {
      const tables = matches(part.split('<h3>')[0] ?? '', /<table>(.*?)<\/table>/gs)
      if (tables.length > 0) read.overview[headingOf(part, 'h2')] = tables.map(rowsOf)
      return tables.length === 0
    })
    .forEach((part, section) => {
      read.sections.push(headingOf(part, 'h2'))
      for (const block of part.split('<h3>').slice(1)) {
        const group = headingOf(block, 'h3')
        const [, before = '', head = '', body = ''] =
          /<\/h3>(.*?)<table>(.*?<\/thead>|<tr>.*?<\/tr>)(.*?)<\/table>/s.exec(block) ?? []
        read.attendance.push({ group, lines: paragraphsOf(before) })
        read.heads.push(matches(head, /<t[hd][^>]*>(.*?)<\/t[hd]>/gs).map(textOf))
        matches(body, /<td>(.*?)<\/td>/gs).forEach((cell, column) => {
          read.cells.push(...cellsOf(cell, { section, group, column }))
        })
      }
    })
  return read
}

const headingOf = (part: string, tag: string): string =>
  textOf(part.slice(0, part.indexOf(`</${tag}>`))).trim()

const rowsOf = (table: string): readonly (readonly string[])[] =>
  matches(table, /<tr>(.*?)<\/tr>/gs).map((row) =>
    matches(row, /<t[hd][^>]*>(.*?)<\/t[hd]>/gs).map((cell) => textOf(cell).trim()),
  )

type Place = { readonly section: number; readonly group: string; readonly column: number }

/** What heads the notes of no theme, where others have one. */
const NO_THEME = ['Autres notes', 'Other notes']

/** A cell's lists, each under the bold paragraph before it. */
function cellsOf(cell: string, place: Place): readonly ExpectedCell[] {
  let theme: string | undefined
  return matches(cell, /(<p>.*?<\/p>|<li>.*?<\/li>)/gs).flatMap(
    (block): readonly ExpectedCell[] => {
      const bold = /^<p><strong>(.*?)<\/strong><\/p>$/s.exec(block)?.[1]
      if (bold !== undefined) theme = NO_THEME.includes(textOf(bold)) ? undefined : textOf(bold)
      if (!block.startsWith('<li>')) return []
      return [{ ...place, ...(theme !== undefined && { theme }), statements: [textOf(block)] }]
    },
  )
}

const matches = (html: string, pattern: RegExp): readonly string[] =>
  [...html.matchAll(pattern)].map((match) => match[1] ?? '')

const paragraphsOf = (html: string): readonly string[] =>
  matches(html, /<p>(.*?)<\/p>/gs).map(textOf)

function textOf(html: string): string {
  return html
    .replace(/<br ?\/?>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
}
