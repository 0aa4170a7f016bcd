import { pluralIn } from './plural.ts'

const plural = pluralIn('fr')

export const changeGroupFr = {
  title: 'Changer de groupe',
  now: (group: string) => `Vous êtes dans\u00A0: ${group}.`,
  code: 'Code du mur',
  codeHint: 'Les six chiffres affichés dans la salle.',
  choose: 'Votre nouveau groupe',
  follow: (count: number) =>
    count === 0
      ? 'Aucune note à vous ici pour l’instant.'
      : count === 1
        ? 'Votre note vous suit dans le nouveau groupe.'
        : `Vos ${plural(count, 'note', 'notes')} vous suivent dans le nouveau groupe.`,
  missing: 'Choisissez d’abord un autre groupe.',
  confirm: (group: string, count: number) =>
    count === 0
      ? `Rejoindre «\u00A0${group}\u00A0»`
      : `Rejoindre «\u00A0${group}\u00A0» avec ${count === 1 ? 'ma note' : `mes ${count} notes`}`,
  change: 'Changer de groupe',
  changing: 'Changement de groupe…',
  alone: 'Ce mur n’a qu’un groupe.',
  back: 'Rester dans ce groupe',
}
export type ChangeGroupTexts = typeof changeGroupFr
