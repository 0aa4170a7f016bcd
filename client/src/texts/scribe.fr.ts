export const scribeFr = {
  opening: 'Le mur s’ouvre…',
  waiting: 'Le mur ne répond pas encore. Cette page réessaie toute seule.',
  unknownTitle: 'Ce lien de scribe n’ouvre pas de mur',
  join: 'Rejoindre avec le code',
  unknown: 'Demandez à l’animation un nouveau lien, ou rejoignez le mur avec son code.',
}
export type ScribeTexts = typeof scribeFr
