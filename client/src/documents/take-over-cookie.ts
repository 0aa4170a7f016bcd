import { CreatedSession } from '@murmure/shared/protocol/http'

import { parseJson } from './json.ts'
import { FIRST_NAME_KEY, firstNameKey, SESSION_COOKIE } from './session-key.ts'
import { forgetSession, saveSession } from './session-store.ts'
import { localStore } from './storage.ts'

/**
 * The join form, sent without script, left the session in a cookie: it moves into storage, so that the token
 * travels with no further request.
 */
export function takeOverCookie(): void {
  const prefix = `${SESSION_COOKIE}=`
  const cookie = document.cookie.split('; ').find((entry) => entry.startsWith(prefix))
  if (cookie === undefined) return
  const value = parseJson(decode(cookie.slice(prefix.length)))
  const session = CreatedSession.safeParse(value)
  if (session.success) {
    forgetSession(session.data.boardId, 'scribe')
    saveSession(session.data)
    keepFirstName(session.data.boardId, value)
  }
  for (const path of ['/', '/e', location.pathname])
    document.cookie = `${prefix}; Path=${path}; Max-Age=0; SameSite=Lax`
}

/** The form carried it to the server and back; only this phone keeps it. */
function keepFirstName(boardId: string, cookie: unknown): void {
  const { name } = cookie as { readonly name?: unknown }
  if (typeof name !== 'string') return
  localStore.setItem(FIRST_NAME_KEY, name)
  localStore.setItem(firstNameKey(boardId), name)
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
