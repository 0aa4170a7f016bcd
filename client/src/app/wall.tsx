import { WallFace } from '../faces/wall/wall-face.tsx'
import { readBoardLink } from '../features/session/link.ts'
import { mount } from './mount.tsx'

const link = readBoardLink(location)
// Another link to the same wall, pasted here, changes only the fragment: no page load would follow.
// A jump to a column changes it too, and that one is not worth a load.
window.addEventListener('hashchange', () => {
  if (readBoardLink(location)?.secret !== undefined) location.reload()
})
if (link) mount(<WallFace boardId={link.boardId} secret={link.secret} />)
else location.replace('/')
