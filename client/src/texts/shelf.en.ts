import { pluralIn } from './plural.ts'
import { quoteEn } from './quote.ts'
import { dayParts, type ShelfTexts } from './shelf.fr.ts'

const plural = pluralIn('en')

export const shelfEn: ShelfTexts = {
  recent: 'Your recent walls',
  resume: 'Resume',
  resumeNamed: (title) => `Resume: ${title}`,
  minutes: 'Minutes',
  minutesNamed: (title) => `Minutes: ${title}`,
  today: 'Today',
  day: (opened, isThisYear) =>
    new Intl.DateTimeFormat('en-GB', dayParts(isThisYear)).format(opened),
  dayAndTime: (day, opened) =>
    `${day}, ${new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' }).format(opened)}`,
  code: (code) => `Code\u00A0${code}`,
  isCopy: 'Copy',
  all: (count) => `All walls (${count})`,
  noNotes: 'No notes',
  count: (notes, groups) =>
    `${plural(notes, 'note', 'notes')} · ${plural(groups, 'group', 'groups')}`,
  kit: 'Sheets to print',
  kitNamed: (title) => `Sheets to print: ${title}`,
  states: { running: 'Under way', finished: 'Finished', gone: 'No longer exists' },
  deletion: {
    open: (title) => `Delete this wall: ${title}`,
    title: (title) => `Delete ${quoteEn(title)}?`,
    which: (code, isCopy) => `${isCopy ? 'Copy, code' : 'Code'}\u00A0${code}`,
    lost: 'The notes, the themes and the minutes are erased from the server, for everyone who has this wall. Files that you saved stay with you. There is no way back.',
    confirm: 'Delete this wall',
    keep: 'Keep this wall',
    deleting: 'Deleting…',
    done: (title) => `The wall ${quoteEn(title)} is deleted.`,
  },
  copy: {
    open: 'Bring a wall back from a copy',
    hint: 'The “.murmure.json” file that “Save a copy” gave. You get a new wall, with a new code.',
    file: 'Choose the file of the copy',
    restore: 'Bring this wall back',
    restoring: 'The wall is coming back…',
    missing: 'First choose a file.',
    unreadable: 'This file is not a copy of a wall. Choose the “.murmure.json” file.',
    tooLarge: 'This file is too large to be a copy of a wall.',
  },
}
