import { pluralIn } from './plural.ts'

const counted = pluralIn('fr')

/** What comes to those who lead without their asking: who is there, what came late, what became of their acts. */
export const wallNewsFr = {
  /** After « 3 personnes », or alone. */
  connected: (count: number, isAfterPeople: boolean): string => {
    const one = isAfterPeople ? 'connectée' : 'connecté'
    if (count === 0) return `${isAfterPeople ? 'aucune' : 'aucun'} ${one}`
    return counted(count, one, `${one}s`)
  },
  late: 'Arrivées après la clôture',
  lateHint: (count: number): string =>
    count === 1
      ? 'Cette note a été écrite sans réseau. Elle attend dans «\u00A0À ranger\u00A0».'
      : 'Ces notes ont été écrites sans réseau. Elles attendent dans «\u00A0À ranger\u00A0».',
  fileLate: 'Ranger la note arrivée après la clôture\u00A0:',
  fileAllLate: (count: number) => `Ranger les ${counted(count, 'note', 'notes')}`,
  readOnlyTitle: 'Le serveur n’enregistre plus pour l’instant',
  readOnly:
    'Gardez cette page ouverte\u00A0: ce que vous faites partira tout seul dès qu’il enregistrera.',
  reloading: 'Le mur se recharge. Rien n’a été fait\u00A0: refaites ce geste dans un instant.',
  healedTitle: 'Le mur a été rechargé',
  healed: (taken: number) =>
    taken === 1
      ? 'Une action qui n’était pas enregistrée a été reprise.'
      : `${counted(taken, 'action', 'actions')} qui n’étaient pas enregistrées ont été reprises.`,
  lost: (lost: number) =>
    lost === 1
      ? 'Une autre ne l’a pas été\u00A0: quelqu’un a changé la même chose depuis.'
      : `${counted(lost, 'autre', 'autres')} ne l’ont pas été\u00A0: quelqu’un a changé la même chose depuis.`,
  onlyLost: (lost: number) =>
    lost === 1
      ? 'Une action n’a pas été reprise\u00A0: quelqu’un a changé la même chose depuis.'
      : `${counted(lost, 'action', 'actions')} n’ont pas été reprises\u00A0: quelqu’un a changé la même chose depuis.`,
  revokedTitle: 'Vous n’avez plus accès à ce mur',
  revoked: 'Votre lien a été retiré, ou il n’est plus valable. Demandez-en un autre à qui anime.',
  goneTitle: 'Ce mur n’existe plus',
  gone: 'Il a été supprimé par l’animation.',
  overtaken: 'Votre correction n’a pas été reprise\u00A0: quelqu’un a changé la note depuis.',
  words: 'Vos mots qui n’ont pas été enregistrés, à copier\u00A0:',
  understood: 'J’ai lu',
}

export type WallNewsTexts = typeof wallNewsFr
