import { createHash } from 'node:crypto'

import type { RandomBytes } from '@murmure/shared/ids'

const SECRET_BYTES = 24
const CODE_SPAN = 1_000_000
/** The largest multiple of a million below 2³²: above it a remainder would favour small codes. */
const UNBIASED_BELOW = Math.floor(2 ** 32 / CODE_SPAN) * CODE_SPAN

/** 32 characters of base64url, 192 bits: opens a board in a role, travels in a URL fragment only. */
export function createSecret(random: RandomBytes): string {
  return Buffer.from(random(SECRET_BYTES)).toString('base64url')
}

/**
 * What is stored of a secret. Plain SHA-256, without salt or stretching: those protect words that people
 * choose, and 192 random bits can be neither listed nor tried out.
 */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Six digits, each code as likely as the other. Whether it is taken, only the store knows. */
export function createCode(random: RandomBytes): string {
  for (;;) {
    const drawn = Buffer.from(random(4)).readUInt32BE()
    if (drawn < UNBIASED_BELOW) return String(drawn % CODE_SPAN).padStart(6, '0')
  }
}
