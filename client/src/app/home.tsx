import { HomeFace } from '../faces/home/home-face.tsx'
import { followDark } from '../ui/follow-dark.ts'
import { mount } from './mount.tsx'

followDark()
mount(<HomeFace />)
