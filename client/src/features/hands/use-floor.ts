import type { Hand } from '@murmure/shared/hand'
import { useEffect, useState } from 'react'

import { useBoardContext } from '../../documents/board-provider.tsx'
import { isGivenFloor, loadOwnHand } from '../../documents/hands.ts'
import { useSession } from '../../documents/use-board.ts'

/** Long enough to look up from the notes, and over before somebody else speaks. */
const SHOWN_MS = 45_000

/** Whether this phone was just given the floor. A hand that the group raises next ends it. */
export function useFloor(): boolean {
  const { boardId, groupId } = useSession()
  const { store } = useBoardContext().connection
  const [hasFloor, setFloor] = useState(false)
  useEffect(() => {
    let before = store.board().session.hands
    return store.subscribe(() => {
      const { hands, floor } = store.board().session
      if (isGivenFloor(before, floor, loadOwnHand(boardId))) setFloor(true)
      // By the group: the queue may come before the answer that says which hand is this phone's.
      else if (hands.some((hand) => hand.groupId === groupId && isNew(hand, before)))
        setFloor(false)
      before = hands
    })
  }, [boardId, groupId, store])
  useEffect(() => {
    if (!hasFloor) return undefined
    const end = window.setTimeout(() => setFloor(false), SHOWN_MS)
    return () => window.clearTimeout(end)
  }, [hasFloor])
  return hasFloor
}

const isNew = ({ handId }: Hand, before: readonly Hand[]): boolean =>
  before.every((hand) => hand.handId !== handId)
