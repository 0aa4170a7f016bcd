import type { BoardId } from '@murmure/shared/ids'
import type { ScreenStatus } from '@murmure/shared/protocol/http'

import type { Person } from '../relay/contract.ts'

/** The screens of each board that this process has seen since it started. */
export type Screens = {
  /** A screen has opened its room document; what is returned is called once, when that socket is gone. */
  connected(screen: Person): () => void
  /** In the order in which they first came, which is the number that a facilitator gives them. */
  of(boardId: BoardId): readonly ScreenStatus[]
  forget(boardId: BoardId): void
}

/** Screens gone for good are forgotten beyond so many, the oldest first. */
const KNOWN_MAX = 30

type Known = { groupId: string | undefined; sockets: number }

export function createScreens(): Screens {
  const boards = new Map<BoardId, Map<string, Known>>()

  function knownOf(boardId: BoardId): Map<string, Known> {
    const known = boards.get(boardId) ?? new Map<string, Known>()
    boards.set(boardId, known)
    return known
  }

  return {
    connected({ boardId, participantId, groupId }) {
      const known = knownOf(boardId)
      const screen = known.get(participantId) ?? { groupId, sockets: 0 }
      screen.groupId = groupId
      screen.sockets += 1
      known.set(participantId, screen)
      sweep(known)
      return () => {
        screen.sockets -= 1
      }
    },
    of: (boardId) =>
      [...(boards.get(boardId) ?? [])].map(([screenId, { groupId, sockets }]) => ({
        screenId,
        ...(groupId !== undefined && { groupId }),
        connected: sockets > 0,
      })),
    forget: (boardId) => void boards.delete(boardId),
  }
}

function sweep(known: Map<string, Known>): void {
  for (const [screenId, { sockets }] of known) {
    if (known.size <= KNOWN_MAX) return
    if (sockets === 0) known.delete(screenId)
  }
}
