import { DEMO } from './expected.ts'

/** What one group wrote in one column of one section, and the theme that it was filed under. */
export type ExhibitCell = {
  readonly section: number
  readonly column: number
  /** The place of the group in the template. */
  readonly group: number
  readonly theme?: string
  readonly texts: readonly string[]
}

/** A wall to be looked at. */
export type Exhibit = {
  readonly title: string
  readonly place: string
  readonly date: string
  readonly cells: readonly ExhibitCell[]
}

const GROUPS = ['Groupe A', 'Groupe B', 'Groupe C', 'Partenaires']

/** Themes as a facilitator would find them in the demonstration: the text itself has few. */
const THEMES: Readonly<Record<string, readonly string[]>> = {
  'Sortir de chez soi': [
    'Un lieu ouvert le mardi soir, même sous la pluie',
    'On s’y sent « comme à la maison »',
    'Rencontre entre voisins de la rue Haute et du quartier de la Gare',
    'Sortir de chez soi',
    'Le goûter du mercredi : un vrai rendez-vous',
  ],
  Apprendre: [
    'Apprendre à tailler les fruitiers avec Marcel',
    'Apprendre l’œil du cuisinier : goûter avant de saler',
    'Pouvoir dire « je ne sais pas » sans rougir',
    'des visites de classes bien préparées',
  ],
  'Des moyens': [
    'Des bras au mois d’août',
    'Un point d’eau/un tuyau plus long',
    'Une deuxième plaque de cuisson',
  ],
  Prévenir: [
    'Être prévenus plus tôt des réunions',
    'Le budget 2024 connu trop tard',
    'Des horaires affichés dehors',
  ],
}

const themeOf = (text: string): string | undefined =>
  Object.keys(THEMES).find((theme) => THEMES[theme]?.includes(text))

const FR: Exhibit = {
  title: 'Rencontre annuelle des cafés-jardins',
  place: 'Montreval-sur-Orle (41)',
  date: '2026-11-14',
  cells: DEMO.flatMap(({ section, column, group, theme, statements }) =>
    statements.map((text) => {
      const found = themeOf(text) ?? theme
      const place = { section, column, group: GROUPS.indexOf(group), texts: [text] }
      return found === undefined ? place : { ...place, theme: found }
    }),
  ),
}

const EN: Exhibit = {
  title: 'Yearly meeting of the garden cafés',
  place: 'Montreval-sur-Orle',
  date: '2026-11-14',
  cells: [
    {
      section: 0,
      column: 0,
      group: 0,
      theme: 'Getting out',
      texts: [
        'A place that is open on Tuesday nights, even when it rains',
        'It feels like home',
        'Meeting the neighbours from Station Road',
      ],
    },
    { section: 0, column: 0, group: 2, theme: 'Getting out', texts: ['Getting out of the house'] },
    {
      section: 0,
      column: 0,
      group: 1,
      theme: 'Helping each other',
      texts: ['Looking after the children while we plant', 'Lending tools without paperwork'],
    },
    { section: 0, column: 0, group: 3, texts: ['School visits that are well prepared'] },
    {
      section: 0,
      column: 0,
      group: 2,
      texts: ['A network of twelve gardens that call each other'],
    },
    {
      section: 0,
      column: 1,
      group: 0,
      theme: 'Telling people',
      texts: ['To hear about meetings earlier'],
    },
    {
      section: 0,
      column: 1,
      group: 1,
      theme: 'Telling people',
      texts: ['The 2024 budget, known too late', 'Opening hours on the door'],
    },
    { section: 0, column: 1, group: 0, texts: ['Hands in August', 'A longer hose', 'Some shade'] },
    { section: 0, column: 1, group: 3, texts: ['One person to talk to, whatever the day'] },
    {
      section: 1,
      column: 0,
      group: 0,
      theme: 'Welcome',
      texts: ['Two people at the door, each time', 'The first coffee is free'],
    },
    { section: 1, column: 0, group: 2, theme: 'Welcome', texts: ['A leaflet in four languages'] },
    { section: 1, column: 0, group: 1, texts: ['The shared meal of the first Sunday'] },
    {
      section: 1,
      column: 1,
      group: 2,
      theme: 'Life of the network',
      texts: ['One list of tools, and a calendar', 'A garden van for villages without a café'],
    },
    { section: 1, column: 1, group: 1, texts: ['A bread oven on wheels'] },
    { section: 1, column: 1, group: 3, texts: ['An agreement for three years'] },
  ],
}

/** One wall per language, of real size. */
export const EXHIBITS = { fr: FR, en: EN } as const
