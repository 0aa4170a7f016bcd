import { pluralIn } from './plural.ts'

const counted = pluralIn('fr')

export const screenFr = {
  pageTitle: (title: string) => `${title} · Écran · Murmure`,
  opening: 'L’écran s’ouvre.',
  waiting: 'Le mur ne répond pas encore. Cet écran réessaie tout seul.',
  unknownTitle: 'Cet écran n’a pas de mur',
  unknown: 'Ouvrez le lien complet de l’écran, depuis l’appareil qui a créé le mur.',
  goneTitle: 'Ce mur n’existe plus',
  gone: 'Il a été supprimé par l’animation. Cet écran peut se fermer.',
  join: 'Pour participer',
  qr: 'QR code pour rejoindre le mur',
  scan: 'Scannez ce carré avec votre téléphone, ou tapez le code à cette adresse',
  scanClosed: 'Scannez ce carré pour rejoindre le mur, ou tapez le code à cette adresse',
  firstNotes: 'Le mur attend ses premières notes.',
  groupsWriting: (count: number, all: number) =>
    `${count < 2 ? `${count} groupe a écrit` : `${count} groupes ont écrit`}, sur ${all}.`,
  nothingOpen: 'L’écriture n’est pas ouverte pour l’instant.',
  notes: (count: number) => counted(count, 'note', 'notes'),
  notesWord: (count: number) => (count < 2 ? 'note' : 'notes'),
  groupsOf: (count: number, all: number) => `${count < 2 ? 'groupe' : 'groupes'} sur ${all}`,
  name: (name: string) => `Écran ${name}`,
  centre: 'Dans ce centre',
  joinAs: (group: string) => `Pour participer avec ${group}`,
  connected: (count: number) =>
    count === 0
      ? 'Aucun téléphone connecté'
      : counted(count, 'téléphone connecté', 'téléphones connectés'),
  queue: 'Demandes de parole',
  ownHand: (group: string) => `${group} (vous)`,
  moreHands: (count: number) => `et ${counted(count, 'autre', 'autres')}`,
  lookAt: 'Regarder librement',
  wholeWall: 'Mur entier',
  nextPage: 'Page suivante',
  backToStage: 'Revenir à l’écran de l’animation',
  visio: 'Visio',
  visioQr: 'QR code de la visio',
  noColumn: 'Sans colonne',
  report: 'Compte-rendu',
  reportQr: 'QR code du compte-rendu',
  toFile: 'À ranger',
  untitled: 'Sans titre',
  goesOn: (title: string) => `${title} (suite)`,
  timeLeft: 'Temps restant',
  timeUp: 'Temps écoulé',
  page: (page: number, count: number) => `${page}\u00a0/\u00a0${count}`,
  empty: 'Aucune note pour l’instant.',
  lost: (at: number) => `Connexion perdue, affichage figé à ${hour(at)}`,
}

/** « 14 h 32 » */
function hour(at: number): string {
  const date = new Date(at)
  return `${date.getHours()}\u00a0h\u00a0${String(date.getMinutes()).padStart(2, '0')}`
}

export type ScreenTexts = typeof screenFr
