import { useEffect, useState } from 'react'

import { useBoardContext } from '../../documents/board-provider.tsx'
import { isGivenFloor, loadOwnHand, placeInQueue } from '../../documents/hands.ts'
import { useSession } from '../../documents/use-board.ts'

/** Long enough to look up from the notes, and over before somebody else speaks. */
const SHOWN_MS = 45_000

/** Whether this phone was just given the floor. Raising the hand again ends it. */
export function useFloor(): boolean {
  const { boardId } = useSession()
  const { store } = useBoardContext().connection
  const [hasFloor, setFloor] = useState(false)
  useEffect(() => {
    let before = store.board().session.hands
    return store.subscribe(() => {
      const { hands } = store.board().session
      const handId = loadOwnHand(boardId)
      if (isGivenFloor(before, hands, handId)) setFloor(true)
      else if (placeInQueue(hands, handId) !== undefined) setFloor(false)
      before = hands
    })
  }, [boardId, store])
  useEffect(() => {
    if (!hasFloor) return undefined
    const end = window.setTimeout(() => setFloor(false), SHOWN_MS)
    return () => window.clearTimeout(end)
  }, [hasFloor])
  return hasFloor
}
