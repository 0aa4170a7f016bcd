import type { CountsTexts } from './counts.fr.ts'

export const countsEn: CountsTexts = {
  title: 'Count the people',
  titleOf: 'Count the group',
  why: 'For “Who was there”, in the minutes. What you save here replaces what people declared on their phones; to return to that, empty the field.',
  fields: {
    volunteers: 'Volunteers',
    employees: 'Employees',
    other: 'Others',
    departments: 'Départements',
  },
  departmentsExample: '36, 37, 2A',
  declared: (line) => `Declared by people: ${line}`,
  nothingDeclared: 'No phone declared anybody: only your count stands.',
  wrong: {
    volunteers: 'A number of people is written in figures.',
    employees: 'A number of people is written in figures.',
    other: 'A number of people is written in figures.',
    departments: 'A département is written like 36, 974 or 2A. Separate them by commas.',
  },
  save: 'Save',
  saving: 'Saving…',
  saved: 'Saved.',
  notSaved: 'Not saved yet: keep this page open.',
  later: 'The wall is loading again. Save in a moment.',
  back: 'Close',
}
