import { useEffect, useRef, useState } from 'react'

import { isGivenFloor, loadOwnHand, placeInQueue } from '../../documents/hands.ts'
import { useBoard, useSession } from '../../documents/use-board.ts'

/** Long enough to look up from the notes, and over before somebody else speaks. */
const SHOWN_MS = 45_000

/** Whether this phone was just given the floor. Raising the hand again ends it. */
export function useFloor(): boolean {
  const { boardId } = useSession()
  const hands = useBoard((board) => board.session.hands)
  const before = useRef(hands)
  const [hasFloor, setFloor] = useState(false)
  useEffect(() => {
    const handId = loadOwnHand(boardId)
    if (isGivenFloor(before.current, hands, handId)) setFloor(true)
    else if (placeInQueue(hands, handId) !== undefined) setFloor(false)
    before.current = hands
  }, [boardId, hands])
  useEffect(() => {
    if (!hasFloor) return undefined
    const end = window.setTimeout(() => setFloor(false), SHOWN_MS)
    return () => window.clearTimeout(end)
  }, [hasFloor])
  return hasFloor
}
