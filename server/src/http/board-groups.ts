import { isUntouched } from '@murmure/shared/group-doc'
import { type BoardId, type DocumentId, GroupId } from '@murmure/shared/ids'
import { CLOSE } from '@murmure/shared/protocol/close-codes'
import { fail, ok, type Result } from '@murmure/shared/result'
import type { Room } from '@murmure/shared/room'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'

import { forMembers } from './admit.ts'
import type { AppDeps } from './app-deps.ts'
import { type BoardChange, changeBoard } from './change-board.ts'
import { sendProblem, sendRefusedFields } from './problem.ts'
import type { ProblemName } from './problems.fr.ts'

const Params = z.object({ groupId: GroupId })

/**
 * `DELETE /api/boards/:id/groups/:groupId`: a group that was added by mistake goes, with its document, where
 * nothing is lost by it.
 */
export function registerBoardGroups(app: FastifyInstance, deps: AppDeps): void {
  app.delete(
    '/api/boards/:boardId/groups/:groupId',
    forMembers(deps, ['facilitator'], async ({ row: { boardId } }, request, reply) => {
      const params = Params.safeParse(request.params)
      if (!params.success) return sendRefusedFields(request, reply, params.error)
      const { groupId } = params.data
      const gone: DocumentId[] = []
      const changed = await changeBoard(deps, boardId, async (room) => {
        const decided = await withoutGroup(deps, { boardId, groupId, room })
        if (decided.ok) gone.push(...decided.value.removed.map(({ documentId }) => documentId))
        return decided
      })
      if (!changed.ok) return sendProblem(request, reply, changed.error)
      // Whoever came in between is told, and chooses another group: what they typed is still theirs.
      deps.relay.closeBoard(gone, CLOSE.gone)
      return reply.code(204).send()
    }),
  )
}

type Removal = { readonly boardId: BoardId; readonly groupId: GroupId; readonly room: Room }

/**
 * Nobody wrote in it, was counted in it, or is there. The head is read before the document: what is committed
 * from then on shows in one of the two, and the store takes the document away at that very head only.
 */
async function withoutGroup(
  { store, relay }: AppDeps,
  { boardId, groupId, room }: Removal,
): Promise<Result<Required<BoardChange>, ProblemName>> {
  const others = room.groups.filter((group) => group.groupId !== groupId)
  if (others.length === room.groups.length) return fail('group-unknown')
  if (others.length === 0) return fail('group-last')
  const removed: { documentId: DocumentId; head: number }[] = []
  for (const document of await store.listDocuments(boardId)) {
    if (document.groupId !== groupId) continue
    const { documentId } = document
    const stored = await store.load(documentId)
    if (!stored || !(await relay.read(documentId, isUntouched))) return fail('group-written')
    removed.push({ documentId, head: stored.head })
  }
  if ((await store.headcounts(boardId)).has(groupId)) return fail('group-written')
  // What passes comes after what stays: « when nobody is there any more » must be advice that works.
  if (relay.isAnyoneOf(boardId, groupId)) return fail('group-present')
  const hands = room.session.hands.filter((hand) => hand.groupId !== groupId)
  return ok({
    room: {
      ...room,
      groups: others.map((group, order) => ({ ...group, order })),
      session: { ...room.session, hands },
    },
    added: [],
    removed,
  })
}
