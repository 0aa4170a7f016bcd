import { DesignFace } from '../faces/design/design-face.tsx'
import { mount } from './mount.tsx'

mount(<DesignFace />)
