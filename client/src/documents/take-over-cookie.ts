import { CreatedSession } from '@murmure/shared/protocol/http'

import { parseJson } from './json.ts'
import { SESSION_COOKIE } from './session-key.ts'
import { forgetSession, saveSession } from './session-store.ts'

/**
 * The join form, sent without script, left the session in a cookie: it moves into storage, so that the token
 * travels with no further request.
 */
export function takeOverCookie(): void {
  const prefix = `${SESSION_COOKIE}=`
  const cookie = document.cookie.split('; ').find((entry) => entry.startsWith(prefix))
  if (cookie === undefined) return
  const session = CreatedSession.safeParse(parseJson(decode(cookie.slice(prefix.length))))
  if (session.success) {
    forgetSession(session.data.boardId, 'scribe')
    saveSession(session.data)
  }
  for (const path of ['/', '/e', location.pathname])
    document.cookie = `${prefix}; Path=${path}; Max-Age=0; SameSite=Lax`
}

function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value)
  } catch (cause) {
    // A « % » that encodes nothing: somebody else's cookie of the same name.
    if (cause instanceof URIError) return undefined
    throw cause
  }
}
