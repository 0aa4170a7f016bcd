import type { Author } from '@murmure/server/relay/policy'
import type * as Y from 'yjs'

/** A whole number from 0 on, below `sides`. */
export type Dice = (sides: number) => number

/** What an attacker has at hand: the server's state, who they are, whom they are after, and dice. */
export type Attacker = {
  readonly author: Author
  readonly victim: Author
  /** A replica of the server, theirs to spoil. */
  readonly copy: Y.Doc
  /** The victim's clientID, which every reader sees. */
  readonly victimClient: number
  /** One that the victim's next page will use: it stands in no document yet. */
  readonly futureClient: number
  readonly dice: Dice
}

/** Bytes that no editor of ours makes, by the name of a known way to break a Yjs relay. */
export type Attacks = Readonly<Record<string, (attacker: Attacker) => Uint8Array>>

/** Dice that fall the same way for the same seed (mulberry32). */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0
  return (sides) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * sides)
  }
}
