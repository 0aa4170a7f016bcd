import type { HeadcountTexts } from './headcount.fr.ts'

export const headcountEn: HeadcountTexts = {
  title: 'Who are you?',
  why: 'Optional. The minutes say how many people were there, and where they came from. Nothing links this answer to your notes.',
  kind: 'You are here as',
  kinds: { volunteer: 'Volunteer', employee: 'Employee', other: 'Other' },
  department: 'Your département',
  departmentHint: 'Two or three figures, or 2A, 2B. Optional.',
  departmentWrong: 'A département is written like 36, 974 or 2A.',
  count: 'How many of you share this device?',
  chooseKind: 'First choose one of the three answers.',
  declare: 'Count in the group',
  correct: 'Correct the answer',
  withdraw: 'Withdraw the answer',
  back: 'Close these questions',
  sending: 'Sending…',
  declared: 'Noted. You can correct it at any time.',
  withdrawn: 'The answer is withdrawn.',
}
