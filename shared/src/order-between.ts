import { generateKeyBetween } from 'fractional-indexing'

import type { RandomBytes } from './ids.ts'

const BASE_62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const SUFFIX_LENGTH = 3

/**
 * An order key between two neighbours (null = no neighbour on that side). A random suffix keeps two people
 * who insert in one gap apart; keys may still be equal, hence `byOrder`. Neighbours in the wrong order or
 * equal (which concurrent inserts make) count as « after the first ».
 */
export function orderBetween(
  before: string | null,
  after: string | null,
  random: RandomBytes,
): string {
  const upper = before !== null && after !== null && after <= before ? null : after
  const key = generateKeyBetween(before, upper)
  const jittered = key + suffix(random)
  return upper !== null && jittered >= upper ? key : jittered
}

/** Never ends in « 0 »: the library's keys may not. */
function suffix(random: RandomBytes): string {
  return Array.from(random(SUFFIX_LENGTH), (byte) => BASE_62[1 + (byte % 61)]).join('')
}
