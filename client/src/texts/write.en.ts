import { pluralIn } from './plural.ts'
import type { WriteTexts } from './write.fr.ts'

const plural = pluralIn('en')

export const writeEn: WriteTexts = {
  region: 'Write a note',
  where: 'Where does your note go?',
  field: 'Your note',
  placeholder: 'One idea per note',
  stick: 'Stick on the wall',
  empty: 'Write your note first.',
  chooseColumn: 'First choose where your note goes.',
  oneIdea: 'One idea per note',
  left: (count) => `${plural(count, 'character', 'characters')} left`,
  over: (count) => `${plural(count, 'character', 'characters')} too many`,
  tooLong: 'Shorten your note, or make it two. Nothing\u00A0is\u00A0lost.',
}
