import type { MinutesWords } from './words.fr.ts'

export const EN: MinutesWords = {
  languageTag: 'en-GB',
  volunteers: 'volunteers',
  employees: 'employees',
  other: 'others',
  departments: (count) => (count > 1 ? 'Départements' : 'Département'),
  colon: ': ',
  withoutColumn: 'Without a column',
  withoutGroup: 'Without a group',
  notes: 'Notes',
  untitledTheme: 'Untitled theme',
  emptyNote: '(note without text)',
  nothingHere: 'No notes',
  alsoSaidBy: (group) => `also said by ${group}`,
  asides: 'Notes set aside',
  reason: (reason) => `reason: ${reason}`,
  noReason: 'no reason given',
  quoted: (text) => `“${text}”`,
  page: (current, total) => `page ${current} of ${total}`,
  longDate: (day, month, year) => `${day} ${MONTHS[month] ?? ''} ${year}`,
}

const MONTHS: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
