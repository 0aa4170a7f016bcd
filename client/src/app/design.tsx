import { DesignFace } from '../faces/design/design-face.tsx'
import { chooseLocale } from '../texts/locale.ts'
import { mount } from './mount.tsx'

// Its own words are in one language: those of the components follow.
chooseLocale('fr')
mount(<DesignFace />)
