import type { JoinTexts } from './join.fr.ts'

export const joinEn: JoinTexts = {
  offline: 'The wall does not answer. Check the network, then try again.',
  groupMissing: 'Choose your group.',
  unexpected: 'The wall gave an unexpected answer. Try again in a moment.',
  join: (group) => `Join ${groupName(group)}`,
  present: (group) => `This device is already in ${groupName(group)}.`,
  goOn: 'Back to my group',
}

const groupName = (group: string): string =>
  /^group .+$/i.test(group) ? group.replace(/^group/i, 'group') : `“${group}”`
