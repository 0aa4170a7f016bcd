import * as z from 'zod/mini'

import { BoardId } from '@murmure/shared/ids'

import { RECENT_WALLS_KEY } from './count-recent-walls.ts'
import { parseJson } from './json.ts'
import { localStore } from './storage.ts'

const RECENT_MAX = 50

/** A wall that was made or opened for facilitation in this browser. The secret opens it again. */
export const RecentWall = z.object({
  boardId: BoardId,
  title: z.string(),
  place: z.optional(z.string()),
  date: z.optional(z.string()),
  secret: z.string(),
  /** Known where the wall was made: shown once, it opens the projector's page. */
  screenSecret: z.optional(z.string()),
  openedAt: z.number(),
  /** Not known of walls that were remembered without it. */
  code: z.optional(z.string()),
  /** Brought back from a file: by its title it would be taken for its original. */
  isCopy: z.optional(z.literal(true)),
})
export type RecentWall = z.infer<typeof RecentWall>

/** The walls of this browser, the last opened first. */
export function loadRecentWalls(): readonly RecentWall[] {
  const stored = z.array(z.unknown()).safeParse(parseJson(localStore.getItem(RECENT_WALLS_KEY)))
  return (stored.data ?? []).flatMap((entry) => {
    const wall = RecentWall.safeParse(entry)
    return wall.success ? [wall.data] : []
  })
}

/** Puts a wall first in the list, with what is now known of it. */
export function rememberWall(wall: RecentWall): void {
  const others = loadRecentWalls().filter(({ boardId }) => boardId !== wall.boardId)
  localStore.setItem(RECENT_WALLS_KEY, JSON.stringify([wall, ...others].slice(0, RECENT_MAX)))
}

export function forgetWall(boardId: BoardId): void {
  const others = loadRecentWalls().filter((wall) => wall.boardId !== boardId)
  localStore.setItem(RECENT_WALLS_KEY, JSON.stringify(others))
}
