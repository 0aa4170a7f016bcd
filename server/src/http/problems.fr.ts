/** What a refusal says, in French. The English catalogue has exactly these keys. */
export const PROBLEMS_FR = {
  'request-malformed': {
    title: 'Demande illisible',
    detail: 'Le contenu envoyé n’est pas du JSON valable.',
  },
  'fields-refused': {
    title: 'Champs refusés',
    detail: 'Un ou plusieurs champs manquent ou n’ont pas la forme attendue.',
  },
  'frames-malformed': {
    title: 'Envoi illisible',
    detail: 'Le contenu envoyé n’est pas celui que cette adresse attend. Rien n’a été enregistré.',
  },
  'visio-refused': {
    title: 'Lien de visio refusé',
    detail:
      'Collez l’adresse entière de la réunion\u00a0: elle commence par «\u00a0https://\u00a0» et ne contient ni espace ni mot de passe devant le nom du site.',
  },
  'copy-unreadable': {
    title: 'Ce n’est pas une copie',
    detail:
      'Ce fichier n’est pas la copie d’un mur. Choisissez un fichier «\u00a0.murmure.json\u00a0».',
  },
  'copy-version': {
    title: 'Copie d’une autre version',
    detail:
      'Cette copie vient d’une version de Murmure que ce serveur ne connaît pas. Mettez le serveur à jour.',
  },
  'copy-damaged': {
    title: 'Copie abîmée',
    detail: 'Ce fichier a été modifié ou il est incomplet. Rien n’a été créé.',
  },
  'copy-too-heavy': {
    title: 'Copie trop lourde',
    detail: 'Ce serveur ne peut pas relire cette copie dans un temps raisonnable.',
  },
  'request-too-large': {
    title: 'Demande trop longue',
    detail: 'Le contenu envoyé dépasse ce que le serveur accepte.',
  },
  'media-type-unknown': {
    title: 'Format non accepté',
    detail: 'Cette adresse n’accepte pas ce type de contenu.',
  },
  'token-missing': {
    title: 'Identification nécessaire',
    detail: 'Rejoignez d’abord le mur, avec son code ou son lien.',
  },
  'token-invalid': {
    title: 'Identification refusée',
    detail: 'Rejoignez à nouveau le mur, avec son code ou son lien.',
  },
  'token-expired': {
    title: 'Identification trop ancienne',
    detail: 'Rejoignez à nouveau le mur\u00a0: ce que vous avez écrit reste le vôtre.',
  },
  'role-insufficient': {
    title: 'Réservé à l’animation',
    detail: 'Seules les personnes qui animent ce mur peuvent faire cela.',
  },
  'group-foreign': {
    title: 'Autre groupe',
    detail: 'Vous pouvez déclarer les personnes présentes dans votre groupe seulement.',
  },
  'group-missing': {
    title: 'Aucun groupe',
    detail: 'La parole se demande au nom d’un groupe\u00a0: votre accès n’est rattaché à aucun.',
  },
  'hand-foreign': {
    title: 'Demande d’une autre personne',
    detail: 'Vous pouvez retirer votre propre demande de parole seulement.',
  },
  'board-foreign': {
    title: 'Autre mur',
    detail: 'Votre accès vaut pour un autre mur.',
  },
  'document-closed': {
    title: 'Pas encore visible',
    detail: 'Ces notes seront visibles quand l’animation aura dévoilé le mur.',
  },
  'minutes-unpublished': {
    title: 'Compte-rendu en préparation',
    detail: 'Vous pourrez lire le compte-rendu quand l’animation l’aura publié.',
  },
  'route-unknown': {
    title: 'Adresse inconnue',
    detail: 'Il n’y a rien à cette adresse.',
  },
  'board-unknown': {
    title: 'Mur inconnu',
    detail: 'Ce mur n’existe pas, ou il a été supprimé.',
  },
  'document-unknown': {
    title: 'Document inconnu',
    detail: 'Ce document n’existe pas sur ce mur.',
  },
  'document-retired': {
    title: 'Document remplacé',
    detail: 'Ce document porte un nouveau nom\u00a0: rejoignez à nouveau le mur.',
  },
  'code-unknown': {
    title: 'Code inconnu',
    detail: 'Aucun mur ne porte ce code. Vérifiez les six chiffres affichés dans la salle.',
  },
  'secret-unknown': {
    title: 'Lien inconnu',
    detail: 'Ce lien n’ouvre pas ce mur. Vérifiez qu’il est entier.',
  },
  'group-unknown': {
    title: 'Groupe inconnu',
    detail: 'Ce groupe n’est pas, ou plus, sur ce mur. Choisissez-en un autre.',
  },
  'group-removed': {
    title: 'Votre groupe a été retiré du mur',
    detail: 'Rejoignez le mur avec un autre groupe\u00a0: vos notes vous suivent.',
  },
  'group-written': {
    title: 'Ce groupe ne peut pas être retiré',
    detail:
      'Des notes y ont été écrites, ou des personnes comptées. Pour ne rien perdre, il reste\u202f; vous pouvez le renommer.',
  },
  'group-present': {
    title: 'Ce groupe ne peut pas être retiré maintenant',
    detail:
      'Un téléphone ou un écran de ce groupe est connecté. Retirez-le quand plus personne n’y est.',
  },
  'group-last': {
    title: 'Ce groupe ne peut pas être retiré',
    detail: 'C’est le seul du mur. Ajoutez-en un autre, ou renommez-le.',
  },
  'section-unknown': {
    title: 'Partie inconnue',
    detail: 'Cette partie n’existe pas sur ce mur.',
  },
  'column-unknown': {
    title: 'Colonne inconnue',
    detail: 'Cette colonne n’existe pas sur ce mur.',
  },
  'not-revealed': {
    title: 'Mur non dévoilé',
    detail:
      'Dévoilez d’abord le mur\u00a0: les étapes suivantes et le compte-rendu montrent les notes de tous les groupes.',
  },
  'groups-too-many': {
    title: 'Trop de groupes',
    detail: 'Ce mur a déjà autant de groupes qu’il peut en avoir.',
  },
  'hands-too-many': {
    title: 'Trop de demandes de parole',
    detail: 'La liste des demandes de parole est pleine. Réessayez dans un moment.',
  },
  'columns-too-many': {
    title: 'Trop de colonnes',
    detail: 'Ce mur a déjà autant de colonnes qu’il peut en avoir.',
  },
  'order-incomplete': {
    title: 'Ordre incomplet',
    detail: 'Des parties ou des colonnes ont changé entre-temps. Réessayez.',
  },
  'upgrade-required': {
    title: 'Connexion continue nécessaire',
    detail: 'Cette adresse s’ouvre par websocket.',
  },
  'too-many-codes': {
    title: 'Trop de codes erronés',
    detail:
      'Beaucoup de codes erronés sont venus de votre réseau. Réessayez dans quelques minutes.',
  },
  'too-many-requests': {
    title: 'Trop de demandes',
    detail: 'Réessayez dans quelques minutes.',
  },
  'board-busy': {
    title: 'Mur très demandé',
    detail: 'Plusieurs changements sont arrivés en même temps. Réessayez.',
  },
  'codes-exhausted': {
    title: 'Plus de code libre',
    detail: 'Le serveur n’a pas trouvé de code libre pour un nouveau mur. Réessayez.',
  },
  'store-unavailable': {
    title: 'Enregistrement impossible',
    detail: 'Le serveur ne peut rien enregistrer pour l’instant. Réessayez dans un moment.',
  },
  'page-missing': {
    title: 'Page absente',
    detail:
      'Les pages ne sont pas construites sur ce serveur\u00a0: lancez «\u00a0npx pnpm build\u00a0».',
  },
  unexpected: {
    title: 'Erreur du serveur',
    detail: 'Le serveur n’a pas pu répondre. Réessayez\u202f; si cela dure, prévenez l’animation.',
  },
} as const satisfies Readonly<Record<string, ProblemText>>

export type ProblemText = { readonly title: string; readonly detail: string }
export type ProblemName = keyof typeof PROBLEMS_FR
