import type { CreatedSession } from '@murmure/shared/protocol/http'
import { ok } from '@murmure/shared/result'

import { type Answer, requestSession } from './api.ts'
import { saveSession } from './session-store.ts'

/**
 * What `ask` is answered under this session and, if its token ran out on a page that was left open, under the one that
 * takes its place: who it named is still known. `session` is the one that was answered; a new one is kept.
 */
export async function askRenewed<Value>(
  session: CreatedSession,
  ask: (session: CreatedSession) => Answer<Value>,
): Answer<{ readonly value: Value; readonly session: CreatedSession }> {
  const answer = await ask(session)
  if (answer.ok) return ok({ value: answer.value, session })
  if (answer.error.status !== 401) return answer
  const renewed = await requestSession({ boardId: session.boardId }, session.token)
  if (!renewed.ok) return renewed
  saveSession(renewed.value)
  const again = await ask(renewed.value)
  return again.ok ? ok({ value: again.value, session: renewed.value }) : again
}
