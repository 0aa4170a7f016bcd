import { pluralIn } from './plural.ts'
import { quoteFr } from './quote.ts'

const plural = pluralIn('fr')

/** The year is said when it is not the present one. */
export const dayParts = (isThisYear: boolean): Intl.DateTimeFormatOptions => ({
  day: 'numeric',
  month: 'long',
  ...(!isThisYear && { year: 'numeric' }),
})

export const shelfFr = {
  recent: 'Vos murs récents',
  resume: 'Reprendre',
  resumeNamed: (title: string) => `Reprendre\u00A0: ${title}`,
  minutes: 'Compte-rendu',
  minutesNamed: (title: string) => `Compte-rendu\u00A0: ${title}`,
  today: 'Aujourd’hui',
  day: (opened: Date, isThisYear: boolean): string =>
    new Intl.DateTimeFormat('fr', dayParts(isThisYear)).format(opened),
  dayAndTime: (day: string, opened: Date): string =>
    `${day}, ${opened.getHours()}\u00A0h\u00A0${String(opened.getMinutes()).padStart(2, '0')}`,
  code: (code: string) => `Code\u00A0${code}`,
  isCopy: 'Copie',
  all: (count: number) => `Tous les murs (${count})`,
  noNotes: 'Aucune note',
  count: (notes: number, groups: number) =>
    `${plural(notes, 'note', 'notes')} · ${plural(groups, 'groupe', 'groupes')}`,
  kit: 'Fiches à imprimer',
  kitNamed: (title: string) => `Fiches à imprimer\u00A0: ${title}`,
  states: { running: 'En cours', finished: 'Terminé', gone: 'N’existe plus' },
  deletion: {
    open: (title: string) => `Supprimer ce mur\u00A0: ${title}`,
    title: (title: string) => `Supprimer ${quoteFr(title)}\u202F?`,
    which: (code: string, isCopy: boolean) => `${isCopy ? 'Copie, code' : 'Code'}\u00A0${code}`,
    lost: 'Les notes, les thèmes et le compte-rendu sont effacés du serveur, pour toutes les personnes qui ont ce mur. Les fichiers déjà enregistrés restent chez vous. On ne peut pas revenir en arrière.',
    confirm: 'Supprimer ce mur',
    keep: 'Garder ce mur',
    deleting: 'Suppression…',
    done: (title: string) => `Le mur ${quoteFr(title)} est supprimé.`,
  },
  copy: {
    open: 'Reprendre un mur depuis une copie',
    hint: 'Le fichier «\u00A0.murmure.json\u00A0» que «\u00A0Sauvegarder une copie\u00A0» a donné. Vous obtenez un nouveau mur, avec un nouveau code.',
    file: 'Choisir le fichier de la copie',
    restore: 'Reprendre ce mur',
    restoring: 'Le mur revient…',
    missing: 'Choisissez d’abord un fichier.',
    unreadable:
      'Ce fichier n’est pas une copie d’un mur. Choisissez le fichier «\u00A0.murmure.json\u00A0».',
    tooLarge: 'Ce fichier est trop lourd pour être une copie d’un mur.',
  },
}
export type ShelfTexts = typeof shelfFr
