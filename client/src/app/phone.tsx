import { connectBoard } from '../documents/board-connection.ts'
import { SESSION_COOKIE } from '../documents/session-key.ts'
import { loadSession, saveSession } from '../documents/session-store.ts'
import { PhonePage } from '../faces/phone/phone-page.tsx'
import { readBoardLink } from '../features/session/link.ts'
import { mount } from './mount.tsx'

// Another link to the same wall, pasted here, changes only the fragment: no page load would follow.
window.addEventListener('hashchange', () => location.reload())
// Only whoever joined without script has one: its code comes then. If it cannot, the cookie is still there
// for the next load, and the page says how to join until then.
if (document.cookie.includes(`${SESSION_COOKIE}=`))
  void import('../documents/take-over-cookie.ts')
    .then((module) => module.takeOverCookie())
    .catch(() => undefined)
    .then(open)
else open()

function open(): void {
  const link = readBoardLink(location)
  const boardId = link?.boardId ?? ''
  if (link?.secret !== undefined) {
    mount(<PhonePage boardId={boardId} secret={link.secret} />)
    return
  }
  // Whoever came by a scribe's link stays one; joining by code takes that place again.
  const session = loadSession(boardId, 'scribe') ?? loadSession(boardId, 'participant')
  const connection = session && connectBoard(session, { groups: 'own', onSession: saveSession })
  mount(<PhonePage boardId={boardId} connection={connection} />)
}
