import type { BoardId } from '@murmure/shared/ids'

import type { Witness } from './witness-file.ts'

type Found = { readonly born: number | null; readonly heads: ReadonlyMap<BoardId, number> }

/**
 * Which boards have less than was confirmed, or may have: all of them where the file itself is a copy, of which
 * nobody knows how old it is; else those with lower heads than the witness saw, and those it never saw, which
 * had been deleted. A board that is not there any more has no id to retire.
 */
export function boardsBehind(
  witness: Pick<Witness, 'born' | 'heads'>,
  { born, heads }: Found,
): readonly BoardId[] {
  const isCopy = witness.born !== null && born !== null && witness.born !== born
  return [...heads.keys()].filter((boardId) => {
    const seen = Object.hasOwn(witness.heads, boardId) ? witness.heads[boardId] : undefined
    return isCopy || seen === undefined || (heads.get(boardId) ?? 0) < seen
  })
}
