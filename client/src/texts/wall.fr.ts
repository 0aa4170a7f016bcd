import { pluralIn } from './plural.ts'
import { quoteFr } from './quote.ts'

const counted = pluralIn('fr')
const clock = new Intl.DateTimeFormat('fr', { hour: '2-digit', minute: '2-digit' })

export const wallFr = {
  pageTitle: (title: string) => `${title} · Animer le mur · Murmure`,
  opening: 'Le mur s’ouvre.',
  waiting: 'Le mur ne répond pas encore. Cette page réessaie toute seule.',
  unknownTitle: 'Ce mur ne s’ouvre pas d’ici',
  unknown:
    'Il faut le lien d’animation entier. Il est gardé sur la page d’accueil de l’appareil où ce mur a été créé\u202f; sinon, demandez un «\u00a0lien pour co-animer\u00a0» à qui anime ce mur.',
  home: 'Aller à l’accueil',
  notes: (count: number) => counted(count, 'note', 'notes'),
  people: (count: number) => counted(count, 'personne', 'personnes'),

  phases: 'Étapes de la séance',
  phase: { write: 'Écrire', reveal: 'Dévoiler', group: 'Regrouper', conclude: 'Conclure' },
  questions: {
    reveal: {
      title: 'Dévoiler les notes\u202f?',
      points: [
        'Les écrans montrent les notes de tous les groupes, et celles qui viendront.',
        'L’écriture se ferme\u202f; vous pourrez la rouvrir.',
        'Les notes ne seront plus jamais secrètes\u00a0: revenir à «\u00a0Écrire\u00a0» ne fait que les cacher.',
      ],
      confirm: 'Dévoiler les notes',
    },
    revealAgain: {
      title: 'Montrer de nouveau les notes\u202f?',
      points: [
        'L’écriture se ferme, et les écrans montrent de nouveau les notes, celles écrites depuis aussi.',
      ],
      confirm: 'Montrer les notes',
    },
    conclude: {
      title: 'Fermer l’écriture et conclure\u202f?',
      points: [
        'Une partie est encore ouverte\u00a0: plus personne n’y écrira. Vous pourrez la rouvrir.',
      ],
      confirm: 'Fermer et conclure',
    },
  },
  notYet: 'Pas encore',
  guide: {
    writeClosed:
      'L’écriture est fermée\u00a0: ouvrez-la dans une partie, et les téléphones peuvent écrire.',
    write:
      'Les groupes écrivent. Jusqu’à «\u00a0Dévoiler\u00a0», chacun ne voit que les notes de son groupe.',
    writeAgain: 'Les groupes écrivent. Les écrans cachent les notes jusqu’à la phase suivante.',
    reveal:
      'Les écrans montrent les notes de tous les groupes. Dans «\u00a0Au projecteur\u00a0», montrez les groupes l’un après l’autre\u00a0: quelqu’un de chaque groupe présente ses notes.',
    group: 'Rapprochez les notes qui se ressemblent\u202f; nommez les thèmes avec la salle.',
    conclude:
      'Relisez le compte-rendu, puis publiez-le. Pour le corriger, rangez les notes ici\u00a0: il suit le mur.',
    published:
      'Le compte-rendu est publié\u00a0: chaque téléphone peut l’ouvrir. Montrez aussi son lien ou son QR code.',
    alsoOpen: (parts: readonly string[]) =>
      ` L’écriture est ouverte dans ${parts.map((part) => `«\u00a0${part}\u00a0»`).join(' et ')}.`,
  },
  leftToFile: (count: number) =>
    count === 0 ? 'Tout est rangé' : `Encore à ranger\u00a0: ${counted(count, 'note', 'notes')}`,
  publishReport: 'Publier le compte-rendu',
  jumps: 'Aller à une colonne ou au projecteur',
  connectionLost: (since: Date) =>
    `Connexion perdue à ${clock.format(since).replace(':', '\u00a0h\u00a0')}. Vous pouvez continuer\u00a0: ce que vous faites partira tout seul au retour du réseau. D’ici là, téléphones et écrans ne le voient pas, et cette page doit rester ouverte.`,

  openWriting: 'Ouvrir l’écriture',
  closeWriting: 'Fermer l’écriture',
  openSection: (section: string) => `Ouvrir l’écriture de ${section}`,
  closeSection: (section: string) => `Fermer l’écriture de ${section}`,

  timer: 'Minuteur',
  timeLeft: 'Temps restant',
  timeUp: 'Temps écoulé',
  minutes: (count: number) => `${count}\u00a0min`,
  startMinutes: (count: number) => `${count}\u00a0min\u00a0: lancer le minuteur`,
  oneMore: '+\u00a01\u00a0min',
  oneMoreLabel: '+\u00a01\u00a0min au minuteur',
  stopTimer: 'Arrêter le minuteur',

  allWalls: 'Accueil\u00a0: tous vos murs',
  editBoard: 'Modifier le titre, le lieu et la date',
  boardTitle: 'Titre',
  boardPlace: 'Lieu',
  boardDate: 'Date',
  save: 'Enregistrer',
  saved: 'Enregistré',
  cancel: 'Renoncer',
  close: 'Fermer',
  date: (iso: string) =>
    new Intl.DateTimeFormat('fr', { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
      new Date(iso),
    ),

  join: 'Rejoindre le mur',
  joinHint:
    'Avec un téléphone\u00a0: photographiez ce carré, ou ouvrez l’adresse et tapez le code.',
  joinCode: (code: string) => `Code ${code}\u00a0: afficher l’adresse et le QR code`,
  qr: 'QR code pour rejoindre le mur',

  remote: 'Conduite de la séance',
  foldPanel: 'Replier le panneau',
  onScreen: 'Au projecteur',
  openScreen: 'Ouvrir l’écran',
  screenBefore:
    'Jusqu’à «\u00a0Dévoiler\u00a0»\u00a0: le code et le nombre de notes, sans les textes.',
  screenWriting:
    'Pendant «\u00a0Écrire\u00a0»\u00a0: le code et le nombre de notes, sans les textes.',
  onlyCode: 'le code et le nombre de notes',
  showing: 'Montrer sur les écrans',
  stage: {
    wall: 'Mur entier',
    theme: 'Un thème',
    group: 'Un groupe',
    note: 'Une note',
    timer: 'Minuteur',
    blank: 'Écran vide',
    follow: 'Comme tous les écrans',
  },
  timerWaits: 'Mur entier, tant que le minuteur n’est pas lancé',
  wallShown: {
    texts: 'Montre les mots des notes, sur plusieurs pages s’il le faut.',
    either:
      'Montre les mots des notes s’ils ont la place, sinon les thèmes et une brique par note.',
    bricks:
      'Montre les thèmes, et une brique par note. Pour les mots\u00a0: un thème ou un groupe.',
  },
  showTheme: 'Montrer un thème',
  showGroup: 'Montrer un groupe',
  notesOf: (group: string) => `Les notes de ${group}`,
  oneNote: (text: string) => `Une note\u00a0: ${text}`,
  screenSettings: 'Salle et écrans',
  imageTooSmall: (width: number, depth: number) =>
    `Image trop petite pour cette salle\u00a0: large de ${String(width).replace('.', ',')}\u00a0m, elle se lit jusqu’à ${depth}\u00a0m.`,
  roomHint: 'La taille des lettres en dépend\u00a0: le dernier rang doit pouvoir lire.',
  roomDepth: 'Dernier rang, en mètres',
  imageWidth: 'Largeur de l’image, en mètres',
  look: 'Apparence des écrans',
  darkLook: 'Sombre',
  lightLook: 'Clair',
  whichScreen: 'Quel écran',
  allScreens: 'Tous les écrans',
  screen: (name: string) => `Écran ${name}`,
  onItsOwn: 'à part',
  notConnected: 'déconnecté',
  noScreen: 'Aucun écran n’est ouvert pour l’instant.',
  followAll: 'Suivre tous les écrans',
  showNames: 'Identifier les écrans',
  hideNames: 'Masquer les noms des écrans',
  nextPage: 'Page suivante',
  pageOf: (page: number, count: number) => `page ${page} sur ${count}`,
  previousPage: 'Page précédente',

  editColumns: 'Colonnes et questions',

  groups: 'Groupes',
  editGroups: 'Nommer ou ajouter un groupe',
  kind: { team: 'Groupe', partners: 'Partenaires', centre: 'Centre à distance' },
  groupKind: 'Sorte de groupe',
  groupName: 'Nom',
  countPeople: 'Compter les personnes',
  groupRoom: 'Salle ou lieu',
  addGroup: 'Ajouter un groupe',
  groupNamed: (letter: string) => `Groupe ${letter}`,
  removeGroup: (group: string) => `Retirer ${group} du mur`,
  groupRemoved: (group: string) => `Retiré du mur\u00a0: ${group}.`,
  joinAs: (group: string) => `Pour rejoindre le mur avec ${group}.`,

  visio: 'Visio',
  addVisio: 'Ajouter une visio',
  showVisio: 'Lien de la visio',
  joinVisio: 'Rejoindre la visio',
  visioHint:
    'La visio sert à se voir et à s’entendre. Le mur reste à côté, ne le partagez pas en vidéo.',
  visioUrl: 'Adresse de la visio',
  visioExample: 'https://',
  visioLabel: 'Précision, si elle est utile (un mot de passe, une heure)',
  visioRefused: 'Collez une adresse complète, qui commence par https://.',
  removeVisio: 'Retirer la visio',

  hands: 'Demandes de parole',
  handsCount: (count: number) => counted(count, 'demande de parole', 'demandes de parole'),
  giveFloor: 'Donner la parole',
  removeHand: (group: string) => `Retirer la demande de ${group}`,
  speaks: (group: string) => `${group} a la parole.`,
  handRemoved: 'Demande retirée.',

  keep: 'Préparer et garder',
  runTogether: 'Animer à plusieurs…',
  colleagueLink: 'Lien pour co-animer',
  colleagueHint:
    'Ce lien ouvre ce mur pour l’animer, comme le vôtre. Donnez-le à qui vous aide, à personne d’autre.',
  makeLink: 'Créer le lien',
  kit: 'Le kit à imprimer',
  saveCopy: 'Sauvegarder une copie',
  copySaved: 'Copie enregistrée\u00a0: tout le mur dans un fichier.',
  copyFailed: 'La copie n’a pas pu être enregistrée. Réessayez.',
  copy: 'Copier',
  copied: 'Copié',
  qrOf: (what: string) => `QR code\u00a0: ${what}`,

  report: 'Compte-rendu',
  openReport: 'Voir le compte-rendu',
  publish: 'Publier pour tous les groupes',
  published: 'Publié\u00a0: tous les groupes peuvent le lire.',
  unrevealed:
    'Seule l’animation peut le lire. Vous pourrez le publier après «\u00a0Dévoiler\u00a0».',
  unpublished: 'Pas encore publié\u00a0: seule l’animation peut le lire.',
  reportLink: 'Lien du compte-rendu',
  reportAddress: 'Adresse',
  reportLinkHint:
    'Pour toutes les personnes qui ont rejoint ce mur, sur l’appareil avec lequel elles l’ont fait.',

  toFile: 'À ranger',
  noColumn: 'Sans colonne',
  zone: (theme: string, column: string, count: string) => `${theme}, ${column}, ${count}`,
  newTheme: 'Thème',
  newThemeIn: (column: string) => `Nouveau thème dans ${column}`,
  themeTitle: 'Titre du thème',
  create: 'Créer',
  theme: (title: string, count: string, isFolded: boolean) =>
    `Thème ${title}, ${count}${isFolded ? ', replié' : ''}`,
  /** Holds the figure that stands on the button: who speaks to the page says what is to be read. */
  fold: (title: string, isFolded: boolean, notes: string) =>
    `${isFolded ? 'Déplier' : 'Replier'} le thème ${title}, ${notes}`,
  newThemeWith: (count: number) =>
    count === 0 ? 'Nouveau thème' : `Nouveau thème avec ${counted(count, 'note', 'notes')}`,
  rename: (title: string) => `Renommer le thème ${title}`,
  themeMenu: (title: string) => `Thème ${title}\u00a0: montrer ou défaire`,
  removeTheme: 'Défaire ce thème',
  removeThemeHint: 'Ses notes retournent dans «\u00a0À ranger\u00a0».',
  showThisTheme: 'Montrer sur les écrans',
  showOthers: (count: number) => `Afficher les ${count} autres`,
  untitled: 'Sans titre',
  emptyColumn: 'Aucune note pour l’instant.',
  nameColumn: 'Nommer la colonne et poser la question',
  emptyTheme: 'Déposez des notes ici.',

  wallKeys:
    'Mur\u00a0: flèches pour aller de note en note, Espace pour en prendre une, Entrée pour son menu',
  note: (group: string, text: string, isSelected: boolean) =>
    `${group}\u00a0: ${text}${isSelected ? ' (sélectionnée)' : ''}`,
  lateMark: 'après la clôture',
  selected: (count: number) =>
    count === 0
      ? 'Aucune note sélectionnée'
      : counted(count, 'note sélectionnée', 'notes sélectionnées'),
  unselect: 'Ne plus rien sélectionner',
  selectNote: 'Sélectionner cette note',
  taken: (count: number) =>
    `${count > 1 ? `${count} notes prises` : 'Note prise'}. Flèches pour choisir un thème, Entrée pour poser, Échap pour renoncer.`,
  putBack: 'Rien n’a bougé.',
  retire: 'Mettre de côté',
  retireNote: (text: string) => `Mettre de côté\u00a0: ${text}`,
  retireTip: 'Mettre de côté\u00a0: hors du mur et des écrans, gardée dans «\u00a0De côté\u00a0»',
  retireHint:
    'Mise de côté, la note quitte aussitôt le mur et les écrans. Elle reste dans «\u00a0De côté\u00a0», au pied du mur, et citée à la fin du compte-rendu, sauf choix contraire.',
  retiredReason: 'retirée de l’écran',
  showThisNote: 'Montrer sur les écrans',
  noteMenu: (text: string) => `Ranger ou mettre de côté\u00a0: ${text}`,
  fileUnder: 'Ranger dans…',
  here: 'ici',
  setAside: 'Mettre de côté avec une raison',
  setAsideHint: 'Le compte-rendu cite la raison avec la note.',
  doNotQuote: (count: number) =>
    `Ne pas citer ${count > 1 ? 'leurs' : 'ses'} mots dans le compte-rendu`,
  usualReasons: ['hors sujet', 'déjà dit', 'note d’essai'],
  unquotedReason: 'vise une personne',
  unquoted: 'mots non cités',
  isQuoted: (isQuoted: boolean): string =>
    isQuoted ? 'Le compte-rendu cite la note.' : 'Le compte-rendu en parle sans citer ses mots.',
  becauseOf: (reason: string) => `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`,
  otherReason: 'Une autre raison',
  withThisReason: 'Avec cette raison',
  aside: (count: number) => `De côté\u00a0: ${count}`,
  asideTitle: 'Notes mises de côté',
  asideReason: (reason: string) => `Raison\u00a0: ${reason}`,
  reason: 'Raison',
  noReason: 'Sans raison donnée',
  takeBack: 'Remettre sur le mur',

  nothingToUndo: 'Annuler',
  undo: (act: string, what: string, others: number) =>
    `Annuler\u00a0: ${act}${what && ` ${quoteFr(what)}`}${others > 0 ? ` et ${counted(others, 'autre', 'autres')}` : ''}`,
  acts: {
    stick: 'note collée',
    correct: 'note corrigée',
    remove: 'note retirée',
    restore: 'note remise',
    'move-to-column': 'note changée de colonne',
    'create-theme': 'thème créé',
    'rename-theme': 'thème renommé',
    'remove-theme': 'thème défait',
    place: 'note rangée',
    'set-aside': 'note mise de côté',
    quote: 'mots cités ou non',
    reason: 'raison changée',
    count: 'effectif corrigé',
    'take-back': 'note remise sur le mur',
    merge: 'notes réunies',
    unmerge: 'notes séparées',
    reword: 'note reformulée',
  },
  undone: (act: string) => `Annulé\u00a0: ${act}.`,
  overwritten: 'Quelqu’un l’a changé depuis. Rien n’a été annulé.',
  placed: (count: number, place: string) =>
    `${count > 1 ? `${count} notes rangées` : 'Note rangée'} dans ${place}.`,
  placedElsewhere: (count: number, place: string, column: string) =>
    `${count > 1 ? `${count} notes rangées` : 'Note rangée'} dans ${quoteFr(place)} (colonne ${column}). «\u00a0Annuler\u00a0» ${count > 1 ? 'les' : 'la'} remet à sa place.`,
  themeCreated: (title: string) => `Thème créé\u00a0: ${title}.`,
  themeRenamed: (title: string) => `Thème renommé\u00a0: ${title}.`,
  themeRemoved: (title: string) => `Thème défait\u00a0: ${title}.`,
  /** `what`: the note, where it is one. */
  wereSetAside: (count: number, what: string) =>
    count > 1
      ? `${count} notes mises de côté. «\u00a0Annuler\u00a0» les remet\u202f; elles restent dans «\u00a0De côté\u00a0».`
      : `Mise de côté\u00a0: ${quoteFr(what)}. «\u00a0Annuler\u00a0» la remet\u202f; elle reste dans «\u00a0De côté\u00a0».`,
  news: (added: number, places: readonly { readonly title: string; readonly count: number }[]) =>
    [
      ...(added > 0 ? [counted(added, 'nouvelle note', 'nouvelles notes')] : []),
      ...places.slice(0, 3).map(({ title, count }) => `${count} dans ${title}`),
    ].join(', '),
  wasTakenBack: 'Note remise sur le mur.',
  shown: (what: string) => `Sur les écrans\u00a0: ${what}.`,
  dragHint: 'Glissez une note vers un thème, ou ouvrez son menu.',
  smallerText: 'Réduire les textes',
  largerText: 'Agrandir les textes',
  textSize: (percent: number) => `${percent}\u00a0%`,
  state: {
    connecting: 'Connexion…',
    online: 'Enregistré',
    offline: 'Hors ligne',
    refused: 'Écriture refusée',
    ended: 'Déconnecté',
  },
  saving: 'Enregistrement…',
}

export type WallTexts = typeof wallFr
