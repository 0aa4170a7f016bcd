import { pluralIn } from './plural.ts'
import type { ScreenTexts } from './screen.fr.ts'

const counted = pluralIn('en')

export const screenEn: ScreenTexts = {
  pageTitle: (title) => `${title} · Screen · Murmure`,
  opening: 'The screen is opening.',
  waiting: 'The wall does not answer yet. This screen keeps trying.',
  unknownTitle: 'This screen has no wall',
  unknown: 'Open the complete link of the screen, from the device that made the wall.',
  join: 'To take part',
  qr: 'QR code to join the wall',
  scan: 'Scan this square with your phone, or type the code at this address',
  firstNotes: 'The wall is waiting for its first notes.',
  groupsWriting: (count, all) => `${count} of ${all} groups have written.`,
  nothingOpen: 'Writing is not open.',
  notes: (count) => counted(count, 'note', 'notes'),
  notesWord: (count) => (count === 1 ? 'note' : 'notes'),
  groupsOf: (count, all) => `${count === 1 ? 'group' : 'groups'} of ${all}`,
  name: (name) => `Screen ${name}`,
  centre: 'In this centre',
  joinAs: (group) => `To take part with ${group}`,
  connected: (count) =>
    count === 0 ? 'No phone connected' : counted(count, 'phone connected', 'phones connected'),
  queue: 'Asking for the floor',
  ownHand: (group) => `${group} (you)`,
  moreHands: (count) => `and ${counted(count, 'other', 'others')}`,
  lookAt: 'Look around',
  wholeWall: 'Whole wall',
  nextPage: 'Next page',
  backToStage: 'Back to the facilitators’ screen',
  visioQr: 'QR code of the video call',
  noColumn: 'Without a column',
  report: 'Minutes',
  reportQr: 'QR code to the minutes',
  toFile: 'To sort',
  goesOn: (title) => `${title} (continued)`,
  untitled: 'Untitled',
  timeLeft: 'Time left',
  timeUp: 'Time is up',
  noTimer: 'The timer is not running',
  page: (page, count) => `${page}\u00a0/\u00a0${count}`,
  empty: 'No notes yet.',
  lost: (at) =>
    `Connection lost, display frozen at ${new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' }).format(new Date(at))}`,
}
