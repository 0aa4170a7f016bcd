import { type CreatedSecret, CreateSecret } from '@murmure/shared/protocol/http'
import type { FastifyInstance } from 'fastify'

import { createSecret, hashSecret } from '../auth/secrets.ts'
import { forMembers } from './admit.ts'
import type { AppDeps } from './app-deps.ts'
import type { Guards } from './guards.ts'
import { facilitatorLink, pageOrigin, screenLink } from './origins.ts'
import { sendProblem, sendRefusedFields } from './problem.ts'

/** `POST /api/boards/:id/secrets`: only the hash of a secret is kept, so a link is made anew, never read again. */
export function registerBoardSecrets(
  app: FastifyInstance,
  deps: AppDeps & { readonly guards: Guards },
): void {
  app.post(
    '/api/boards/:boardId/secrets',
    forMembers(deps, ['facilitator'], async ({ row: { boardId } }, request, reply) => {
      const passage = deps.guards.secrets.count(boardId)
      if (passage.kind === 'wait') {
        const retryAfterSeconds = passage.seconds
        return sendProblem(request, reply, 'too-many-requests', { retryAfterSeconds })
      }
      const body = CreateSecret.safeParse(request.body)
      if (!body.success) return sendRefusedFields(request, reply, body.error)
      const { role } = body.data
      const secret = createSecret(deps.random)
      await deps.store.addSecret(boardId, { hash: hashSecret(secret), role })
      const origin = pageOrigin(deps, request)
      const link = (role === 'screen' ? screenLink : facilitatorLink)(origin, boardId, secret)
      return reply.code(201).send({ secret, link } satisfies CreatedSecret)
    }),
  )
}
