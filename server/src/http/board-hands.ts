import { HandCommand, type HandsAnswer } from '@murmure/shared/protocol/http'
import { ok } from '@murmure/shared/result'
import type { FastifyInstance } from 'fastify'

import type { Person } from '../relay/contract.ts'
import { forMembers } from './admit.ts'
import type { AppDeps } from './app-deps.ts'
import { changeBoard } from './change-board.ts'
import { type Asker, decideHands, ownHand } from './decide-hands.ts'
import type { Guards } from './guards.ts'
import { sendProblem, sendRefusedFields } from './problem.ts'
import { createTurns } from './turns.ts'

/** `POST /api/boards/:id/hands`: « Demander la parole ». The queue stands in the board's row. */
export function registerBoardHands(
  app: FastifyInstance,
  deps: AppDeps & { readonly guards: Guards },
): void {
  const inTurn = createTurns()

  app.post(
    '/api/boards/:boardId/hands',
    forMembers(
      deps,
      ['participant', 'scribe', 'screen', 'facilitator'],
      async ({ person, row }, request, reply) => {
        const passage = deps.guards.hands.count(`${person.boardId}/${person.participantId}`)
        if (passage.kind === 'wait') {
          const retryAfterSeconds = passage.seconds
          return sendProblem(request, reply, 'too-many-requests', { retryAfterSeconds })
        }
        const command = HandCommand.safeParse(request.body)
        if (!command.success) return sendRefusedFields(request, reply, command.error)
        const asker = askerOf(deps, person)
        const changed = await inTurn(row.boardId, () =>
          changeBoard(deps, row.boardId, (room) => {
            const { hands } = room.session
            const decided = decideHands(hands, command.data, asker, deps.now())
            if (!decided.ok) return decided
            const isSame = decided.value === hands
            // Of a hand that is down already nothing changes: whoever took it down did not mean the floor.
            const floor = command.data.type === 'give' && { floor: command.data.handId }
            const session = { ...room.session, hands: decided.value, ...floor }
            return ok({ room: isSame ? room : { ...room, session }, added: [] })
          }),
        )
        if (!changed.ok) return sendProblem(request, reply, changed.error)
        const { hands } = changed.value.session
        const own = ownHand(hands, asker)
        const answer = { hands: [...hands], ...(own && { handId: own.handId }) }
        return reply.send(answer satisfies HandsAnswer)
      },
    ),
  )
}

function askerOf({ handIds }: AppDeps, { boardId, participantId, role, groupId }: Person): Asker {
  return {
    isFacilitator: role === 'facilitator',
    groupId: role === 'facilitator' ? undefined : groupId,
    handAt: (at) => handIds({ boardId, participantId, at }),
  }
}
