import type { ReactNode } from 'react'

import { RecentWalls } from './recent-walls.tsx'
import { RestoreCopy } from './restore-copy.tsx'

/** What is there already: the walls of this browser, and one that comes back from a file. */
export function HomeShelf(): ReactNode {
  return (
    <>
      <RecentWalls />
      <RestoreCopy />
    </>
  )
}
