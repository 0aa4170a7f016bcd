export const minutesFr = {
  pageTitle: (title: string) => `Compte-rendu · ${title} · Murmure`,
  kind: 'Compte-rendu',
  print: 'Imprimer',
  word: 'Télécharger (Word)',
  markdown: 'Markdown',
  toWall: 'Retour au mur',
  toNotes: 'Retour à mes notes',
  downloads: 'Télécharger ou imprimer',
  loading: 'Le compte-rendu se prépare.',
  unpublished:
    'Le compte-rendu n’est pas encore publié. L’animation l’ouvrira à tous les groupes\u202f; cette page le montrera alors.',
  unknown:
    'Cet appareil ne fait pas partie de cette assemblée. Rejoignez le mur avec son code, puis revenez ici.',
  gone: 'Ce mur n’existe plus.',
  unreachable: 'Le serveur ne répond pas. Vérifiez le réseau, puis réessayez.',
  retry: 'Réessayer',
  home: 'Aller à l’accueil',
  downloadFailed: 'Le fichier n’a pas pu être téléchargé. Réessayez.',
  downloaded: 'Fichier téléchargé.',
  date: (iso: string) =>
    new Intl.DateTimeFormat('fr', { dateStyle: 'full', timeZone: 'UTC' }).format(new Date(iso)),
  people: (count: number) => (count > 1 ? `${count} personnes` : `${count} personne`),
  groups: (count: number) => (count > 1 ? `${count} groupes` : `${count} groupe`),
  notes: (count: number) => (count > 1 ? `${count} notes` : `${count} note`),
  themes: (count: number) => (count > 1 ? `${count} thèmes` : `${count} thème`),
  whoWasThere: 'Qui était là',
  // Where a phone is narrow they break at the soft hyphens, and the table fits.
  volunteersHead: 'Béné\u00ADvoles',
  employeesHead: 'Sala\u00ADriés',
  othersHead: 'Autres',
  departmentsHead: 'Départe\u00ADments',
  together: 'Ensemble',
  recurrence: 'Ce qui revient d’un groupe à l’autre',
  recurrenceIntro:
    'Nombre de notes par thème et par groupe. La dernière colonne dit combien de groupes en ont parlé.',
  notesHead: 'Notes',
  groupsHead: 'Groupes',
  outOf: (count: number, all: number) => `${count}\u00a0/\u00a0${all}`,
  tableOf: (group: string, section: string) => `${group}, ${section}`,
  empty:
    'Aucune note pour l’instant. Le compte-rendu se remplit tout seul dès que les groupes écrivent\u202f: rechargez cette page.',
  nothing: 'Aucune note.',
  noColumn: 'Sans colonne',
  asides: 'Notes mises de côté',
  asidesIntro:
    'Ces notes ne figurent pas dans les tableaux. Elles sont gardées ici, avec la raison.',
  asideGroup: 'Groupe',
  asideText: 'Note',
  asideReason: 'Raison',
  noReason: 'sans raison donnée',
}

export type MinutesTexts = typeof minutesFr
