export const joinFr = {
  offline: 'Le mur ne répond pas. Vérifiez le réseau, puis réessayez.',
  groupMissing: 'Choisissez votre groupe.',
  unexpected: 'Le mur a donné une réponse inattendue. Réessayez dans un instant.',
  /** « Groupe B » gives « le groupe B »; any other name stands as it is. */
  join: (group: string) => `Rejoindre ${groupName(group)}`,
  present: (group: string) => `Cet appareil est déjà dans ${groupName(group)}.`,
  goOn: 'Revenir à mon groupe',
}
export type JoinTexts = typeof joinFr

function groupName(group: string): string {
  const team = /^groupe (?<letter>.+)$/i.exec(group)?.groups?.['letter']
  return team === undefined ? `«\u00A0${group}\u00A0»` : `le groupe ${team}`
}
