export const homeFr = {
  pageTitle: 'Murmure',
  codeQuestion: 'On vous a donné un code\u202F?',
  codePlaceholder: '6 chiffres',
  join: 'Rejoindre ce mur',
  titleWrites: 'Chacun écrit.',
  titleGathers: 'Le mur rassemble.',
  intro:
    'Choisissez un modèle\u00A0: le mur est prêt tout\u00A0de\u00A0suite. Vous affichez le code, les groupes collent leurs notes, et le compte-rendu s’écrit avec vous.',
  templates: 'Modèles',
  newWall: 'Un nouveau mur',
  day: (today: Date): string => new Intl.DateTimeFormat('fr', { dateStyle: 'long' }).format(today),
  unreachable: 'Le serveur ne répond pas. Vérifiez le réseau, puis rechargez la page.',
  create: 'Créer ce mur',
  creating: 'Création du mur…',
  createNamed: (name: string) => `Créer ce mur\u00A0: ${name}`,
  boardTitle: (template: string, day: string) => `${template}, ${day}`,
  assemblyTitle: (day: string) => `Assemblée du ${day}`,
  shelfFailed: 'La suite de la page n’a pas pu venir.',
  retry: 'Réessayer',
  data: 'Ce que vous écrivez reste sur le serveur de votre réseau, jusqu’à ce que vous supprimiez le mur. Rien ne part ailleurs, et personne n’a besoin de compte.',
}
export type HomeTexts = typeof homeFr
