import type { VisioTexts } from './visio.fr.ts'

export const visioEn: VisioTexts = {
  join: 'Join the video call',
  newTab: 'in a new tab',
  beside: 'The wall stays beside it: do not share it in the call.',
}
