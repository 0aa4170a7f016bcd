import type { HomeTexts } from './home.fr.ts'

export const homeEn: HomeTexts = {
  pageTitle: 'Murmure',
  codeQuestion: 'Were you given a code?',
  codePlaceholder: '6 digits',
  join: 'Join',
  titleWrites: 'Everyone writes.',
  titleGathers: 'The wall gathers.',
  intro:
    'Choose a template: the wall is ready at once. You show the code, the groups stick their notes, and the minutes write themselves with you.',
  templates: 'Templates',
  create: 'Create this wall',
  creating: 'Creating the wall…',
  createNamed: (name) => `Create this wall: ${name}`,
  boardTitle: (template, day) => `${template}, ${day}`,
  assemblyTitle: (day) => `Assembly of ${day}`,
  recent: 'Your recent walls',
  resume: 'Resume',
  resumeNamed: (title) => `Resume: ${title}`,
  minutes: 'Minutes',
  minutesNamed: (title) => `Minutes: ${title}`,
  today: 'Today',
  data: 'Your walls stay on your network’s server. Nothing goes elsewhere, and nobody needs an account.',
}
