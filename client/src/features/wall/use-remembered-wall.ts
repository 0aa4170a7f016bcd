import { useEffect } from 'react'

import { browserNow } from '../../documents/browser.ts'
import { loadRecentWalls, rememberWall } from '../../documents/recent-walls.ts'
import { useBoard, useConnection, useSession } from '../../documents/use-board.ts'

/** Keeps this wall among the recent ones of this browser, with its present title. */
export function useRememberedWall(linkSecret: string | undefined): void {
  const { boardId } = useSession()
  const { synced } = useConnection()
  const { title, place, date } = useBoard((board) => board.meta)
  useEffect(() => {
    const known = loadRecentWalls().find((wall) => wall.boardId === boardId)
    const secret = linkSecret ?? known?.secret
    if (!synced || secret === undefined) return
    rememberWall({
      ...(known?.screenSecret !== undefined && { screenSecret: known.screenSecret }),
      ...(known?.code !== undefined && { code: known.code }),
      ...(known?.isCopy && { isCopy: known.isCopy }),
      boardId,
      secret,
      title,
      ...(place !== undefined && { place }),
      ...(date !== undefined && { date }),
      openedAt: browserNow(),
    })
  }, [boardId, synced, title, place, date, linkSecret])
}
