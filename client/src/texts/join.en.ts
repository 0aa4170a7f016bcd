import type { JoinTexts } from './join.fr.ts'

export const joinEn: JoinTexts = {
  offline: 'The wall does not answer. Check the network, then try again.',
  unexpected: 'The wall gave an unexpected answer. Try again in a moment.',
}
