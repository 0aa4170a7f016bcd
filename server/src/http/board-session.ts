import { createId } from '@murmure/shared/ids'
import {
  DeclareHeadcount,
  type DeclaredHeadcount,
  type SessionAnswer,
  SessionCommand,
} from '@murmure/shared/protocol/http'
import { ok } from '@murmure/shared/result'
import type { FastifyInstance } from 'fastify'

import { forMembers, type Member } from './admit.ts'
import type { AppDeps } from './app-deps.ts'
import { changeBoard } from './change-board.ts'
import { decide } from './decide-session.ts'
import type { Guards } from './guards.ts'
import { sendProblem, sendRefusedFields } from './problem.ts'

/** The running of the assembly: the facilitators' commands, and who is there. */
export function registerBoardSession(
  app: FastifyInstance,
  deps: AppDeps & { readonly guards: Guards },
): void {
  app.post(
    '/api/boards/:boardId/session',
    forMembers(deps, ['facilitator'], async ({ row }, request, reply) => {
      const command = SessionCommand.safeParse(request.body)
      if (!command.success) return sendRefusedFields(request, reply, command.error)
      const changed = await changeBoard(deps, row.boardId, (room) => {
        const decided = decide(room, command.data, deps.now())
        return decided.ok ? ok({ room: decided.value, added: [] }) : decided
      })
      if (!changed.ok) return sendProblem(request, reply, changed.error)
      return reply.send({ session: changed.value.session } satisfies SessionAnswer)
    }),
  )

  app.post(
    '/api/boards/:boardId/headcount',
    forMembers(deps, ['participant', 'scribe', 'facilitator'], async (member, request, reply) => {
      const { person } = member
      const passage = deps.guards.headcounts.count(`${person.boardId}/${person.participantId}`)
      if (passage.kind === 'wait') {
        const retryAfterSeconds = passage.seconds
        return sendProblem(request, reply, 'too-many-requests', { retryAfterSeconds })
      }
      const body = DeclareHeadcount.safeParse(request.body)
      if (!body.success) return sendRefusedFields(request, reply, body.error)
      const group = declaredGroup(member, body.data)
      if ('problem' in group) return sendProblem(request, reply, group.problem)
      const declared = await declare(deps, member, body.data, group.groupId)
      return reply.send(declared)
    }),
  )
}

/** Participants and scribes speak for their own group, facilitators for the one that they name. */
function declaredGroup(
  { person, row }: Member,
  { groupId }: DeclareHeadcount,
): { readonly groupId: string } | { readonly problem: 'group-foreign' | 'group-unknown' } {
  const wanted = groupId ?? person.groupId
  if (wanted === undefined) return { problem: 'group-unknown' }
  if (person.role !== 'facilitator' && wanted !== person.groupId)
    return { problem: 'group-foreign' }
  return row.room.groups.some((group) => group.groupId === wanted)
    ? { groupId: wanted }
    : { problem: 'group-unknown' }
}

/**
 * The declaration is durable first, then projected. Should the projection fail, the caller repeats the same
 * `declarationId`, which replaces itself and projects again.
 */
async function declare(
  { store, projection, random }: AppDeps,
  { row }: Member,
  { declarationId = createId(random), kind, department, count }: DeclareHeadcount,
  groupId: string,
): Promise<DeclaredHeadcount> {
  await store.declare({
    boardId: row.boardId,
    declarationId,
    groupId,
    kind,
    ...(department !== undefined && { department }),
    count,
  })
  await projection.project(row.boardId)
  return { declarationId }
}
