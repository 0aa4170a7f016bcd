const NARROW = '\u202f'
const WIDE = '\u00a0'

/** French marks stay on the line of their word. Only blanks that were typed change; nothing is added. */
export function keepMarksTogether(text: string): string {
  return text
    .replace(/ ([;!?])/g, `${NARROW}$1`)
    .replace(/ (:|»)/g, `${WIDE}$1`)
    .replace(/« /g, `«${WIDE}`)
}
