import { GROUP_SHAPES } from './group-shapes.ts'
import type { GroupKind, GroupShape, GroupSign } from './group.ts'

const SHAPE_BY_LETTER: Readonly<Record<string, GroupShape>> = {
  A: 'round',
  B: 'square',
  C: 'triangle',
  P: 'diamond',
}

/**
 * A sign for a new group, distinct from those given: first the field's own (A blue round, B yellow square,
 * C green triangle, partners pink diamond, centres flower then hexagon), then a paper with another shape.
 */
export function chooseSign(name: string, kind: GroupKind, taken: readonly GroupSign[]): GroupSign {
  const letter = chooseLetter(name, kind, taken)
  const isFree = (paper: GroupShape, shape: GroupShape) =>
    !taken.some((sign) => sign.paper === paper && sign.shape === shape)
  const wishes: readonly GroupShape[] =
    kind === 'centre'
      ? ['flower', 'hexagon', ...GROUP_SHAPES]
      : kind === 'partners'
        ? ['diamond', ...GROUP_SHAPES]
        : [...(SHAPE_BY_LETTER[letter] ? [SHAPE_BY_LETTER[letter]] : []), ...GROUP_SHAPES]
  const paper = wishes.find((shape) => isFree(shape, shape))
  if (paper) return { paper, shape: paper, letter }
  const pairs = GROUP_SHAPES.flatMap((shape) =>
    GROUP_SHAPES.map((other) => ({ paper: other, shape })),
  )
  const uses = pairs.map(
    (pair) => taken.filter((sign) => sign.paper === pair.paper && sign.shape === pair.shape).length,
  )
  // Beyond 36 groups a pair comes again, told apart by its letter: each once more before any thrice.
  const rarest = pairs[uses.indexOf(Math.min(...uses))]
  return { paper: 'round', shape: 'round', ...rarest, letter }
}

/** « Groupe B » gives B, « Partenaires » P, « Dreux » D; a clash takes the name's next letter, then a figure. */
function chooseLetter(name: string, kind: GroupKind, taken: readonly GroupSign[]): string {
  const words = name.trim().split(/\s+/)
  const source = kind === 'team' && words.length > 1 ? words.slice(1).join('') : words.join('')
  const letters = Array.from(source.normalize('NFD').toUpperCase()).filter((sign) =>
    /[\p{L}\p{N}]/u.test(sign),
  )
  const used = new Set(taken.map((sign) => sign.letter))
  const free = letters.find((letter) => !used.has(letter))
  if (free) return free
  for (let figure = 1; ; figure++) {
    const numbered = `${letters[0] ?? ''}${figure}`
    if (!used.has(numbered)) return numbered
  }
}
