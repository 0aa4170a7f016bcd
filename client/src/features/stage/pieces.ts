/** A hundred signs stand on any page, also in a deep hall. */
const PIECE_MAX = 100
const ELLIPSIS = '…'

/** A long text in pieces that a page holds, parted between words; one piece where it is short. */
export function piecesOf(text: string): readonly string[] {
  const pieces: string[] = []
  let piece = ''
  for (const word of text.split(/\s+/u)) {
    const longer = piece === '' ? word : `${piece} ${word}`
    if (longer.length <= PIECE_MAX || piece === '') piece = longer
    else {
      pieces.push(piece)
      piece = word
    }
  }
  pieces.push(piece)
  const last = pieces.length - 1
  return pieces.map(
    (each, index) => (index > 0 ? ELLIPSIS : '') + each + (index < last ? ELLIPSIS : ''),
  )
}
