import { connectBoard } from '../documents/board-connection.ts'
import { loadSession, saveSession } from '../documents/session-store.ts'
import { takeOverCookie } from '../documents/take-over-cookie.ts'
import { PhonePage } from '../faces/phone/phone-page.tsx'
import { mount } from './mount.tsx'

takeOverCookie()
const boardId = location.pathname.split('/')[2] ?? ''
const session = loadSession(boardId, 'participant')
const connection = session && connectBoard(session, { groups: 'own', onSession: saveSession })
mount(<PhonePage boardId={boardId} connection={connection} />)
