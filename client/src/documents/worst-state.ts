import type { DocumentState } from './connect.ts'

/** From bad to good: the board is as well as its worst document. */
const WORST_FIRST: readonly DocumentState[] = [
  'ended',
  'refused',
  'offline',
  'connecting',
  'online',
]

export const worstOf = (states: readonly DocumentState[]): DocumentState =>
  WORST_FIRST.find((state) => states.includes(state)) ?? 'connecting'
