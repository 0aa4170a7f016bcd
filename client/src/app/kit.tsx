import { KitFace } from '../faces/kit/kit-face.tsx'
import { readBoardLink } from '../features/session/link.ts'
import { mount } from './mount.tsx'

const link = readBoardLink(location)
// Another link to the same wall, pasted here, changes only the fragment: no page load would follow.
window.addEventListener('hashchange', () => location.reload())
if (link) mount(<KitFace boardId={link.boardId} secret={link.secret} />)
else location.replace('/')
