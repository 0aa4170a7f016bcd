import type { ChangeGroupTexts } from './change-group.fr.ts'

export const changeGroupEn: ChangeGroupTexts = {
  title: 'Change group',
  now: (group) => `You are in: ${group}.`,
  code: 'Code of the wall',
  codeHint: 'The six digits shown in the room.',
  choose: 'Your new group',
  follow: (count) =>
    count === 0
      ? 'No note of yours is here yet.'
      : count === 1
        ? 'Your note follows you into the new group.'
        : `Your ${count} notes follow you into the new group.`,
  missing: 'First choose another group.',
  confirm: (group, count) =>
    count === 0
      ? `Join “${group}”`
      : `Join “${group}” with ${count === 1 ? 'my note' : `my ${count} notes`}`,
  change: 'Change group',
  changing: 'Changing group…',
  alone: 'This wall has only one group.',
  back: 'Stay in this group',
}
