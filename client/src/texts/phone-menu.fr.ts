export const phoneMenuFr = {
  title: 'Votre place',
  inGroup: (group: string) => `Vous écrivez pour\u00A0: ${group}.`,
  scribe: 'Vous écrivez pour tout le groupe, et vous pouvez corriger chacune de ses notes.',
  speak: 'Prendre la parole',
  visio: 'La visio',
  visioElsewhere:
    'La visio est pour les personnes qui sont ailleurs\u00A0: dans la salle, chaque téléphone de plus fait de l’écho.',
  minutes: 'Lire le compte-rendu',
  who: 'Qui êtes-vous\u202F?',
  whoHint: 'Pour le compte-rendu, sans noms.',
  count: 'Compter le groupe',
  countHint: 'Bénévoles, salariés, départements.',
  changeGroup: 'Changer de groupe',
  changeGroupHint: 'Vos notes vous suivent.',
  back: 'Revenir aux notes',
}
export type PhoneMenuTexts = typeof phoneMenuFr
