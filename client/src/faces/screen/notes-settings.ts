import type { Setting } from '../../features/stage/use-pages.ts'

/** One size per page: the largest at which all notes fit; at the floor, pages. */
export const NOTES_SETTINGS: readonly Setting[] = [
  { scale: 1.7, columns: 1 },
  { scale: 1.7, columns: 2 },
  { scale: 1.4, columns: 2 },
  { scale: 1.4, columns: 3 },
  { scale: 1.2, columns: 2 },
  { scale: 1.2, columns: 3 },
  { scale: 1, columns: 3 },
  { scale: 1, columns: 2 },
  { scale: 1, columns: 1 },
]
