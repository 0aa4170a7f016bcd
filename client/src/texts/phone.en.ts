import type { PhoneTexts } from './phone.fr.ts'
import { pluralIn } from './plural.ts'

const plural = pluralIn('en')

export const phoneEn: PhoneTexts = {
  pageTitle: 'Write · Murmure',
  connecting: 'Connecting to the wall…',
  save: {
    saved: 'Everything is saved.',
    waiting: 'Waiting for the network',
    goOn: 'Keep writing. ',
    waitingHint: 'Leave this page open.',
    offlineNotes: (count) => `Offline: ${plural(count, 'note waiting', 'notes waiting')}`,
    offline: 'Offline',
    offlineHint: (count) =>
      count === 1 ? 'It will be sent automatically.' : 'They will be sent automatically.',
    offlineNoNotesHint: 'Your notes will be sent automatically.',
    readOnly: 'The wall is not saving anything at\u00A0the\u00A0moment',
    readOnlyHint: 'Your notes are kept on this device and will be sent automatically.',
    late: (count) =>
      count === 1
        ? 'One note arrived after closing. The facilitators can see it.'
        : `${count} notes arrived after closing. The facilitators can see them.`,
    refused: 'The wall no longer takes your\u00A0notes',
    refusedHint: 'They are kept on this device. Please join the wall again.',
  },
  timer: {
    minutes: (count) => `${plural(count, 'min', 'min')} left`,
    lastMinute: 'Less than a minute',
    over: 'Time is up',
  },
  people: (count) => `${count} in the group`,
  notes: {
    title: 'Your group’s notes',
    count: (count) => plural(count, 'note', 'notes'),
    none: 'No note yet. Yours will be the first.',
    noneClosed: 'No note in your group.',
    saved: 'Saved',
    waiting: 'Waiting for the network',
    edit: 'Change my note',
    correcting: 'Being corrected',
    correctedBy: {
      scribe: 'Corrected by the scribe',
      facilitator: 'Corrected by the facilitators',
    },
    restore: 'Put back',
    editOther: 'Change this note',
    editAnyway: 'Change this note, which somebody else is correcting now',
    aside: 'Set aside by the facilitators',
    removed: 'Removed by somebody else',
    removedOther: 'Removed from the wall',
    asideReason: (reason) => `Reason: “${reason}”.`,
    cited: 'It is still quoted at the end of the minutes.',
    unquoted: 'The minutes mention it without repeating its words.',
    noColumn: 'No column',
  },
  edit: {
    field: 'Text of the note',
    save: 'Keep the correction',
    cancel: 'Change nothing',
    remove: 'Remove the note',
    both: 'Somebody else is correcting this note. The last correction that is kept will stand.',
    changed: (note) => `Somebody has just corrected it: “${note}”. Keeping yours replaces theirs.`,
    empty: 'An empty note cannot be kept. Remove it instead.',
  },
  undo: {
    stuck: (note) => `Posted: “${note}”`,
    removed: (note) => `Removed: “${note}”`,
    corrected: (note) => `Corrected: “${note}”`,
    undo: 'Undo',
    undone: 'Undone.',
    overwritten: 'Somebody has changed it since: nothing was touched.',
  },
  carried: {
    underWay: 'Your notes are following you into this group…',
    done: (count) =>
      count === 1 ? 'Your note has followed you.' : `Your ${count} notes have followed you.`,
  },
  scribe: 'Scribe',
  menu: {
    name: 'Menu',
    open: 'Your place, and the floor',
    loading: 'One moment…',
    failed: 'This page could not come. Check the network, then try again.',
    retry: 'Try again',
    back: 'Back to the notes',
  },
  closed: {
    title: 'Writing is closed',
    write: 'Only the facilitators can open it.\nThen you can write here.',
    reveal: 'All notes are on the wall.\nLook at the screen of the room.',
    group: 'The facilitators sort the notes into themes.\nLook at the screen of the room.',
    conclude: 'The assembly is drawing to a close.\nEvery note has its place in the minutes.',
    draftKept: 'Your text is kept on this device:',
    minutes: 'Read the minutes',
    who: 'Who are you?',
  },
  lost: {
    titleMissing: 'Join this wall with its code',
    detailMissing: 'This device has no place on it yet. The code is on the screen of the room.',
    titleExpired: 'Your place on this wall is no longer valid',
    detailExpired: 'Please join your group again. What you wrote here is kept.',
    titleGone: 'This wall no longer exists',
    detailGone: 'It was deleted by the facilitators.',
    words: 'What you had written and is not on the wall, to be copied:',
    rejoin: 'Join again',
    code: 'Six-digit code',
    join: 'Join this wall',
    home: 'Go to the home page',
  },
}
