import type { ScribeTexts } from './scribe.fr.ts'

export const scribeEn: ScribeTexts = {
  opening: 'The wall is opening…',
  waiting: 'The wall does not answer yet. This page keeps trying.',
  unknownTitle: 'This scribe’s link opens no wall',
  join: 'Join with the code',
  unknown: 'Ask the facilitators for a new link, or join the wall with its code.',
}
