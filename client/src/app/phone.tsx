import { connectBoard } from '../documents/board-connection.ts'
import { loadSession, saveSession } from '../documents/session-store.ts'
import { takeOverCookie } from '../documents/take-over-cookie.ts'
import { PhonePage } from '../faces/phone/phone-page.tsx'
import { readBoardLink } from '../features/session/link.ts'
import { mount } from './mount.tsx'

takeOverCookie()
const link = readBoardLink(location)
const boardId = link?.boardId ?? ''
// Another link to the same wall, pasted here, changes only the fragment: no page load would follow.
window.addEventListener('hashchange', () => location.reload())
if (link?.secret !== undefined) {
  mount(<PhonePage boardId={boardId} secret={link.secret} />)
} else {
  // Whoever came by a scribe's link stays one; joining by code takes that place again.
  const session = loadSession(boardId, 'scribe') ?? loadSession(boardId, 'participant')
  const connection = session && connectBoard(session, { groups: 'own', onSession: saveSession })
  mount(<PhonePage boardId={boardId} connection={connection} />)
}
