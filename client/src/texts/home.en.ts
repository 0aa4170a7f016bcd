import type { HomeTexts } from './home.fr.ts'

export const homeEn: HomeTexts = {
  pageTitle: 'Murmure',
  codeQuestion: 'Were you given a code?',
  codePlaceholder: '6 digits',
  join: 'Join this wall',
  titleWrites: 'Everyone writes.',
  titleGathers: 'The wall gathers.',
  intro:
    'Choose a template: the wall is ready at once. You show the code, the groups stick their notes, and the minutes write themselves with you.',
  templates: 'Templates',
  newWall: 'A new wall',
  day: (today) => new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(today),
  unreachable: 'The server does not answer. Check the network, then reload the page.',
  create: 'Create this wall',
  creating: 'Creating the wall…',
  createNamed: (name) => `Create this wall: ${name}`,
  boardTitle: (template, day) => `${template}, ${day}`,
  assemblyTitle: (day) => `Assembly of ${day}`,
  shelfFailed: 'The rest of the page could not come.',
  retry: 'Try again',
  data: 'What you write stays on your network’s server until you delete the wall. Nothing goes elsewhere, and nobody needs an account.',
}
