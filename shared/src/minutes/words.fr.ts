/** The words of the minutes themselves, in French: also the type that every other language must fill. */
export const FR = {
  languageTag: 'fr-FR',
  volunteers: 'bénévoles',
  employees: 'salariés',
  other: 'autres',
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
  reason: (reason: string): string => `raison\u00a0: ${reason}`,
  noReason: 'sans raison donnée',
  quoted: (text: string): string => `«\u00a0${text}\u00a0»`,
  page: (current: string, total: string): string => `page ${current} sur ${total}`,
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
