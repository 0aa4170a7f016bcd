import { pluralIn } from './plural.ts'

const plural = pluralIn('fr')

export const writeFr = {
  region: 'Écrire une note',
  where: 'Où va votre note\u202F?',
  field: 'Votre note',
  placeholder: 'Une idée par note',
  stick: 'Coller sur le mur',
  empty: 'Écrivez d’abord votre note.',
  chooseColumn: 'Choisissez d’abord où va votre note.',
  oneIdea: 'Une idée par note',
  left: (count: number) => `encore ${plural(count, 'signe', 'signes')}`,
  over: (count: number) => `${plural(count, 'signe', 'signes')} de trop`,
  tooLong: 'Raccourcissez votre note, ou faites deux notes. Rien\u00A0n’est\u00A0perdu.',
}
export type WriteTexts = typeof writeFr
