import { MinutesFace } from '../faces/minutes/minutes-face.tsx'
import { readBoardLink } from '../features/session/link.ts'
import { mount } from './mount.tsx'

const link = readBoardLink(location)
if (link) mount(<MinutesFace boardId={link.boardId} />)
else location.replace('/')
