import type { Group } from '@murmure/shared/group'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('')

/** « Groupe D » after A, B and C: the first letter that no group shows and no name has; empty beyond Z. */
export function nextGroupName(
  groups: readonly Pick<Group, 'name' | 'sign'>[],
  named: (letter: string) => string,
): string {
  const isFree = (letter: string): boolean =>
    groups.every(({ name, sign }) => sign.letter !== letter && name !== named(letter))
  const letter = LETTERS.find(isFree)
  return letter === undefined ? '' : named(letter)
}
