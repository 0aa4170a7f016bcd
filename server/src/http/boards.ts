import { createId, FIRST_GENERATION, generationOf } from '@murmure/shared/ids'
import { CLOSE } from '@murmure/shared/protocol/close-codes'
import { type BoardSettings, CreateBoard, PatchBoard } from '@murmure/shared/protocol/http'
import { ok } from '@murmure/shared/result'
import { Locale, type Room } from '@murmure/shared/room'
import { readRoom } from '@murmure/shared/room-doc'
import { templatesIn } from '@murmure/shared/templates'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { core } from 'zod/mini'

import { roomOf } from '../room-doc/project-room.ts'
import type { BoardRow } from '../storage/contract.ts'
import { forMembers } from './admit.ts'
import type { AppDeps } from './app-deps.ts'
import { changeBoard } from './change-board.ts'
import { createBoard } from './create-board.ts'
import { createdBoard } from './created-board.ts'
import { decideSettings } from './decide-settings.ts'
import { localeOf } from './locale.ts'
import { joinLink, joinOrigin } from './origins.ts'
import { refusedFields, sendProblem, sendRefusedFields } from './problem.ts'
import type { Screens } from './screens.ts'

type Services = AppDeps & { readonly screens: Screens }

/** New walls per address: an afternoon of trying out, not a flood. */
const CREATE_LIMIT = { max: 30, timeWindow: 600_000 }

/** Templates, and the life of a board from its making to its deletion. */
export function registerBoards(app: FastifyInstance, deps: Services): void {
  app.get<{ Querystring: { locale?: string } }>('/api/templates', async (request, reply) => {
    const asked = Locale.safeParse(request.query.locale)
    const locale = asked.success ? asked.data : localeOf(request.headers['accept-language'])
    return reply.header('vary', 'accept-language').send(templatesIn(locale))
  })

  app.post('/api/boards', { config: { rateLimit: CREATE_LIMIT } }, async (request, reply) => {
    const body = CreateBoard.safeParse(request.body)
    if (!body.success) return sendRefusedFields(request, reply, body.error)
    const locale = localeOf(request.headers['accept-language'])
    const created = await createBoard(deps, body.data, locale)
    if (!created.ok) return sendProblem(request, reply, created.error)
    return reply.code(201).send(createdBoard(deps, request, created.value))
  })

  app.get(
    '/api/boards/:boardId',
    forMembers(deps, ['facilitator'], async ({ row }, request, reply) =>
      reply.send(boardSettings(deps, request, row, await currentRoom(deps, row))),
    ),
  )

  app.patch(
    '/api/boards/:boardId',
    forMembers(deps, ['facilitator'], async ({ row }, request, reply) => {
      const body = PatchBoard.safeParse(request.body)
      if (!body.success) return refusePatch(request, reply, body.error)
      const changed = await patchBoard(deps, row, body.data)
      if (!changed.ok) return sendProblem(request, reply, changed.error)
      return reply.send(boardSettings(deps, request, row, changed.value))
    }),
  )

  app.delete(
    '/api/boards/:boardId',
    forMembers(deps, ['facilitator'], async ({ row }, _request, reply) => {
      await deleteBoard(deps, row)
      return reply.code(204).send()
    }),
  )
}

/** A wrong link is pasted often and its field says little: it has a sentence of its own. */
function refusePatch(request: FastifyRequest, reply: FastifyReply, error: core.$ZodError) {
  const fields = refusedFields(error.issues)
  return fields.length > 0 && fields.every((field) => field.startsWith('visio'))
    ? sendProblem(request, reply, 'visio-refused', { fields })
    : sendProblem(request, reply, 'fields-refused', { fields })
}

/** A new group is of its wall's generation. */
async function patchBoard(deps: AppDeps, row: BoardRow, patch: PatchBoard) {
  const [first] = await deps.store.listDocuments(row.boardId)
  const generation = first ? generationOf(first.documentId) : FIRST_GENERATION
  return changeBoard(deps, row.boardId, (room) => {
    const decided = decideSettings(room, patch, () => createId(deps.random))
    if (!decided.ok) return decided
    return ok({
      room: decided.value.room,
      added: decided.value.added.map(({ groupId }) => ({
        documentId: `${createId(deps.random)}.${generation}`,
        boardId: row.boardId,
        kind: 'group' as const,
        groupId,
      })),
    })
  })
}

/** Closes before and after: a socket admitted just before the row went would keep a room of nothing alive. */
async function deleteBoard(
  { store, relay, screens }: Services,
  { boardId }: BoardRow,
): Promise<void> {
  const documents = (await store.listDocuments(boardId)).map(({ documentId }) => documentId)
  relay.closeBoard(documents, CLOSE.gone)
  await store.deleteBoard(boardId)
  relay.closeBoard(documents, CLOSE.gone)
  screens.forget(boardId)
}

/** The row, with the sums as the room document says them. */
async function currentRoom({ store, relay }: AppDeps, row: BoardRow): Promise<Room> {
  const documents = await store.listDocuments(row.boardId)
  const document = documents.find(({ kind }) => kind === 'room')
  const told = document && (await relay.read(document.documentId, readRoom))
  return told ? roomOf(row, told.session) : row.room
}

function boardSettings(
  deps: Services,
  request: FastifyRequest,
  { boardId, code }: BoardRow,
  room: Room,
): BoardSettings {
  return {
    boardId,
    code,
    links: { join: joinLink(joinOrigin(deps, request), code) },
    meta: room.meta,
    sections: [...room.sections],
    columns: [...room.columns],
    groups: [...room.groups],
    session: room.session,
    screens: [...deps.screens.of(boardId)],
  }
}
