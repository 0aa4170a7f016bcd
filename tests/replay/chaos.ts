import type { Client } from './client.ts'

/** Trouble for one client, asked after every word. `settle` ends all of it. */
export type Chaos = { readonly afterWord: () => void; readonly settle: () => void }

/** Numbers in [0, 1) that the seed alone decides (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const CUT = 0.05
const LEAVE = 0.03
const MOST_WORDS_AWAY = 6

/** Dead sockets, and spells offline while the writing goes on. */
export function createChaos(
  client: Pick<Client, 'cut' | 'leave' | 'comeBack'>,
  random: () => number,
  onCut: () => void,
): Chaos {
  let wordsAway = 0
  const settle = () => {
    if (wordsAway > 0) client.comeBack()
    wordsAway = 0
  }
  return {
    afterWord() {
      if (wordsAway > 0) {
        if (wordsAway === 1) client.comeBack()
        wordsAway--
        return
      }
      const chance = random()
      if (chance < LEAVE) {
        wordsAway = 1 + Math.floor(random() * MOST_WORDS_AWAY)
        client.leave()
        onCut()
      } else if (chance < LEAVE + CUT) {
        client.cut()
        onCut()
      }
    },
    settle,
  }
}

export const CALM: Chaos = { afterWord: () => undefined, settle: () => undefined }
