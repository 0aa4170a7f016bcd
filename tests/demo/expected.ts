import type { ReadDocx } from '../minutes/read-docx.ts'
import type { ExpectedCell } from '../replay/expected.ts'

/** `assemblee-demo.txt`, read by hand: every statement, cell by cell, in the order of the text. */
export const DEMO: readonly ExpectedCell[] = [
  {
    section: 0,
    group: 'Groupe A',
    column: 0,
    statements: [
      'Un lieu ouvert le mardi soir, même sous la pluie',
      'On s’y sent « comme à la maison »',
      'Des légumes pour la cantine de l’école',
      'Rencontre entre voisins de la rue Haute et du quartier de la Gare',
      'Apprendre à tailler les fruitiers avec Marcel',
      'Le coin lecture (deux étagères, bientôt trois)',
      'Sortir de chez soi',
      'Le goûter du mercredi : un vrai rendez-vous',
    ],
  },
  {
    section: 0,
    group: 'Groupe A',
    column: 1,
    statements: [
      'Des bras au mois d’août',
      'Un point d’eau/un tuyau plus long',
      'Être prévenus plus tôt des réunions',
      'De l’ombre',
    ],
  },
  {
    section: 0,
    group: 'Groupe B',
    column: 0,
    theme: 'Entraide au quotidien',
    statements: [
      'Garde d’enfants improvisée pendant les plantations',
      'Prêt d’outils sans paperasse',
      'Le vœu de la doyenne : un banc près du poulailler, exaucé',
    ],
  },
  {
    section: 0,
    group: 'Groupe B',
    column: 0,
    theme: 'Cuisine',
    statements: [
      'La soupe du vendredi 🍲',
      'Échange de recettes entre générations',
      'Des bocaux pour tout l’hiver',
      'Apprendre l’œil du cuisinier : goûter avant de saler',
    ],
  },
  {
    section: 0,
    group: 'Groupe B',
    column: 1,
    statements: [
      'Un cœur d’équipe plus stable',
      'Le budget 2024 connu trop tard',
      'Des horaires affichés dehors',
      'Une deuxième plaque de cuisson',
    ],
  },
  {
    section: 0,
    group: 'Groupe C',
    column: 0,
    statements: [
      'Sortir de chez soi',
      'Pouvoir dire « je ne sais pas » sans rougir',
      'Un réseau de 12 jardins qui s’appellent',
      'La main verte & le sourire',
      'Moins de gaspillage : 3 < 4 poubelles par semaine',
      'Le manœuvre retraité qui répare tout',
    ],
  },
  {
    section: 0,
    group: 'Partenaires',
    column: 0,
    statements: [
      'des visites de classes bien préparées',
      'une parole d’habitants, directe et franche',
      'un bilan chiffré facile à transmettre',
    ],
  },
  {
    section: 0,
    group: 'Partenaires',
    column: 1,
    statements: ['Un interlocuteur unique, quel que soit le jour de la semaine'],
  },
  {
    section: 1,
    group: 'Groupe A',
    column: 0,
    statements: ['Garder les portes ouvertes avant tout'],
  },
  {
    section: 1,
    group: 'Groupe A',
    column: 0,
    theme: 'Accueil',
    statements: [
      'Un binôme d’accueil à chaque ouverture',
      'Une affiche claire à l’entrée : qui, quand, comment',
      'Le café offert la première fois',
    ],
  },
  {
    section: 1,
    group: 'Groupe A',
    column: 0,
    theme: 'Saisons',
    statements: ['La fête des semis en mars', 'Le troc de plants/graines'],
  },
  {
    section: 1,
    group: 'Groupe A',
    column: 1,
    statements: [
      'Une serre partagée avec le collège',
      'Un composteur de quartier (à plusieurs rues)',
      'Une journée « jardins ouverts » dans tout le canton',
    ],
  },
  {
    section: 1,
    group: 'Groupe B',
    column: 0,
    statements: [
      'Les repas partagés du premier dimanche',
      'La caisse à prix libre',
      'Former deux personnes au compostage',
      'Le carnet de bord du jardin',
      'L’amitié avec les ruches d’à côté',
      'Les chantiers du samedi, plus courts',
      'Le prêt de vélos-cargos',
      'Rester ouverts à tous, adhérents ou non',
    ],
  },
  {
    section: 1,
    group: 'Groupe B',
    column: 1,
    statements: ['Un four à pain mobile', 'Des ateliers en langue des signes'],
  },
  {
    section: 1,
    group: 'Groupe C',
    column: 0,
    theme: 'Accueil',
    statements: ['Des permanences tenues par les jeunes', 'Un livret traduit en quatre langues'],
  },
  {
    section: 1,
    group: 'Groupe C',
    column: 0,
    theme: 'Vie du réseau',
    statements: [
      'Une lettre par trimestre, pas davantage',
      'Se voir une fois par an, ici ou ailleurs',
    ],
  },
  {
    section: 1,
    group: 'Groupe C',
    column: 1,
    theme: 'Vie du réseau',
    statements: [
      'Un fichier commun des outils + un calendrier',
      'Un camion-jardin pour les villages sans café',
    ],
  },
  {
    section: 1,
    group: 'Groupe C',
    column: 1,
    theme: 'Argent',
    statements: [
      'Chercher à plusieurs : fondations, mairie, dons…',
      'Une tirelire « cœur de quartier »',
    ],
  },
  {
    section: 1,
    group: 'Partenaires',
    column: 0,
    statements: ['Les trois rendez-vous de l’année'],
  },
  {
    section: 1,
    group: 'Partenaires',
    column: 1,
    statements: ['Une convention sur trois ans'],
  },
]

export const DEMO_COUNT = 62

/** Who was there, as the minutes must say it. */
export const DEMO_ATTENDANCE: Readonly<Record<string, readonly string[]>> = {
  'Groupe A': ['Bénévoles\u00a0: 4 ·\u00a0Salariés\u00a0: 3 ·\u00a0Départements\u00a0: 37, 41'],
  'Groupe B': ['Bénévoles\u00a0: 2 ·\u00a0Salariés\u00a0: 4 ·\u00a0Départements\u00a0: 18, 37, 41'],
  'Groupe C': ['Bénévoles\u00a0: 3 ·\u00a0Salariés\u00a0: 2 ·\u00a0Départements\u00a0: 18, 36'],
  Partenaires: [],
}

/** The tables before the groups' own, counted by hand. */
export const DEMO_OVERVIEW: ReadDocx['overview'] = {
  'Qui était là': [
    [
      ['Groupe', 'Bénévoles', 'Salariés', 'Départements'],
      ['A\u00a0\u00a0\u00a0Groupe A', '4', '3', '37, 41'],
      ['B\u00a0\u00a0\u00a0Groupe B', '2', '4', '18, 37, 41'],
      ['C\u00a0\u00a0\u00a0Groupe C', '3', '2', '18, 36'],
      ['P\u00a0\u00a0\u00a0Partenaires', '–', '–', '–'],
      ['Ensemble', '9', '9', '18, 36, 37, 41'],
    ],
  ],
  'Ce qui revient d’un groupe à l’autre': [
    [
      ['Ce que cela apporte', 'A', 'B', 'C', 'P', 'Notes', 'Groupes'],
      ['Cuisine', '·', '4', '·', '·', '4', '1\u00a0/\u00a04'],
      ['Entraide au quotidien', '·', '3', '·', '·', '3', '1\u00a0/\u00a04'],
    ],
    [
      ['Conserver', 'A', 'B', 'C', 'P', 'Notes', 'Groupes'],
      ['Accueil', '3', '·', '2', '·', '5', '2\u00a0/\u00a04'],
      ['Saisons', '2', '·', '·', '·', '2', '1\u00a0/\u00a04'],
      ['Vie du réseau', '·', '·', '2', '·', '2', '1\u00a0/\u00a04'],
    ],
    [
      ['Inventer', 'A', 'B', 'C', 'P', 'Notes', 'Groupes'],
      ['Vie du réseau', '·', '·', '2', '·', '2', '1\u00a0/\u00a04'],
      ['Argent', '·', '·', '2', '·', '2', '1\u00a0/\u00a04'],
    ],
  ],
}
