import type { ProblemName, ProblemText } from './problems.fr.ts'

/** What a refusal says, in English. */
export const PROBLEMS_EN: Readonly<Record<ProblemName, ProblemText>> = {
  'request-malformed': {
    title: 'Unreadable request',
    detail: 'The content that was sent is not valid JSON.',
  },
  'fields-refused': {
    title: 'Fields refused',
    detail: 'One or more fields are missing or do not have the expected form.',
  },
  'frames-malformed': {
    title: 'Unreadable content',
    detail: 'What was sent is not what this address expects. Nothing was saved.',
  },
  'visio-refused': {
    title: 'Video link refused',
    detail:
      'Paste the whole address of the meeting: it begins with “https://” and has no blank, and no password before the site’s name.',
  },
  'copy-unreadable': {
    title: 'Not a copy',
    detail: 'This file is not the copy of a wall. Choose a “.murmure.json” file.',
  },
  'copy-version': {
    title: 'Copy of another version',
    detail: 'This copy comes from a version of Murmure that this server does not know. Update it.',
  },
  'copy-damaged': {
    title: 'Damaged copy',
    detail: 'This file was changed, or it is incomplete. Nothing was created.',
  },
  'copy-too-heavy': {
    title: 'Copy too heavy',
    detail: 'This server cannot read this copy back in a reasonable time.',
  },
  'request-too-large': {
    title: 'Request too long',
    detail: 'The content that was sent is more than the server accepts.',
  },
  'media-type-unknown': {
    title: 'Format not accepted',
    detail: 'This address does not accept this type of content.',
  },
  'token-missing': {
    title: 'Identification needed',
    detail: 'Join the wall first, with its code or its link.',
  },
  'token-invalid': {
    title: 'Identification refused',
    detail: 'Join the wall again, with its code or its link.',
  },
  'token-expired': {
    title: 'Identification too old',
    detail: 'Join the wall again: what you wrote stays yours.',
  },
  'role-insufficient': {
    title: 'For facilitators only',
    detail: 'Only those who facilitate this wall can do this.',
  },
  'group-foreign': {
    title: 'Another group',
    detail: 'You can declare the people present in your own group only.',
  },
  'group-missing': {
    title: 'No group',
    detail: 'One asks to speak on behalf of a group: your access belongs to none.',
  },
  'hand-foreign': {
    title: 'Someone else’s request',
    detail: 'You can withdraw your own request to speak only.',
  },
  'board-foreign': {
    title: 'Another wall',
    detail: 'Your access is for another wall.',
  },
  'document-closed': {
    title: 'Not visible yet',
    detail: 'These notes will be visible once a facilitator has revealed the wall.',
  },
  'minutes-unpublished': {
    title: 'Minutes in preparation',
    detail: 'You can read the minutes once a facilitator has published them.',
  },
  'route-unknown': {
    title: 'Unknown address',
    detail: 'There is nothing at this address.',
  },
  'board-unknown': {
    title: 'Unknown wall',
    detail: 'This wall does not exist, or it was deleted.',
  },
  'document-unknown': {
    title: 'Unknown document',
    detail: 'This document does not exist on this wall.',
  },
  'document-retired': {
    title: 'Document replaced',
    detail: 'This document has a new name: join the wall again.',
  },
  'code-unknown': {
    title: 'Unknown code',
    detail: 'No wall has this code. Check the six digits shown in the room.',
  },
  'secret-unknown': {
    title: 'Unknown link',
    detail: 'This link does not open this wall. Check that it is complete.',
  },
  'group-unknown': {
    title: 'Unknown group',
    detail: 'This group is not, or no longer, on this wall. Choose another one.',
  },
  'group-removed': {
    title: 'Your group was removed from the wall',
    detail: 'Join the wall with another group: your notes come along.',
  },
  'group-written': {
    title: 'This group cannot be removed',
    detail:
      'Notes were written in it, or people counted. It stays, so that nothing is lost; you can rename it.',
  },
  'group-present': {
    title: 'This group cannot be removed now',
    detail: 'A phone or a screen of this group is connected. Remove it once nobody is there.',
  },
  'group-last': {
    title: 'This group cannot be removed',
    detail: 'It is the only one of the wall. Add another one, or rename it.',
  },
  'section-unknown': {
    title: 'Unknown section',
    detail: 'This section does not exist on this wall.',
  },
  'column-unknown': {
    title: 'Unknown column',
    detail: 'This column does not exist on this wall.',
  },
  'not-revealed': {
    title: 'Wall not revealed',
    detail: 'Reveal the wall first: the next steps and the minutes show the notes of all groups.',
  },
  'groups-too-many': {
    title: 'Too many groups',
    detail: 'This wall already has as many groups as it can have.',
  },
  'hands-too-many': {
    title: 'Too many requests to speak',
    detail: 'The list of requests to speak is full. Try again in a while.',
  },
  'columns-too-many': {
    title: 'Too many columns',
    detail: 'This wall already has as many columns as it can have.',
  },
  'order-incomplete': {
    title: 'Order incomplete',
    detail: 'Sections or columns changed meanwhile. Try again.',
  },
  'upgrade-required': {
    title: 'Continuous connection needed',
    detail: 'This address is opened by websocket.',
  },
  'too-many-codes': {
    title: 'Too many wrong codes',
    detail: 'Many wrong codes came from your network. Try again in a few minutes.',
  },
  'too-many-requests': {
    title: 'Too many requests',
    detail: 'Try again in a few minutes.',
  },
  'board-busy': {
    title: 'Wall in high demand',
    detail: 'Several changes came at the same time. Try again.',
  },
  'codes-exhausted': {
    title: 'No free code left',
    detail: 'The server found no free code for a new wall. Try again.',
  },
  'store-unavailable': {
    title: 'Cannot save',
    detail: 'The server cannot save anything at the moment. Try again in a while.',
  },
  'page-missing': {
    title: 'Page missing',
    detail: 'The pages are not built on this server: run “npx pnpm build”.',
  },
  unexpected: {
    title: 'Server error',
    detail: 'The server could not answer. Try again; if it lasts, tell a facilitator.',
  },
}
