import { wholeOrPieces } from './scene-notes.tsx'

/** One size per page: the largest at which all notes fit; at the floor, pages. */
export const NOTES = wholeOrPieces([
  ...[1.7, 1.55, 1.4, 1.3, 1.2, 1.1].flatMap((scale) =>
    [1, 2, 3].map((columns) => ({ scale, columns })),
  ),
  { scale: 1, columns: 3 },
  { scale: 1, columns: 2 },
  { scale: 1, columns: 1 },
])
