import { HomeFace } from '../faces/home/home-face.tsx'
import { mount } from './mount.tsx'

mount(<HomeFace />)
