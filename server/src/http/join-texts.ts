import type { Locale } from '@murmure/shared/room'

const FR = {
  /** How a date is written: one way in each language, here as on the other pages. */
  dates: 'fr',
  pageTitle: 'Rejoindre le mur · Murmure',
  name: 'Votre prénom',
  optional: 'facultatif, reste sur cet appareil',
  group: 'Votre groupe',
  groupHint: 'écrit sur votre table',
  groupMissing: 'Choisissez votre groupe.',
  groupUnknown: 'Ce groupe n’est pas, ou plus, sur ce mur. Choisissez le vôtre.',
  remote: 'à distance',
  join: 'Rejoindre le mur',
  promise: 'Pas de compte, pas d’adresse, pas de mot de passe.',
  codeTitle: 'Rejoindre un mur',
  code: 'Code du mur',
  codeHint: 'les six chiffres affichés dans la salle',
  codeUnknown: 'Aucun mur ne porte ce code. Vérifiez les six chiffres affichés dans la salle.',
  codeMalformed: 'Un code a six chiffres. Vérifiez ceux affichés dans la salle.',
  tooManyCodes:
    'Beaucoup de codes erronés sont venus de votre réseau. Réessayez dans quelques minutes.',
  pageUnknown: 'Il n’y a rien à cette adresse. Vous pouvez rejoindre un mur avec son code.',
  open: 'Trouver le mur',
}

/** What the pages say that the server itself writes: they work without script. */
export type JoinTexts = Readonly<Record<keyof typeof FR, string>>

const EN: JoinTexts = {
  dates: 'en-GB',
  pageTitle: 'Join the wall · Murmure',
  name: 'Your first name',
  optional: 'optional, stays on this device',
  group: 'Your group',
  groupHint: 'written on your table',
  groupMissing: 'Choose your group.',
  groupUnknown: 'This group is not, or no longer, on this wall. Choose yours.',
  remote: 'remote',
  join: 'Join the wall',
  promise: 'No account, no address, no password.',
  codeTitle: 'Join a wall',
  code: 'Code of the wall',
  codeHint: 'the six digits shown in the room',
  codeUnknown: 'No wall has this code. Check the six digits shown in the room.',
  codeMalformed: 'A code has six digits. Check those shown in the room.',
  tooManyCodes: 'Many wrong codes came from your network. Try again in a few minutes.',
  pageUnknown: 'There is nothing at this address. You can join a wall with its code.',
  open: 'Find the wall',
}

export const JOIN_TEXTS: Readonly<Record<Locale, JoinTexts>> = { fr: FR, en: EN }
