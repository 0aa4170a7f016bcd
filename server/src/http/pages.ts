import { join } from 'node:path'
import { readFile } from 'node:fs/promises'

import { fastifyStatic } from '@fastify/static'
import { GroupId } from '@murmure/shared/ids'
import { NAME_MAX_UNITS } from '@murmure/shared/limits'
import { type CreatedSession, JoinCode } from '@murmure/shared/protocol/http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

import type { BoardRow } from '../storage/contract.ts'
import type { AppDeps } from './app-deps.ts'
import type { Guards } from './guards.ts'
import { type CodeNotice, codeForm, fillTemplate, joinForm, type ServerPage } from './join-page.ts'
import { localeOf } from './locale.ts'
import { findByCode, openSession, type Refusal } from './open-session.ts'
import { joinOrigin } from './origins.ts'
import { problemStatus, sendProblem } from './problem.ts'

type Services = AppDeps & { readonly guards: Guards }
type JoinRequest = FastifyRequest<{ Params: { code: string }; Querystring: { group?: string } }>

/** What the page of each path is, apart from the join page. They hold no board's content. */
const FACES = {
  '/': 'home.html',
  '/e/:board': 'phone.html',
  '/a/:board': 'wall.html',
  '/p/:board': 'screen.html',
  '/c/:board': 'minutes.html',
  '/k/:board': 'kit.html',
} as const

/** Hashed by their content: what a name says never changes. */
const ASSETS = /[\\/]assets[\\/]/
const FORM_MAX_BYTES = 4096
/** The phone page takes the cookie over within moments; a phone that does not get there asks again. */
const COOKIE_SECONDS = 120

/** The built pages and their assets, and the join page, which the server writes itself. */
export async function registerPages(app: FastifyInstance, deps: Services): Promise<void> {
  await app.register(fastifyStatic, {
    root: deps.clientDir,
    index: false,
    // Cache rules are ours, below.
    cacheControl: false,
    preCompressed: true,
    // The pages have addresses of their own, and join.html is only half a page.
    allowedPath: (path) => !path.endsWith('.html'),
    setHeaders: (reply, path) => {
      const forever = ASSETS.test(path) ? 'public, max-age=31536000, immutable' : undefined
      void reply.header('cache-control', forever ?? 'no-cache')
    },
  })
  // Not `sendFile`, which would ask `allowedPath`.
  for (const [path, file] of Object.entries(FACES)) {
    app.get(path, async (request, reply) => sendPage(deps, request, reply, file))
  }
  await app.register(async (scope) => registerJoin(scope, deps))
}

/** A page for those who came by a link that leads nowhere. */
export function sendUnknownPage(
  deps: AppDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  return sendCodeForm(deps, request, reply.code(404), { notice: 'pageUnknown' })
}

/** Encapsulated, so that the form's media type is accepted here and nowhere else. */
function registerJoin(app: FastifyInstance, deps: Services): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: FORM_MAX_BYTES },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )

  app.get<{ Querystring: { code?: string } }>('/r', async (request, reply) => {
    const typed = request.query.code
    if (typed === undefined) return sendCodeForm(deps, request, reply, {})
    const code = JoinCode.safeParse(typed)
    if (code.success) return reply.redirect(`/r/${code.data}`, 303)
    const notice = 'codeMalformed'
    return sendCodeForm(deps, request, reply.code(400), { code: String(typed), notice })
  })

  app.get('/r/:code', async (request: JoinRequest, reply) => {
    const found = await boardOf(deps, request)
    if (!found.ok) return refuse(deps, request, reply, found.error)
    return sendServerPage(
      deps,
      request,
      reply,
      joinForm(found.value, { groupId: request.query.group }),
    )
  })

  app.post('/r/:code', async (request: JoinRequest, reply) => {
    const found = await boardOf(deps, request)
    if (!found.ok) return refuse(deps, request, reply, found.error)
    return submit(deps, found.value, request, reply)
  })
}

/** What is shown again of a form that was refused. */
const Refilled = z.object({
  name: z.string().optional(),
  groupId: z.string().optional(),
})
const Form = z.object({ name: z.string().trim().max(NAME_MAX_UNITS).optional(), groupId: GroupId })

async function submit(
  deps: Services,
  board: BoardRow,
  request: JoinRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = Form.safeParse(request.body)
  const session =
    form.success &&
    (await openSession(deps, {
      request: { code: board.code, groupId: form.data.groupId },
      earlier: undefined,
      address: request.ip,
      joinOrigin: joinOrigin(deps, request),
    }))
  if (!form.success || !session || !session.ok) {
    const filled = Refilled.safeParse(request.body)
    const page = joinForm(board, filled.success ? filled.data : {}, 'groupMissing')
    return sendServerPage(deps, request, reply.code(400), page)
  }
  return reply
    .header('set-cookie', sessionCookie(session.value, form.data.name))
    .header('cache-control', 'no-store')
    .redirect(`/e/${board.boardId}`, 303)
}

/**
 * Hands the session to the phone page, which moves it into its own storage and deletes the cookie; hence not
 * HttpOnly, and no address ever carries a token. `Secure` would lose it on plain http. Documents of other
 * groups are left out, or forty of them would not fit: the page asks for them again when it opens them.
 */
function sessionCookie(session: CreatedSession, name: string | undefined): string {
  const documents = session.documents.filter(
    ({ kind, groupId }) => kind === 'room' || (kind === 'group' && groupId === session.groupId),
  )
  const value = JSON.stringify({ ...session, documents, ...(name && { name }) })
  return [
    `murmure_session=${encodeURIComponent(value)}`,
    `Path=/e/${session.boardId}`,
    `Max-Age=${COOKIE_SECONDS}`,
    'SameSite=Strict',
  ].join('; ')
}

/** A code that cannot be one is not counted as a guess: it could never be right. */
async function boardOf(deps: Services, request: JoinRequest) {
  const code = JoinCode.safeParse(request.params.code)
  if (!code.success) return { ok: false as const, error: { problem: 'code-unknown' as const } }
  return findByCode(deps, code.data, request.ip)
}

function refuse(
  deps: AppDeps,
  request: JoinRequest,
  reply: FastifyReply,
  { problem, retryAfterSeconds }: Refusal,
): Promise<FastifyReply> {
  if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds))
  void reply.code(problemStatus(problem))
  return sendCodeForm(deps, request, reply, {
    code: request.params.code,
    notice: problem === 'too-many-codes' ? 'tooManyCodes' : 'codeUnknown',
  })
}

function sendCodeForm(
  deps: AppDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { code, notice }: { readonly code?: string; readonly notice?: CodeNotice },
): Promise<FastifyReply> {
  const page = codeForm(localeOf(request.headers['accept-language']), code, notice)
  return sendServerPage(deps, request, reply, page)
}

async function sendServerPage(
  deps: AppDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  page: ServerPage,
): Promise<FastifyReply> {
  const template = await readPage(deps, 'join.html')
  if (template === undefined) return sendProblem(request, reply, 'page-missing')
  void reply.header('cache-control', 'no-store').header('vary', 'accept-language')
  return reply.type('text/html; charset=utf-8').send(fillTemplate(template, page))
}

async function sendPage(
  deps: AppDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  file: string,
): Promise<FastifyReply> {
  const page = await readPage(deps, file)
  if (page === undefined) return sendProblem(request, reply, 'page-missing')
  return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page)
}

/** Undefined: the client is not built. Read each time: a page is two kilobytes, and a new build shows at once. */
async function readPage({ clientDir }: AppDeps, file: string): Promise<string | undefined> {
  try {
    return await readFile(join(clientDir, file), 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw cause
  }
}
