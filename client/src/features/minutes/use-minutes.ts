import type { Role } from '@murmure/shared/access'
import type { BoardId } from '@murmure/shared/ids'
import type { Minutes } from '@murmure/shared/minutes/tree'
import type { CreatedSession, Problem } from '@murmure/shared/protocol/http'
import { useCallback, useEffect, useState } from 'react'

import { getMinutes } from '../../documents/api.ts'
import { askRenewed } from '../../documents/ask-renewed.ts'
import { isGone } from '../../documents/problem.ts'
import { loadSession } from '../../documents/session-store.ts'
import { chooseLocale } from '../../texts/locale.ts'

export type MinutesState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'read'; readonly minutes: Minutes; readonly session: CreatedSession }
  | { readonly kind: 'unpublished'; readonly session: CreatedSession }
  /** This browser never took part in the assembly. */
  | { readonly kind: 'unknown' }
  /** This browser had a place on the wall, and there is none any more. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly problem: Problem }

/** Who may always read the minutes comes first. */
const ROLES: readonly Role[] = ['facilitator', 'scribe', 'participant', 'screen']

/** The minutes as this browser may read them, by the best session that it kept. */
export function useMinutes(boardId: BoardId): {
  readonly state: MinutesState
  readonly retry: () => void
} {
  const [state, setState] = useState<MinutesState>({ kind: 'loading' })
  const [attempt, setAttempt] = useState(0)
  const retry = useCallback(() => {
    setState({ kind: 'loading' })
    setAttempt((count) => count + 1)
  }, [])
  useEffect(() => {
    let isLeft = false
    const read = async (): Promise<void> => {
      const next = await readMinutes(boardId)
      if (isLeft) return
      if (next.kind === 'read') chooseLocale(next.minutes.locale)
      setState(next)
    }
    void read()
    return () => {
      isLeft = true
    }
  }, [boardId, attempt])
  return { state, retry }
}

async function readMinutes(boardId: BoardId): Promise<MinutesState> {
  const kept = ROLES.flatMap((role) => loadSession(boardId, role) ?? [])[0]
  if (!kept) return { kind: 'unknown' }
  const answer = await askRenewed(kept, getMinutes)
  if (!answer.ok) return refusal(answer.error, kept)
  return { kind: 'read', minutes: answer.value.value, session: answer.value.session }
}

function refusal(problem: Problem, session: CreatedSession): MinutesState {
  if (isGone(problem)) return { kind: 'gone' }
  return problem.status === 403 ? { kind: 'unpublished', session } : { kind: 'failed', problem }
}
