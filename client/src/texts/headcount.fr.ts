export const headcountFr = {
  title: 'Qui êtes-vous\u202F?',
  why: 'Facultatif. Le compte-rendu dit combien de personnes étaient là, et d’où elles venaient. Rien ne relie cette réponse à vos notes.',
  kind: 'Vous êtes là comme',
  kinds: { volunteer: 'Bénévole', employee: 'Salarié ou salariée', other: 'Autre' },
  department: 'Votre département',
  departmentHint: 'Deux ou trois chiffres, ou 2A, 2B. Facultatif.',
  departmentWrong: 'Un département s’écrit comme 36, 974 ou 2A.',
  count: 'Combien êtes-vous à partager cet appareil\u202F?',
  chooseKind: 'Choisissez d’abord une des trois réponses.',
  declare: 'Compter dans le groupe',
  correct: 'Corriger la réponse',
  withdraw: 'Retirer la réponse',
  back: 'Fermer ces questions',
  sending: 'Envoi…',
  declared: 'C’est noté. Vous pouvez corriger à tout moment.',
  withdrawn: 'La réponse est retirée.',
}
export type HeadcountTexts = typeof headcountFr
