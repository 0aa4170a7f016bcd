import type { MinutesTexts } from './minutes.fr.ts'

export const minutesEn: MinutesTexts = {
  pageTitle: (title) => `Minutes · ${title} · Murmure`,
  kind: 'Minutes',
  print: 'Print',
  word: 'Download (Word)',
  markdown: 'Markdown',
  toWall: 'Back to the wall',
  downloads: 'Download or print',
  loading: 'The minutes are being prepared.',
  unpublished:
    'The minutes are not published yet. The facilitators will open them to all groups; this page will then show them.',
  unknown:
    'This device is not part of this assembly. Join the wall with its code, then come back here.',
  gone: 'This wall no longer exists.',
  unreachable: 'The server does not answer. Check the network, then try again.',
  retry: 'Try again',
  home: 'Go to the home page',
  downloadFailed: 'The file could not be downloaded. Try again.',
  downloaded: 'File downloaded.',
  date: (iso) =>
    new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' }).format(new Date(iso)),
  volunteers: (count) => `Volunteers: ${count}`,
  employees: (count, isFirst) => `${isFirst ? 'Employees' : 'employees'}: ${count}`,
  others: (count, isFirst) => `${isFirst ? 'Others' : 'others'}: ${count}`,
  departments: (codes) =>
    `${codes.length > 1 ? 'Départements' : 'Département'}: ${codes.join(', ')}`,
  people: (count) => (count === 1 ? `${count} person` : `${count} people`),
  groups: (count) => (count === 1 ? `${count} group` : `${count} groups`),
  notes: (count) => (count === 1 ? `${count} note` : `${count} notes`),
  themes: (count) => (count === 1 ? `${count} theme` : `${count} themes`),
  tableOf: (group, section) => `${group}, ${section}`,
  nothing: 'No notes.',
  noColumn: 'Without a column',
  alsoSaid: (group, text) => `also said by ${group}: “${text}”`,
  asides: 'Notes set aside',
  asidesIntro: 'These notes are not in the tables. They are kept here, with the reason.',
  asideGroup: 'Group',
  asideText: 'Note',
  asideReason: 'Reason',
  noReason: 'no reason given',
}
