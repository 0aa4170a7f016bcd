import { useCallback, useState } from 'react'

import { loadRecentWalls, rememberWall } from '../../documents/recent-walls.ts'
import { useSession } from '../../documents/use-board.ts'

/** The projector's page, once this browser knows a secret of it; and how it learns one. */
export function useScreenLink(): {
  readonly link: string | undefined
  readonly learn: (secret: string) => void
} {
  const { boardId } = useSession()
  const [secret, setSecret] = useState(
    () => loadRecentWalls().find((wall) => wall.boardId === boardId)?.screenSecret,
  )
  const learn = useCallback(
    (screenSecret: string) => {
      const known = loadRecentWalls().find((wall) => wall.boardId === boardId)
      if (known) rememberWall({ ...known, screenSecret })
      setSecret(screenSecret)
    },
    [boardId],
  )
  return { link: secret === undefined ? undefined : `/p/${boardId}#${secret}`, learn }
}
