import type { Locale } from '@murmure/shared/room'

import type { ConfigFailure } from '../config.ts'

const FR = {
  thisMachine: 'Sur cet ordinateur',
  localNetwork: 'Sur le réseau local',
  publicAddress: 'Adresse publique',
  data: (folder: string) => `Les murs sont enregistrés dans ${folder}`,
  stop: 'Ctrl + C pour arrêter.',
  stopped: 'Murmure est arrêté, tout est enregistré.',
  inUse: (folder: string) =>
    `Le dossier ${folder} est déjà utilisé par un autre Murmure : arrêtez-le, ou choisissez un autre dossier avec DATA_DIR.`,
  unwritable: (folder: string, cause: string) =>
    `Le dossier ${folder} ne peut pas être créé ou lu (${cause}) : donnez-en un autre avec DATA_DIR.`,
  newer: (folder: string) =>
    `Le dossier ${folder} vient d’une version plus récente de Murmure : installez-la, ou choisissez un autre dossier avec DATA_DIR.`,
  damaged: (folder: string, cause: string) =>
    `Les données du dossier ${folder} sont abîmées (${cause}) : rétablissez une sauvegarde.`,
  badKey: (file: string) =>
    `Le fichier ${file} n’est pas une clé de Murmure : rétablissez-le, ou supprimez-le, et chacun devra rejoindre à nouveau son mur.`,
  portTaken: (port: number) =>
    `Le port ${port} est déjà pris : choisissez-en un autre avec PORT, par exemple PORT=3001.`,
  cannotListen: (host: string, port: number, cause: string) =>
    `Murmure ne peut pas écouter sur ${host}, port ${port} (${cause}) : vérifiez HOST et PORT.`,
  behind: (walls: number) =>
    `Attention : ${walls === 1 ? '1 mur est' : `${walls} murs sont`} dans un état plus ancien que ce qui avait été enregistré ici, sans doute une sauvegarde remise à la main. Chaque téléphone reprendra ce mur tel qu’il est et y remettra ses propres notes.`,
  restore: {
    usage:
      'Indiquez ce que vous rétablissez : pnpm restore <dossier ou fichier murmure.db>, ou pnpm restore <copie d’un mur> <code ou adresse du mur>.',
    wallMissing:
      'Ce fichier est la copie d’un seul mur. Indiquez aussi lequel, par son code ou son adresse : pnpm restore <copie> <mur>. Pour en faire un nouveau mur, utilisez plutôt la page d’accueil.',
    inUse: (folder: string) =>
      `Un serveur Murmure utilise le dossier ${folder}. Arrêtez-le, puis recommencez. Rien n’a changé.`,
    unchanged: 'Rien n’a changé.',
    copyAbsent: (source: string) => `Il n’y a pas de sauvegarde à ${source}. Rien n’a changé.`,
    copyUnreadable: (source: string, cause: string) =>
      `La sauvegarde ${source} ne peut pas être lue (${cause}). Rien n’a changé.`,
    copyDamaged: (source: string) =>
      `La sauvegarde ${source} est abîmée ou n’en est pas une. Rien n’a changé.`,
    copyNewer: (source: string) =>
      `La sauvegarde ${source} vient d’une version plus récente de Murmure. Rien n’a changé.`,
    copyTooHeavy: (source: string) =>
      `La sauvegarde ${source} demande trop de temps ou de mémoire. Rien n’a changé.`,
    wallUnknown: (wall: string) =>
      `« ${wall} » n’est ni le code d’un mur de ce dossier, ni une adresse de mur. Rien n’a changé.`,
    codesExhausted: 'Il ne reste pas de code libre pour ce mur. Rien n’a changé.',
    folderDone: (walls: number, folder: string) =>
      `La sauvegarde est en place dans ${folder} : ${walls === 1 ? '1 mur' : `${walls} murs`}.`,
    lost: (walls: number) =>
      `${walls === 1 ? '1 mur, créé depuis la sauvegarde, n’y est plus' : `${walls} murs, créés depuis la sauvegarde, n’y sont plus`}.`,
    wallDone: (title: string, code: string) =>
      `Le mur « ${title} » (code ${code}) est revenu à l’état de la copie.`,
    wallMadeAgain: (title: string, code: string) =>
      `Le mur « ${title} » n’existait plus : il est recréé à la même adresse, avec le code ${code} et de nouveaux liens.`,
    facilitatorLink: (link: string) => `Lien d’animation : ${link}`,
    screenLink: (link: string) => `Lien d’écran : ${link}`,
    aside: (folder: string) => `Ce qui était là avant est gardé dans ${folder}.`,
    next: 'Démarrez le serveur : chacun retrouve sa place, et les notes plus récentes de chaque téléphone reviennent d’elles-mêmes.',
  },
  config: {
    PORT: (value) => `PORT doit être un nombre de 0 à 65535, pas « ${value} ».`,
    HOST: (value) => `HOST doit être une adresse de cet ordinateur, pas « ${value} ».`,
    DATA_DIR: (value) => `DATA_DIR doit être un dossier, pas « ${value} ».`,
    PUBLIC_URL: (value) =>
      `PUBLIC_URL doit être une adresse comme https://murs.exemple.fr, sans chemin, pas « ${value} ».`,
    TRUST_PROXY: (value) =>
      `TRUST_PROXY doit être true, false ou une liste d’adresses comme 127.0.0.1, 10.0.0.0/8, pas « ${value} ».`,
    LOG_LEVEL: (value) => `LOG_LEVEL doit être error, warn, info ou debug, pas « ${value} ».`,
    METRICS_TOKEN: () => 'METRICS_TOKEN doit avoir au moins 16 caractères.',
    DATABASE_URL: () =>
      'DATABASE_URL est donné, mais cette version enregistre seulement dans DATA_DIR : retirez cette variable.',
    REDIS_URL: () =>
      'REDIS_URL est donné, mais cette version fonctionne seule, sans Redis : retirez cette variable.',
  } satisfies ConfigTexts as ConfigTexts,
}

type ConfigTexts = Readonly<Record<ConfigFailure['name'], (value: string) => string>>

/** What the operator reads in the terminal. */
export type StartTexts = typeof FR

const EN: StartTexts = {
  thisMachine: 'On this computer',
  localNetwork: 'On the local network',
  publicAddress: 'Public address',
  data: (folder) => `The walls are stored in ${folder}`,
  stop: 'Ctrl + C to stop.',
  stopped: 'Murmure has stopped, everything is saved.',
  inUse: (folder) =>
    `The folder ${folder} is already used by another Murmure: stop it, or choose another folder with DATA_DIR.`,
  unwritable: (folder, cause) =>
    `The folder ${folder} cannot be created or read (${cause}): give another one with DATA_DIR.`,
  newer: (folder) =>
    `The folder ${folder} comes from a later version of Murmure: install it, or choose another folder with DATA_DIR.`,
  damaged: (folder, cause) =>
    `The data in the folder ${folder} are damaged (${cause}): restore a backup.`,
  badKey: (file) =>
    `The file ${file} is not a key of Murmure: restore it, or delete it, and everyone will have to join their wall again.`,
  portTaken: (port) =>
    `Port ${port} is already taken: choose another one with PORT, for example PORT=3001.`,
  cannotListen: (host, port, cause) =>
    `Murmure cannot listen on ${host}, port ${port} (${cause}): check HOST and PORT.`,
  behind: (walls) =>
    `Warning: ${walls === 1 ? '1 wall is' : `${walls} walls are`} in an older state than what had been saved here, probably a backup put back by hand. Each phone will take the wall as it is and put its own notes back.`,
  restore: {
    usage:
      'Say what you restore: pnpm restore <folder or murmure.db file>, or pnpm restore <copy of a wall> <code or address of the wall>.',
    wallMissing:
      'This file is the copy of one wall. Say which one, too, by its code or its address: pnpm restore <copy> <wall>. To make a new wall of it, use the home page instead.',
    inUse: (folder) =>
      `A Murmure server is using the folder ${folder}. Stop it, then try again. Nothing has changed.`,
    unchanged: 'Nothing has changed.',
    copyAbsent: (source) => `There is no backup at ${source}. Nothing has changed.`,
    copyUnreadable: (source, cause) =>
      `The backup ${source} cannot be read (${cause}). Nothing has changed.`,
    copyDamaged: (source) =>
      `The backup ${source} is damaged, or is not a backup. Nothing has changed.`,
    copyNewer: (source) =>
      `The backup ${source} comes from a later version of Murmure. Nothing has changed.`,
    copyTooHeavy: (source) =>
      `The backup ${source} takes too much time or memory. Nothing has changed.`,
    wallUnknown: (wall) =>
      `“${wall}” is neither the code of a wall in this folder nor the address of one. Nothing has changed.`,
    codesExhausted: 'There is no free code left for this wall. Nothing has changed.',
    folderDone: (walls, folder) =>
      `The backup is in place in ${folder}: ${walls === 1 ? '1 wall' : `${walls} walls`}.`,
    lost: (walls) =>
      `${walls === 1 ? '1 wall, made since the backup, is' : `${walls} walls, made since the backup, are`} no longer there.`,
    wallDone: (title, code) =>
      `The wall “${title}” (code ${code}) is back in the state of the copy.`,
    wallMadeAgain: (title, code) =>
      `The wall “${title}” no longer existed: it is made again at the same address, with the code ${code} and new links.`,
    facilitatorLink: (link) => `Facilitator’s link: ${link}`,
    screenLink: (link) => `Screen’s link: ${link}`,
    aside: (folder) => `What was there before is kept in ${folder}.`,
    next: 'Start the server: everybody finds their place again, and the newer notes of each phone come back by themselves.',
  },
  config: {
    PORT: (value) => `PORT must be a number from 0 to 65535, not “${value}”.`,
    HOST: (value) => `HOST must be an address of this computer, not “${value}”.`,
    DATA_DIR: (value) => `DATA_DIR must be a folder, not “${value}”.`,
    PUBLIC_URL: (value) =>
      `PUBLIC_URL must be an address such as https://walls.example.org, without a path, not “${value}”.`,
    TRUST_PROXY: (value) =>
      `TRUST_PROXY must be true, false or a list of addresses such as 127.0.0.1, 10.0.0.0/8, not “${value}”.`,
    LOG_LEVEL: (value) => `LOG_LEVEL must be error, warn, info or debug, not “${value}”.`,
    METRICS_TOKEN: () => 'METRICS_TOKEN must have at least 16 characters.',
    DATABASE_URL: () =>
      'DATABASE_URL is set, but this version stores in DATA_DIR only: remove that variable.',
    REDIS_URL: () =>
      'REDIS_URL is set, but this version works alone, without Redis: remove that variable.',
  },
}

export const START_TEXTS: Readonly<Record<Locale, StartTexts>> = { fr: FR, en: EN }
