import type { Role } from '@murmure/shared/access'
import type { BoardId } from '@murmure/shared/ids'
import { CreatedSession } from '@murmure/shared/protocol/http'

import { parseJson } from './json.ts'
import { sessionKey } from './session-key.ts'
import { localStore } from './storage.ts'

/** The session of this browser on a board, in a role. Kept even when expired: its token keeps the identity. */
export function loadSession(boardId: BoardId, role: Role): CreatedSession | undefined {
  const session = CreatedSession.safeParse(parseJson(localStore.getItem(sessionKey(boardId, role))))
  return session.success && session.data.boardId === boardId ? session.data : undefined
}

export function saveSession(session: CreatedSession): void {
  localStore.setItem(sessionKey(session.boardId, session.role), JSON.stringify(session))
}

export function forgetSession(boardId: BoardId, role: Role): void {
  localStore.removeItem(sessionKey(boardId, role))
}
