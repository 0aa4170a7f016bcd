/** The parts of a wall, their columns and what each one asks. */
export const columnsFr = {
  hint: 'Le titre se lit sur le mur et dans le compte-rendu, la question sur les téléphones.',
  partTitle: 'Titre de la partie',
  columnTitle: 'Titre de la colonne',
  question: 'Question posée sur les téléphones',
  addColumn: 'Ajouter une colonne',
  addColumnTo: (part: string) => `Ajouter une colonne à ${part}`,
  moveUp: (title: string) => `Monter ${title}`,
  moveDown: (title: string) => `Descendre ${title}`,
  moved: (title: string, place: number, count: number) => `${title}\u00A0: ${place} sur ${count}`,
  addPart: 'Ajouter une partie',
  full: (count: number) => `Ce mur a ses ${count} colonnes\u00A0: il ne peut pas en avoir plus.`,
}
export type ColumnsTexts = typeof columnsFr
