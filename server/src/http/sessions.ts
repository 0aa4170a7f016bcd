import { CreateSession } from '@murmure/shared/protocol/http'
import type { FastifyInstance } from 'fastify'

import { bearerOfHeader } from '../auth/bearer.ts'
import type { Verdict } from '../auth/tokens.ts'
import type { AppDeps } from './app-deps.ts'
import type { Guards } from './guards.ts'
import { openSession } from './open-session.ts'
import { joinOrigin } from './origins.ts'
import { sendProblem, sendRefusedFields } from './problem.ts'

/** `POST /api/sessions` */
export function registerSessions(app: FastifyInstance, deps: AppDeps & { guards: Guards }): void {
  app.post('/api/sessions', async (request, reply) => {
    const body = CreateSession.safeParse(request.body)
    if (!body.success) return sendRefusedFields(request, reply, body.error)
    const token = bearerOfHeader(request.headers.authorization)
    const earlier = token === undefined ? undefined : await verifyEarlier(deps, token)
    const session = await openSession(deps, {
      request: body.data,
      earlier,
      address: request.ip,
      joinOrigin: joinOrigin(deps, request),
    })
    if (!session.ok) return sendProblem(request, reply, session.error.problem, session.error)
    return reply.code(201).send(session.value)
  })
}

/** An expired token still says who somebody is; a revoked one says nothing. */
async function verifyEarlier({ tokens, store }: AppDeps, token: string): Promise<Verdict> {
  const verdict = await tokens.verify(token)
  if (verdict.kind === 'invalid') return verdict
  const { boardId, participantId } = verdict.person
  return (await store.isRevoked(boardId, participantId)) ? { kind: 'invalid' } : verdict
}
