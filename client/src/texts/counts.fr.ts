export const countsFr = {
  title: 'Compter les personnes',
  titleOf: 'Compter le groupe',
  why: 'Pour «\u00A0Qui était là\u00A0», dans le compte-rendu. Ce que vous enregistrez ici remplace ce que les personnes ont déclaré sur leur téléphone\u202f; pour y revenir, videz la case.',
  fields: {
    volunteers: 'Bénévoles',
    employees: 'Salariés',
    other: 'Autres',
    departments: 'Départements',
  },
  departmentsExample: '36, 37, 2A',
  declared: (line: string) => `Déclaré par les personnes\u00A0: ${line}`,
  nothingDeclared: 'Aucun téléphone n’a déclaré de personnes\u00A0: seul votre compte vaut.',
  wrong: {
    volunteers: 'Un nombre de personnes s’écrit en chiffres.',
    employees: 'Un nombre de personnes s’écrit en chiffres.',
    other: 'Un nombre de personnes s’écrit en chiffres.',
    departments: 'Un département s’écrit comme 36, 974 ou 2A. Séparez-les par des virgules.',
  },
  save: 'Enregistrer',
  saving: 'Enregistrement…',
  saved: 'C’est enregistré.',
  notSaved: 'Pas encore enregistré\u00A0: gardez cette page ouverte.',
  later: 'Le mur se recharge. Enregistrez dans un instant.',
  back: 'Fermer',
}
export type CountsTexts = typeof countsFr
