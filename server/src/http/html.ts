/** Markup that is safe to send as it is. Made by `html` only. */
export type Html = { readonly markup: string }

type Part = string | number | Html | readonly Html[] | undefined

/** A template in which everything put in is escaped, unless `html` made it. */
export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const markup = pieces.reduce((text, piece, index) => text + render(parts[index - 1]) + piece)
  return { markup }
}

function render(part: Part): string {
  if (part === undefined) return ''
  if (typeof part === 'object') {
    return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('')
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
