import type { PhoneMenuTexts } from './phone-menu.fr.ts'

export const phoneMenuEn: PhoneMenuTexts = {
  title: 'Your place',
  inGroup: (group) => `You are writing for ${group}.`,
  scribe: 'You write for the whole group, and you can correct each of its notes.',
  speak: 'Ask to speak',
  visio: 'The video meeting',
  visioElsewhere:
    'The video call is for people who are elsewhere: in the room, every extra phone makes an echo.',
  minutes: 'Read the minutes',
  who: 'Who are you?',
  whoHint: 'For the minutes, without names.',
  count: 'Count the group',
  countHint: 'Volunteers, employees, départements.',
  changeGroup: 'Change group',
  changeGroupHint: 'Your notes follow you.',
  back: 'Back to the notes',
}
