/** The words of the minutes themselves, in French: also the type that every other language must fill. */
export const FR = {
  languageTag: 'fr-FR',
  kind: 'Compte-rendu',
  volunteers: (count: number): string => (count > 1 ? 'Bénévoles' : 'Bénévole'),
  employees: (count: number): string => (count > 1 ? 'Salariés' : 'Salarié'),
  others: (count: number): string => (count > 1 ? 'Autres' : 'Autre'),
  departments: (count: number): string => (count > 1 ? 'Départements' : 'Département'),
  colon: '\u00a0: ',
  withoutColumn: 'Sans colonne',
  withoutGroup: 'Sans groupe',
  notes: 'Notes',
  untitledTheme: 'Thème sans titre',
  emptyNote: '(note sans texte)',
  nothingHere: 'Aucune note',
  alsoSaidBy: (group: string): string => `dit aussi par ${group}`,
  asides: 'Notes mises de côté',
  asidesIntro:
    'Ces notes ne figurent pas dans les tableaux. Chacune est mentionnée ici, avec la raison.',
  noteHead: 'Note',
  reasonHead: 'Raison',
  reason: (reason: string): string => `raison\u00a0: ${reason}`,
  unquoted: '(mots non repris)',
  noReason: 'sans raison donnée',
  quoted: (text: string): string => `«\u00a0${text}\u00a0»`,
  page: (current: string, total: string): string => `${current}\u00a0/\u00a0${total}`,
  people: (count: number): string => (count > 1 ? 'personnes' : 'personne'),
  peopleOfSome: (count: number, counted: number, groups: number): string =>
    `${count > 1 ? 'personnes comptées' : 'personne comptée'} dans ${counted}\u00a0groupe${counted > 1 ? 's' : ''} sur ${groups}`,
  groups: (count: number): string => (count > 1 ? 'groupes' : 'groupe'),
  ofWhichRemote: (count: number): string => `, dont ${count} à distance`,
  notesCounted: (count: number): string => (count > 1 ? 'notes' : 'note'),
  themes: (count: number): string => (count > 1 ? 'thèmes' : 'thème'),
  whoWasThere: 'Qui était là',
  groupHead: 'Groupe',
  placeHead: 'Lieu',
  remote: 'à distance',
  // Where a phone is narrow they break at the soft hyphens, and the table fits.
  volunteersHead: 'Béné\u00ADvoles',
  employeesHead: 'Sala\u00ADriés',
  othersHead: 'Autres',
  departmentsHead: 'Départe\u00ADments',
  together: 'Ensemble',
  none: '–',
  recurrence: 'Ce qui revient d’un groupe à l’autre',
  recurrenceIntro:
    'Nombre de notes par thème et par groupe. La dernière colonne dit combien de groupes ont parlé du thème.',
  notesHead: 'Notes',
  groupsHead: 'Groupes',
  byGroupHead: 'Par groupe',
  zero: '·',
  outOf: (count: number, all: number): string => `${count}\u00a0/\u00a0${all}`,
  otherNotes: 'Autres notes',
  /** `month` from 0. */
  longDate: (day: number, month: number, year: number): string =>
    `${day === 1 ? '1er' : day} ${MONTHS[month] ?? ''} ${year}`,
}

export type MinutesWords = typeof FR

const MONTHS: readonly string[] = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
]
