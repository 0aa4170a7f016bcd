import { COPY_MAX_BYTES } from '@murmure/shared/protocol/copy'
import type { FastifyInstance } from 'fastify'

import { forMembers } from './admit.ts'
import type { AppDeps } from './app-deps.ts'
import { createCopyCheck } from './check-copy-apart.ts'
import { contentDisposition } from './content-disposition.ts'
import { createdBoard } from './created-board.ts'
import type { Guards } from './guards.ts'
import { sendProblem } from './problem.ts'
import { restoreBoard } from './restore-board.ts'
import { saveCopy } from './save-copy.ts'

/** Files that strangers may have the server read, per address. */
const RESTORE_LIMIT = { max: 10, timeWindow: 600_000 }

/** « Sauvegarder une copie », and a wall from one. */
export async function registerBoardCopies(
  app: FastifyInstance,
  deps: AppDeps & { readonly guards: Guards },
): Promise<void> {
  app.get(
    '/api/boards/:boardId/copy',
    forMembers(deps, ['facilitator'], async ({ row }, request, reply) => {
      const passage = deps.guards.copies.count(row.boardId)
      if (passage.kind === 'wait') {
        const retryAfterSeconds = passage.seconds
        return sendProblem(request, reply, 'too-many-requests', { retryAfterSeconds })
      }
      const copy = await saveCopy(deps, row.boardId)
      if (!copy) return sendProblem(request, reply, 'board-unknown')
      const name = contentDisposition(`${copy.room.meta.title}.murmure.json`)
      return reply
        .header('content-disposition', name)
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(copy))
    }),
  )
  await app.register(async (scope) => registerRestore(scope, deps))
}

/** Encapsulated: here, and nowhere else, a body may be large, and is not read before its own thread has it. */
function registerRestore(app: FastifyInstance, deps: AppDeps): void {
  const checkCopy = createCopyCheck()
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: COPY_MAX_BYTES },
    (_request, body, done) => done(null, body),
  )
  // Nothing is inflated: sixteen megabytes of zeros are a few bytes on the way.
  app.addHook('onRequest', async (request, reply) => {
    const encoding = request.headers['content-encoding'] ?? 'identity'
    if (encoding !== 'identity') return sendProblem(request, reply, 'media-type-unknown')
    return undefined
  })

  app.post(
    '/api/boards/copy',
    { bodyLimit: COPY_MAX_BYTES, config: { rateLimit: RESTORE_LIMIT } },
    async (request, reply) => {
      if (!Buffer.isBuffer(request.body)) return sendProblem(request, reply, 'copy-unreadable')
      const checked = await checkCopy(request.body)
      if (!checked.ok) return sendProblem(request, reply, checked.error)
      const restored = await restoreBoard(deps, checked.value)
      if (!restored.ok) return sendProblem(request, reply, restored.error)
      return reply.code(201).send(createdBoard(deps, request, restored.value))
    },
  )
}
