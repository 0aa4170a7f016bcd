import { type MarkupBlock, readMarkup } from './markup.ts'

export type CellStatement = { readonly text: string; readonly theme?: string }

/**
 * The statements of one cell: its list items, and its paragraphs and bare sentences too. A paragraph that
 * begins in bold with a list after it is the heading of that list. `theme` is the heading that the cell above
 * ended under: a table continued over a page goes on under it.
 */
export function readCell(
  markup: string,
  theme: string | undefined,
): { readonly statements: readonly CellStatement[]; readonly theme: string | undefined } {
  const blocks = readMarkup(markup).flatMap((block) => {
    const text = withoutDash(block.text)
    return text === '' ? [] : [{ ...block, text }]
  })
  const statements: CellStatement[] = []
  let current = theme
  blocks.forEach((block, index) => {
    if (isHeading(block, blocks[index + 1])) {
      current = withoutColon(block.text)
      return
    }
    statements.push({ text: block.text, ...(current !== undefined && { theme: current }) })
  })
  return { statements, theme: current }
}

function isHeading(block: MarkupBlock, next: MarkupBlock | undefined): boolean {
  return block.kind === 'paragraph' && block.startsBold && next?.kind === 'item'
}

export function withoutColon(text: string): string {
  return text.replace(/\s*:$/, '')
}

/** One dash or bullet, which the list already is. A second one is the writer's. */
function withoutDash(text: string): string {
  return text.replace(/^[-–—•·*](?:\s+|$)|^[-–—•](?=\p{L})/u, '').trim()
}
