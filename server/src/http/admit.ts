import type { Role } from '@murmure/shared/access'
import { BoardId } from '@murmure/shared/ids'
import { fail, ok, type Result } from '@murmure/shared/result'
import type { FastifyReply, FastifyRequest } from 'fastify'

import { bearerOfHeader } from '../auth/bearer.ts'
import type { Person } from '../relay/contract.ts'
import type { BoardRow } from '../storage/contract.ts'
import type { AppDeps } from './app-deps.ts'
import { sendProblem } from './problem.ts'
import type { ProblemName } from './problems.fr.ts'

/** Someone with a valid token, on the board that the token is for. */
export type Member = { readonly person: Person; readonly row: BoardRow }

export type BoardRequest = FastifyRequest<{ Params: { boardId: string } }>

/** Who asks, and is this their board? Says nothing about a board to those who do not belong to it. */
export async function admit(
  { tokens, store }: Pick<AppDeps, 'tokens' | 'store'>,
  token: string | undefined,
  boardId: string,
): Promise<Result<Member, ProblemName>> {
  if (token === undefined) return fail('token-missing')
  const verdict = await tokens.verify(token)
  if (verdict.kind !== 'valid') {
    return fail(verdict.kind === 'expired' ? 'token-expired' : 'token-invalid')
  }
  const { person } = verdict
  if (!BoardId.safeParse(boardId).success || person.boardId !== boardId)
    return fail('board-foreign')
  // Asked together: a hall that polls waits for one way to the store and back, not for two.
  const [isRevoked, row] = await Promise.all([
    store.isRevoked(person.boardId, person.participantId),
    store.getBoard(person.boardId),
  ])
  // A revoked person is nobody: what they hold is no token any more.
  if (isRevoked) return fail('token-invalid')
  return row ? ok({ person, row }) : fail('board-unknown')
}

/** A route of one board: `handle` runs for its members in one of these roles, everyone else is refused. */
export function forMembers(
  deps: AppDeps,
  roles: readonly Role[],
  handle: (member: Member, request: BoardRequest, reply: FastifyReply) => Promise<FastifyReply>,
): (request: BoardRequest, reply: FastifyReply) => Promise<FastifyReply> {
  return async (request, reply) => {
    const token = bearerOfHeader(request.headers.authorization)
    const member = await admit(deps, token, request.params.boardId)
    if (!member.ok) return sendProblem(request, reply, member.error)
    if (!roles.includes(member.value.person.role)) {
      return sendProblem(request, reply, 'role-insufficient')
    }
    return handle(member.value, request, reply)
  }
}
