import { type Hand, HandId } from '@murmure/shared/hand'

import { localStore } from './storage.ts'

const keyOf = (boardId: string): string => `murmure:hand:${boardId}`

/** Which of the raised hands is this phone's: only it and the server can tell. */
export function loadOwnHand(boardId: string): HandId | undefined {
  return HandId.safeParse(localStore.getItem(keyOf(boardId))).data
}

export function saveOwnHand(boardId: string, handId: HandId | undefined): void {
  if (handId === undefined) localStore.removeItem(keyOf(boardId))
  else localStore.setItem(keyOf(boardId), handId)
}

/**
 * Whether this phone's hand was taken down because it is its turn: it was the first, and somebody else took it
 * down. Its own is forgotten before it is lowered; a queue of several that is gone at once was emptied.
 */
export function isGivenFloor(
  before: readonly Hand[],
  after: readonly Hand[],
  handId: HandId | undefined,
): boolean {
  const wasFirst = handId !== undefined && before[0]?.handId === handId
  const isEmptied = before.length > 1 && after.length === 0
  return wasFirst && !isEmptied && placeInQueue(after, handId) === undefined
}

/** The place in the queue, from 1; undefined: the hand is down, or someone gave the floor. */
export function placeInQueue(
  hands: readonly Hand[],
  handId: HandId | undefined,
): number | undefined {
  const index = hands.findIndex((hand) => hand.handId === handId)
  return index < 0 ? undefined : index + 1
}
