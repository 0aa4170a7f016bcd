/** The HTML that word processors leave in tables; anything else between « < » and « > » is somebody's text. */
const TAG =
  /<(\/?)(ul|ol|li|p|br|b|strong|i|em|u|span|div|font|sup|sub|a|h[1-6]|table|tbody|thead|tr|td|th)\b((?:[^<>"']|"[^"]*"|'[^']*')*)>/gi

const BLOCKS = /^(?:ul|ol|li|p|div|h[1-6]|table|tbody|thead|tr|td|th)$/
const BOLD = /^(?:b|strong|h[1-6]|th)$/

/** A piece of a cell that stands by itself: a list item, a paragraph, a bare sentence. */
export type MarkupBlock = {
  readonly kind: 'item' | 'paragraph'
  readonly text: string
  /** Its first words are bold: a heading, if a list follows. */
  readonly startsBold: boolean
}

/** Cuts the markup of a cell into blocks, in order, without empty ones. Total: unclosed tags close at the end. */
export function readMarkup(markup: string): readonly MarkupBlock[] {
  const blocks: MarkupBlock[] = []
  let kind: MarkupBlock['kind'] = 'paragraph'
  let text = ''
  let bold = 0
  let startsBold = false
  const add = (piece: string) => {
    if (text.trim() === '' && piece.trim() !== '') startsBold = bold > 0
    text += piece
  }
  const close = (next: MarkupBlock['kind']) => {
    const words = plainText(text)
    if (words !== '') blocks.push({ kind, text: words, startsBold })
    kind = next
    text = ''
    startsBold = false
  }
  let from = 0
  for (const match of markup.matchAll(TAG)) {
    const [tag, slash, name = ''] = match
    add(markup.slice(from, match.index))
    from = match.index + tag.length
    const element = name.toLowerCase()
    if (BOLD.test(element)) bold = slash ? Math.max(0, bold - 1) : bold + 1
    if (BLOCKS.test(element)) close(element === 'li' && !slash ? 'item' : 'paragraph')
    else if (element === 'br') text += ' '
  }
  add(markup.slice(from))
  close('paragraph')
  return blocks
}

/** Has it blocks of its own, i.e. is it more than a line of words? */
export function hasBlocks(markup: string): boolean {
  return [...markup.matchAll(TAG)].some((match) => BLOCKS.test((match[2] ?? '').toLowerCase()))
}

/** The words of a line without its inline markup. */
export function stripMarkup(markup: string): string {
  return readMarkup(markup)
    .map((block) => block.text)
    .join(' ')
}

/** Entities decoded, blanks collapsed, NFC. */
function plainText(text: string): string {
  return collapse(decodeEntities(text))
}

function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim().normalize('NFC')
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  laquo: '«',
  raquo: '»',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  bull: '•',
  middot: '·',
  deg: '°',
  euro: '€',
  agrave: 'à',
  acirc: 'â',
  ccedil: 'ç',
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  euml: 'ë',
  icirc: 'î',
  iuml: 'ï',
  ocirc: 'ô',
  oelig: 'œ',
  ugrave: 'ù',
  ucirc: 'û',
  uuml: 'ü',
  Agrave: 'À',
  Ccedil: 'Ç',
  Eacute: 'É',
  Egrave: 'È',
  Ecirc: 'Ê',
  OElig: 'Œ',
}

/** An entity that we do not know stays as it was written. */
function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,8}));/gi,
    (whole, decimal, hex, name) => {
      if (typeof name === 'string')
        return Object.entries(NAMED).find(([key]) => key === name)?.[1] ?? whole
      const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16)
      const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
      return isCharacter ? String.fromCodePoint(code) : whole
    },
  )
}
