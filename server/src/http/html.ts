/** Markup that is safe to send as it is. Made by `markup` only. */
export type Html = { readonly html: string }

type Part = string | number | Html | readonly Html[] | undefined

/**
 * A template in which everything put in is escaped, unless `markup` made it. Not named
 * `html`: formatters take that for a page and move blanks about, which are text here.
 */
export function markup(pieces: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const html = pieces.reduce((text, piece, index) => text + render(parts[index - 1]) + piece)
  return { html }
}

function render(part: Part): string {
  if (part === undefined) return ''
  if (typeof part === 'object') {
    return 'html' in part ? part.html : part.map(({ html }) => html).join('')
  }
  return String(part).replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign)
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
