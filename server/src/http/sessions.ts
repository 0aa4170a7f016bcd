import { CreateSession } from '@murmure/shared/protocol/http'
import type { FastifyInstance } from 'fastify'

import { bearerOfHeader } from '../auth/bearer.ts'
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
    const earlier = token === undefined ? undefined : await deps.tokens.verify(token)
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
