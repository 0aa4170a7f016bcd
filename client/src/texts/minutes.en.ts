import type { MinutesTexts } from './minutes.fr.ts'

export const minutesEn: MinutesTexts = {
  pageTitle: (title) => `Minutes · ${title} · Murmure`,
  kind: 'Minutes',
  print: 'Print',
  word: 'Download (Word)',
  markdown: 'Markdown',
  toWall: 'Back to the wall',
  toNotes: 'Back to my notes',
  downloads: 'Download or print',
  loading: 'The minutes are being prepared.',
  unpublished:
    'The minutes are not published yet. The facilitators will open them to all groups: come back here later, or try again.',
  unknown:
    'This device is not part of this assembly. Join the wall with its code, then come back here.',
  goneTitle: 'This wall no longer exists',
  gone: 'It was deleted by the facilitators.',
  retry: 'Try again',
  home: 'Go to the home page',
  downloadFailed: 'The file could not be downloaded. Try again.',
  downloaded: 'File downloaded.',
  date: (iso) =>
    new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' }).format(new Date(iso)),
  tableOf: (group, section) => `${group}, ${section}`,
  empty: 'No notes yet. The minutes fill as the groups write: reload this page to see them.',
}
