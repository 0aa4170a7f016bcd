import type { ReplayProblem } from './replay-problem.ts'

/** What `pnpm replay` says on the terminal. */
export type ReplayWords = {
  readonly usage: string
  readonly read: (title: string, notes: number, groups: number, people: number) => string
  readonly unplaced: (lines: number) => string
  readonly created: (code: string) => string
  readonly joined: (people: number) => string
  readonly writing: (section: string, notes: number) => string
  readonly written: (section: string, notes: number) => string
  readonly revealed: string
  readonly filed: (themes: number) => string
  readonly cuts: (count: number, seed: number) => string
  readonly complete: (notes: number) => string
  readonly problem: (problem: ReplayProblem) => string
}

const FR: ReplayWords = {
  usage:
    'Usage : pnpm replay <fichier> --server <adresse> [--speed mots-par-seconde] [--chaos] [--seed nombre]\n        pnpm replay --demo --server <adresse>',
  read: (title, notes, groups, people) =>
    `${title} : ${notes} notes, ${groups} groupes, ${people} personnes.`,
  unplaced: (lines) => `${lines} lignes du fichier n’ont pas trouvé leur place.`,
  created: (code) => `Le mur est créé, code ${code}.`,
  joined: (people) => `${people} personnes ont rejoint leur groupe et déclaré leur présence.`,
  writing: (section, notes) => `${section} : ${notes} notes s’écrivent.`,
  written: (section, notes) => `${section} : ${notes} notes sont arrivées.`,
  revealed: 'Le mur est dévoilé.',
  filed: (themes) => `${themes} thèmes sont rangés.`,
  cuts: (count, seed) => `${count} coupures de connexion (--seed ${seed}).`,
  complete: (notes) => `Le mur et le compte-rendu portent les ${notes} notes, chacune une fois.`,
  problem: (problem) => {
    switch (problem.kind) {
      case 'file':
        return `Le fichier ${problem.path} ne peut pas être lu.`
      case 'no-statements':
        return `Le fichier ${problem.path} ne contient aucun propos : ce n’est pas un compte-rendu de cette forme.`
      case 'sections':
        return `Le fichier a ${problem.found} parties, le modèle de mur en a ${problem.known}.`
      case 'columns':
        return `Le tableau « ${problem.group} » (${problem.section}) a plus de colonnes que le modèle de mur.`
      case 'unreachable':
        return `Le serveur ${problem.url} ne répond pas.`
      case 'refused':
        return `Le serveur refuse ${problem.request} (${problem.status}) : ${problem.detail}`
      case 'answer':
        return `La réponse du serveur à ${problem.request} n’a pas la forme attendue.`
      case 'connection':
        return `La connexion au document de ${problem.who} ne s’ouvre pas.`
      case 'missing':
        return `${problem.missing} notes sur ${problem.expected} ne sont pas arrivées sur le mur comme elles ont été écrites.`
      case 'minutes':
        return 'Le compte-rendu du serveur ne dit pas ce que dit le mur.'
    }
  },
}

const EN: ReplayWords = {
  usage:
    'Usage: pnpm replay <file> --server <address> [--speed words-per-second] [--chaos] [--seed number]\n       pnpm replay --demo --server <address>',
  read: (title, notes, groups, people) =>
    `${title}: ${notes} notes, ${groups} groups, ${people} people.`,
  unplaced: (lines) => `${lines} lines of the file found no place.`,
  created: (code) => `The wall is there, code ${code}.`,
  joined: (people) => `${people} people joined their group and declared their presence.`,
  writing: (section, notes) => `${section}: ${notes} notes are being written.`,
  written: (section, notes) => `${section}: ${notes} notes have arrived.`,
  revealed: 'The wall is revealed.',
  filed: (themes) => `${themes} themes are filed.`,
  cuts: (count, seed) => `${count} connections were cut (--seed ${seed}).`,
  complete: (notes) => `Wall and minutes hold all ${notes} notes, each of them once.`,
  problem: (problem) => {
    switch (problem.kind) {
      case 'file':
        return `The file ${problem.path} cannot be read.`
      case 'no-statements':
        return `The file ${problem.path} holds no statement: it is not minutes of this form.`
      case 'sections':
        return `The file has ${problem.found} sections, the template has ${problem.known}.`
      case 'columns':
        return `The table “${problem.group}” (${problem.section}) has more columns than the template.`
      case 'unreachable':
        return `The server ${problem.url} does not answer.`
      case 'refused':
        return `The server refuses ${problem.request} (${problem.status}): ${problem.detail}`
      case 'answer':
        return `The server’s answer to ${problem.request} does not have the expected form.`
      case 'connection':
        return `The connection to the document of ${problem.who} does not open.`
      case 'missing':
        return `${problem.missing} of ${problem.expected} notes did not reach the wall as they were written.`
      case 'minutes':
        return 'The server’s minutes do not say what the wall says.'
    }
  },
}

/** French, unless the environment asks for English. */
export function replayWords(language: string | undefined): ReplayWords {
  return language !== undefined && /^en/i.test(language) ? EN : FR
}
