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
