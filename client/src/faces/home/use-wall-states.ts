import type { GroupShape } from '@murmure/shared/group'
import type { BoardId } from '@murmure/shared/ids'
import type { BoardSettings } from '@murmure/shared/protocol/http'
import { useEffect, useState } from 'react'

import { getSettings, requestSession } from '../../documents/api.ts'
import { isFinal } from '../../documents/problem.ts'
import type { RecentWall } from '../../documents/recent-walls.ts'
import { loadSession } from '../../documents/session-store.ts'

/** `gone`: deleted from another browser, or its link was taken away. */
export type WallState = 'running' | 'finished' | 'gone'

/** `code`, `groups`: of one that is there. */
export type KnownWall = {
  readonly state: WallState
  readonly code?: string
  readonly groups?: readonly WallGroup[]
}

/** A group that wrote, and how many notes it has on the wall now. */
export type WallGroup = { readonly paper: GroupShape; readonly notes: number }

/** The last opened are asked for: the list may be long, and the server is not here for it. */
const ASKED_MAX = 8

/** How the walls of this browser stand, as far as the server says. Not known = not in the map. */
export function useWallStates(walls: readonly RecentWall[]): ReadonlyMap<BoardId, KnownWall> {
  const [states, setStates] = useState<ReadonlyMap<BoardId, KnownWall>>(new Map())
  useEffect(() => {
    let isLeft = false
    // One after the other: nobody waits for the last of them.
    const askAll = async (): Promise<void> => {
      for (const wall of walls.slice(0, ASKED_MAX)) {
        if (isLeft) return
        const found = await stateOf(wall)
        if (found) setStates((known) => new Map(known).set(wall.boardId, found))
      }
    }
    void askAll()
    return () => {
      isLeft = true
    }
  }, [walls])
  return states
}

const groupsOf = ({ groups, session }: BoardSettings): readonly WallGroup[] =>
  groups.map(({ groupId, sign }) => ({
    paper: sign.paper,
    notes: Object.values(session.counters[groupId] ?? {}).reduce((sum, count) => sum + count, 0),
  }))

async function stateOf({ boardId, secret }: RecentWall): Promise<KnownWall | undefined> {
  const earlier = loadSession(boardId, 'facilitator')
  const session = await requestSession({ boardId, secret }, earlier?.token)
  if (!session.ok) return isFinal(session.error) ? { state: 'gone' } : undefined
  const settings = await getSettings(session.value)
  if (!settings.ok) return undefined
  const { published, phase } = settings.value.session
  const state = published || phase === 'conclude' ? 'finished' : 'running'
  return { state, code: settings.value.code, groups: groupsOf(settings.value) }
}
