import { wholeOrPieces } from './scene-notes.tsx'

/** One size per page: the largest at which all notes fit; at the floor, pages. */
export const NOTES = wholeOrPieces([
  { scale: 1.7, columns: 1 },
  { scale: 1.7, columns: 2 },
  { scale: 1.4, columns: 2 },
  { scale: 1.4, columns: 3 },
  { scale: 1.2, columns: 2 },
  { scale: 1.2, columns: 3 },
  { scale: 1, columns: 3 },
  { scale: 1, columns: 2 },
  { scale: 1, columns: 1 },
])
