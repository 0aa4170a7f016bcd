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
    'Le compte-rendu n’est pas encore publié. L’animation l’ouvrira à tous les groupes\u00A0: revenez ici plus tard, ou réessayez.',
  unknown:
    'Cet appareil ne fait pas partie de cette assemblée. Rejoignez le mur avec son code, puis revenez ici.',
  goneTitle: 'Ce mur n’existe plus',
  gone: 'Il a été supprimé par l’animation.',
  retry: 'Réessayer',
  home: 'Aller à l’accueil',
  downloadFailed: 'Le fichier n’a pas pu être téléchargé. Réessayez.',
  downloaded: 'Fichier téléchargé.',
  date: (iso: string) =>
    new Intl.DateTimeFormat('fr', { dateStyle: 'full', timeZone: 'UTC' }).format(new Date(iso)),
  tableOf: (group: string, section: string) => `${group}, ${section}`,
  empty:
    'Aucune note pour l’instant. Le compte-rendu se remplit à mesure que les groupes écrivent\u00A0: rechargez cette page pour le voir.',
}

export type MinutesTexts = typeof minutesFr
