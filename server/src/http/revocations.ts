import { RevokeParticipant } from '@murmure/shared/protocol/http'
import type { FastifyInstance } from 'fastify'

import { forMembers } from './admit.ts'
import type { AppDeps } from './app-deps.ts'
import { sendRefusedFields } from './problem.ts'

/**
 * `POST /api/boards/:id/revocations`: durable first, so that nobody slips back in after a restart; then the
 * sockets close and what waits of them is dropped, within the tick.
 */
export function registerRevocations(app: FastifyInstance, deps: AppDeps): void {
  app.post(
    '/api/boards/:boardId/revocations',
    forMembers(deps, ['facilitator'], async ({ row }, request, reply) => {
      const body = RevokeParticipant.safeParse(request.body)
      if (!body.success) return sendRefusedFields(request, reply, body.error)
      await deps.store.revoke(row.boardId, body.data.participantId)
      deps.relay.revoke(row.boardId, body.data.participantId)
      return reply.code(204).send()
    }),
  )
}
