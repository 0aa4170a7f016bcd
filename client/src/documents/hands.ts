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

/** Whether this phone's hand was up, and has the floor: a hand that was merely taken down has not. */
export function isGivenFloor(
  before: readonly Hand[],
  floor: HandId | undefined,
  handId: HandId | undefined,
): boolean {
  return floor === handId && placeInQueue(before, floor) !== undefined
}

/** The place in the queue, from 1; undefined: the hand is down, or someone gave the floor. */
export function placeInQueue(
  hands: readonly Hand[],
  handId: HandId | undefined,
): number | undefined {
  const index = hands.findIndex((hand) => hand.handId === handId)
  return index < 0 ? undefined : index + 1
}
