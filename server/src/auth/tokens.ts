import { Role } from '@murmure/shared/access'
import { BoardId, GroupId, ParticipantId } from '@murmure/shared/ids'
import { errors, jwtVerify, SignJWT } from 'jose'
import * as z from 'zod/mini'

import type { Person } from '../relay/contract.ts'

/** An assembly, its preparation and its minutes; afterwards the token still renews, it opens nothing more. */
export const TOKEN_LIFETIME_MS = 30 * 24 * 3_600_000

const ALGORITHM = 'HS256'

const Claims = z.object({
  board: BoardId,
  participantId: ParticipantId,
  role: Role,
  groupId: z.optional(GroupId),
})

/**
 * - `expired`: signed by us, too old. Good for one thing, the same identity again at `POST /api/sessions`.
 * - `invalid`: anything else. It says nothing about anybody.
 */
export type Verdict =
  | { readonly kind: 'valid'; readonly person: Person }
  | { readonly kind: 'expired'; readonly person: Person }
  | { readonly kind: 'invalid' }

export type Tokens = {
  sign(person: Person): Promise<string>
  verify(token: string): Promise<Verdict>
}

/** Signs and reads the tokens that people carry. Stateless: whoever has `key` is this server. */
export function createTokens(key: Uint8Array, now: () => number): Tokens {
  return {
    sign({ boardId, participantId, role, groupId }) {
      const seconds = Math.floor(now() / 1000)
      return new SignJWT({
        board: boardId,
        participantId,
        role,
        ...(groupId !== undefined && { groupId }),
      })
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + TOKEN_LIFETIME_MS / 1000)
        .sign(key)
    },
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: [ALGORITHM],
          currentDate: new Date(now()),
          requiredClaims: ['exp', 'iat'],
        })
        return verdict('valid', payload)
      } catch (cause) {
        // jose checks the signature before the dates: an expired token was ours.
        if (cause instanceof errors.JWTExpired) return verdict('expired', cause.payload)
        if (cause instanceof errors.JOSEError) return { kind: 'invalid' }
        throw cause
      }
    },
  }
}

function verdict(kind: 'valid' | 'expired', payload: unknown): Verdict {
  const claims = Claims.safeParse(payload)
  if (!claims.success) return { kind: 'invalid' }
  const { board, participantId, role, groupId } = claims.data
  return {
    kind,
    person: { boardId: board, participantId, role, ...(groupId !== undefined && { groupId }) },
  }
}
