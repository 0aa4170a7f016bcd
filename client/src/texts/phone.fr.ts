import { pluralIn } from './plural.ts'

const plural = pluralIn('fr')

export const phoneFr = {
  pageTitle: 'Écrire · Murmure',
  connecting: 'Connexion au mur…',
  save: {
    saved: 'Tout est enregistré.',
    waiting: 'En attente de réseau',
    /** Before a hint, while writing is open. */
    goOn: 'Continuez à écrire. ',
    waitingHint: 'Gardez cette page ouverte.',
    offlineNotes: (count: number) =>
      `Hors ligne\u00A0: ${plural(count, 'note en\u00A0attente', 'notes en\u00A0attente')}`,
    offline: 'Hors ligne',
    offlineHint: (count: number): string =>
      count === 1 ? 'Elle partira toute seule.' : 'Elles partiront toutes seules.',
    offlineNoNotesHint: 'Vos notes partiront toutes seules.',
    readOnly: 'Le mur n’enregistre plus pour\u00A0l’instant',
    readOnlyHint: 'Vos notes sont gardées sur cet appareil et partiront toutes seules.',
    late: (count: number): string =>
      count === 1
        ? 'Une note est arrivée après la clôture. L’animation la voit.'
        : `${count} notes sont arrivées après la clôture. L’animation les voit.`,
    refused: 'Le mur ne prend plus vos\u00A0notes',
    refusedHint: 'Elles sont gardées sur cet appareil. Rejoignez le mur de nouveau.',
  },
  timer: {
    minutes: (count: number) => `Encore ${plural(count, 'min', 'min')}`,
    lastMinute: 'Moins d’une minute',
    over: 'Temps écoulé',
  },
  people: (count: number) => `${count} dans le groupe`,
  notes: {
    title: 'Les notes de votre groupe',
    count: (count: number) => plural(count, 'note', 'notes'),
    none: 'Aucune note pour l’instant. La vôtre sera la première.',
    noneClosed: 'Aucune note dans votre groupe.',
    saved: 'Enregistré',
    waiting: 'En attente de réseau',
    edit: 'Modifier ma note',
    correcting: 'En cours de correction',
    correctedBy: {
      scribe: 'Corrigée par la personne qui note',
      facilitator: 'Corrigée par l’animation',
    },
    restore: 'Remettre',
    editOther: 'Modifier cette note',
    editAnyway: 'Modifier cette note, que quelqu’un d’autre corrige en ce moment',
    aside: 'Mise de côté par l’animation',
    removed: 'Retirée par une autre personne',
    removedOther: 'Retirée du mur',
    asideReason: (reason: string) => `Raison\u00A0: «\u00A0${reason}\u00A0».`,
    cited: 'Elle reste citée à la fin du compte-rendu.',
    unquoted: 'Le compte-rendu la mentionne sans reprendre ses mots.',
    noColumn: 'Sans colonne',
  },
  edit: {
    field: 'Texte de la note',
    save: 'Garder la correction',
    cancel: 'Ne rien changer',
    remove: 'Retirer la note',
    both: 'Quelqu’un d’autre corrige cette note. La dernière correction gardée l’emportera.',
    changed: (note: string) =>
      `Quelqu’un vient de la corriger\u00A0: «\u00A0${note}\u00A0». La vôtre remplacera la sienne.`,
    empty: 'Une note vide ne se garde pas. Retirez-la plutôt.',
  },
  undo: {
    stuck: (note: string) => `Collée\u00A0: «\u00A0${note}\u00A0»`,
    removed: (note: string) => `Retirée\u00A0: «\u00A0${note}\u00A0»`,
    corrected: (note: string) => `Corrigée\u00A0: «\u00A0${note}\u00A0»`,
    undo: 'Annuler',
    undone: 'C’est annulé.',
    overwritten: 'Quelqu’un l’a changée depuis\u00A0: rien n’a été touché.',
  },
  carried: {
    underWay: 'Vos notes vous suivent dans ce groupe…',
    done: (count: number) =>
      count === 1
        ? 'Votre note vous a suivi.'
        : `Vos ${plural(count, 'note', 'notes')} vous ont suivi.`,
  },
  scribe: 'Scribe',
  menu: {
    name: 'Menu',
    open: 'Votre place et la parole',
    loading: 'Un instant…',
    failed: 'Cette page n’a pas pu venir. Vérifiez le réseau, puis réessayez.',
    retry: 'Réessayer',
    back: 'Revenir aux notes',
  },
  closed: {
    title: 'L’écriture est fermée',
    /** A sentence a line. */
    write: 'C’est l’animation qui l’ouvre.\nVous pourrez alors écrire ici.',
    reveal: 'Toutes les notes sont sur le mur.\nRegardez l’écran de la salle.',
    group: 'L’animation range les notes par thèmes.\nRegardez l’écran de la salle.',
    conclude: 'L’assemblée se conclut.\nChaque note a sa place dans le compte-rendu.',
    draftKept: 'Votre texte est gardé sur cet appareil\u00A0:',
    minutes: 'Lire le compte-rendu',
    who: 'Qui êtes-vous\u202F?',
  },
  lost: {
    titleMissing: 'Rejoignez ce mur avec son code',
    detailMissing:
      'Cet appareil n’y a pas encore de place. Le code est affiché sur l’écran de la salle.',
    titleExpired: 'Votre place sur ce mur n’est plus valable',
    detailExpired: 'Rejoignez votre groupe de nouveau. Ce que vous avez écrit ici est gardé.',
    titleGone: 'Ce mur n’existe plus',
    detailGone: 'Il a été supprimé par l’animation.',
    words: 'Ce que vous aviez écrit et qui n’est pas sur le mur, à copier\u00A0:',
    rejoin: 'Rejoindre de nouveau',
    code: 'Code à six chiffres',
    join: 'Rejoindre ce mur',
    home: 'Aller à l’accueil',
  },
}
export type PhoneTexts = typeof phoneFr
