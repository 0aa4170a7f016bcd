import type { RandomBytes } from '@murmure/shared/ids'

/** Works on plain http too, where `randomUUID` does not exist. */
export const browserRandom: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length))

export const browserNow = (): number => Date.now()
