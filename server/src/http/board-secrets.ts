import type { Group } from '@murmure/shared/group'
import { type CreatedSecret, CreateSecret } from '@murmure/shared/protocol/http'
import type { FastifyInstance, FastifyRequest } from 'fastify'

import { createSecret, hashSecret } from '../auth/secrets.ts'
import type { SecretGrant } from '../storage/contract.ts'
import { forMembers } from './admit.ts'
import type { AppDeps } from './app-deps.ts'
import type { Guards } from './guards.ts'
import { facilitatorLink, joinOrigin, screenLink, scribeLink } from './origins.ts'
import { sendProblem, sendRefusedFields } from './problem.ts'

/** `POST /api/boards/:id/secrets`: only the hash of a secret is kept, so a link is made anew, never read again. */
export function registerBoardSecrets(
  app: FastifyInstance,
  deps: AppDeps & { readonly guards: Guards },
): void {
  app.post(
    '/api/boards/:boardId/secrets',
    forMembers(deps, ['facilitator'], async ({ row: { boardId, room } }, request, reply) => {
      const passage = deps.guards.secrets.count(boardId)
      if (passage.kind === 'wait') {
        const retryAfterSeconds = passage.seconds
        return sendProblem(request, reply, 'too-many-requests', { retryAfterSeconds })
      }
      const body = CreateSecret.safeParse(request.body)
      if (!body.success) return sendRefusedFields(request, reply, body.error)
      const grant = grantOf(body.data)
      if (grant.groupId !== undefined && !room.groups.some(hasId(grant.groupId)))
        return sendProblem(request, reply, 'group-unknown')
      const secret = createSecret(deps.random)
      await deps.store.addSecret(boardId, { hash: hashSecret(secret), ...grant })
      const link = linkFor(deps, request, { boardId, secret, role: body.data.role })
      return reply.code(201).send({ secret, link } satisfies CreatedSecret)
    }),
  )
}

function grantOf(wanted: CreateSecret): SecretGrant {
  const groupId = 'groupId' in wanted ? wanted.groupId : undefined
  return { role: wanted.role, ...(groupId !== undefined && { groupId }) }
}

const hasId = (groupId: string) => (group: Group) => group.groupId === groupId

/** It is made to be opened on another machine: from « localhost » it leads to this one's own address. */
function linkFor(
  deps: AppDeps,
  request: FastifyRequest,
  made: { readonly boardId: string; readonly secret: string; readonly role: CreateSecret['role'] },
): string {
  const origin = joinOrigin(deps, request)
  switch (made.role) {
    case 'scribe':
      return scribeLink(origin, made.boardId, made.secret)
    case 'screen':
      return screenLink(origin, made.boardId, made.secret)
    case 'facilitator':
      return facilitatorLink(origin, made.boardId, made.secret)
  }
}
