import { parseJson } from './json.ts'
import { localStore } from './storage.ts'

/** Where the walls of this browser are kept: `recent-walls.ts`. */
export const RECENT_WALLS_KEY = 'murmure:recent-walls'

/** About how many there are, without the schemas that read them: the start page keeps room for them. */
export function countRecentWalls(): number {
  const walls = parseJson(localStore.getItem(RECENT_WALLS_KEY))
  return Array.isArray(walls) ? walls.length : 0
}
