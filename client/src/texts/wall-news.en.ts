import { pluralIn } from './plural.ts'
import type { WallNewsTexts } from './wall-news.fr.ts'

const counted = pluralIn('en')

export const wallNewsEn: WallNewsTexts = {
  connected: (count) => (count === 0 ? 'nobody connected' : `${count} connected`),
  late: 'Arrived after closing',
  lateHint: (count) =>
    count === 1
      ? 'This note was written without a network. It waits in “To sort”.'
      : 'These notes were written without a network. They wait in “To sort”.',
  fileLate: 'Sort the note that arrived after closing:',
  fileAllLate: (count) => `Sort the ${counted(count, 'note', 'notes')}`,
  readOnlyTitle: 'The server is not saving anything at the moment',
  readOnly: 'Keep this page open: what you do will be sent as soon as it saves again.',
  reloading: 'The wall is reloading. Nothing was done: please do it again in a moment.',
  healedTitle: 'The wall was reloaded',
  healed: (taken) =>
    taken === 1
      ? 'One action that was not saved was done again.'
      : `${counted(taken, 'action', 'actions')} that were not saved were done again.`,
  lost: (lost) =>
    lost === 1
      ? 'Another one was not: somebody has changed the same thing since.'
      : `${counted(lost, 'other was', 'others were')} not: somebody has changed the same thing since.`,
  onlyLost: (lost) =>
    lost === 1
      ? 'One action was not done again: somebody has changed the same thing since.'
      : `${counted(lost, 'action was', 'actions were')} not done again: somebody has changed the same thing since.`,
  revokedTitle: 'You no longer have access to this wall',
  revoked:
    'Your link was withdrawn, or is no longer valid. Please ask whoever runs the wall for another.',
  goneTitle: 'This wall no longer exists',
  gone: 'It was deleted by the facilitators.',
  overtaken: 'Your correction was not made: somebody has changed the note since.',
  words: 'Your words that were not saved, to be copied:',
  understood: 'I have read this',
}
