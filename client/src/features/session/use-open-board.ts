import type { Role } from '@murmure/shared/access'
import type { BoardId } from '@murmure/shared/ids'
import type { CreatedSession, Problem } from '@murmure/shared/protocol/http'
import { useEffect, useState } from 'react'

import { requestSession } from '../../documents/api.ts'
import type { ActKeeper } from '../../documents/act-keeper.ts'
import { type BoardConnection, connectBoard } from '../../documents/board-connection.ts'
import type { Awareness } from '../../documents/connect.ts'
import { isFinal } from '../../documents/problem.ts'
import { loadSession, saveSession } from '../../documents/session-store.ts'

export type OpenBoard =
  | { readonly kind: 'opening' }
  /** No answer: asked again until there is one. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'open'; readonly connection: BoardConnection }
  /** Neither a link nor an earlier visit opens this board here. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly problem: Problem }

type Door = {
  readonly boardId: BoardId
  readonly role: Role
  /** The part of the link after the `#`, where there is one. */
  readonly secret: string | undefined
  /** `own`: a scribe opens its group's document and leaves the others alone. */
  readonly groups?: 'own' | 'all'
  /** Where acts outlive the page; a constant function. */
  /** Hears of the room's presence; a constant function. */
  readonly onPresence?: (awareness: Awareness) => void
  readonly openKeeper?: (session: CreatedSession) => ActKeeper
}

const RETRY_MS = 3000

/** Opens a board by secret, or by the session that this browser kept. Patient: a server may be restarting. */
export function useOpenBoard(props: Door): OpenBoard {
  const { boardId, role, secret, groups = 'all', openKeeper, onPresence } = props
  const [door, setDoor] = useState<OpenBoard>({ kind: 'opening' })
  useEffect(() => {
    let connection: BoardConnection | undefined
    let retry: number | undefined
    let isLeft = false

    const enter = (session: CreatedSession): void => {
      connection = connectBoard(session, {
        groups,
        onSession: saveSession,
        keeper: openKeeper?.(session),
        onPresence,
      })
      setDoor({ kind: 'open', connection })
    }
    const ask = async (): Promise<void> => {
      const earlier = loadSession(boardId, role)
      if (secret === undefined) return earlier ? enter(earlier) : setDoor({ kind: 'unknown' })
      const answer = await requestSession({ boardId, secret }, earlier?.token)
      if (isLeft) return
      if (answer.ok && answer.value.role === role) {
        saveSession(answer.value)
        return enter(answer.value)
      }
      if (answer.ok) return setDoor({ kind: 'unknown' })
      if (isFinal(answer.error)) return setDoor({ kind: 'refused', problem: answer.error })
      // The session of an earlier visit shows at least what is there, and connects when it can.
      if (earlier) return enter(earlier)
      setDoor({ kind: 'waiting' })
      retry = window.setTimeout(() => void ask(), RETRY_MS)
    }
    void ask()
    return () => {
      isLeft = true
      window.clearTimeout(retry)
      connection?.close()
    }
  }, [boardId, role, secret, groups, openKeeper, onPresence])
  return door
}
