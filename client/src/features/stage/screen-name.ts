/** No vowels: four letters never make a word. */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ'
const LENGTH = 4

/**
 * What people call a screen by: four letters that follow from its participant id, so that it keeps them over
 * a restart.
 */
export function screenName(participantId: string): string {
  let hash = 0x811c9dc5
  for (const sign of participantId)
    hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0
  const name: string[] = []
  for (let rest = hash; name.length < LENGTH; rest = Math.floor(rest / LETTERS.length))
    name.push(LETTERS[rest % LETTERS.length] ?? '')
  return name.join('')
}
