import { CLOSE } from '@murmure/shared/protocol/close-codes'
import {
  decodeFrames,
  decodeSince,
  encodeParcels,
  FRAMES_TYPE,
  type Parcel,
} from '@murmure/shared/protocol/parcels'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import { bearerOfHeader } from '../auth/bearer.ts'
import type { Unanswered } from '../relay/http-contract.ts'
import { type Admitted, admitToDocuments, type NotAdmitted } from './admit-documents.ts'
import type { AppDeps } from './app-deps.ts'
import { sendProblem } from './problem.ts'
import type { ProblemName } from './problems.fr.ts'
import type { Screens } from './screens.ts'

/** As much as one websocket message may hold. */
const BODY_MAX_BYTES = 4 * 1024 * 1024
/** Requests of one person whose bodies are read or played at once: what they can make the server hold. */
const POSTS_AT_ONCE = 8
/** Not busy for long: a queue is worked off, a stop is short. */
const RETRY_SECONDS = 2
/** Between two polls of a screen there is a moment without one: it has not gone. */
const SCREEN_LINGER_MS = 15_000

type PostRequest = FastifyRequest<{ Params: { boardId: string; documentId: string } }>
type PollRequest = FastifyRequest<{ Params: { boardId: string }; Querystring: { since?: unknown } }>

/**
 * The relay for networks that let no websocket through. `POST /sync/:boardId/:documentId`: frames in, frames
 * out; 200 = all of them are durable. `GET /sync/:boardId?since=…`: what was committed since, in one request
 * for all documents of a page, at most 25 s later.
 */
export async function registerSyncByRequests(
  app: FastifyInstance,
  deps: AppDeps & { readonly screens: Screens },
): Promise<void> {
  await app.register(async (scope) => {
    // Here and nowhere else: other routes speak JSON.
    scope.addContentTypeParser(
      FRAMES_TYPE,
      { parseAs: 'buffer', bodyLimit: BODY_MAX_BYTES },
      (_request, body, done) => done(null, body),
    )
    scope.addHook('onRequest', async (_request, reply) => {
      void reply.header('cache-control', 'no-store')
    })
    registerPost(scope, deps)
    registerPoll(scope, deps)
  })
}

function registerPost(app: FastifyInstance, deps: AppDeps): void {
  const admitted = new WeakMap<FastifyRequest, Admitted>()
  const underWay = new Map<string, number>()

  app.post('/sync/:boardId/:documentId', {
    // Before a byte of the body is read.
    onRequest: async (request: PostRequest, reply) => {
      const { boardId, documentId } = request.params
      const token = bearerOfHeader(request.headers.authorization)
      const admission = await admitToDocuments(deps, token, boardId, [documentId])
      if (!admission.ok) return refuse(request, reply, admission.error)
      const name = `${boardId}/${admission.value.person.participantId}`
      const before = underWay.get(name) ?? 0
      if (before >= POSTS_AT_ONCE) return sendBusy(request, reply, 'too-many-requests')
      underWay.set(name, before + 1)
      reply.raw.once('close', () => {
        const left = (underWay.get(name) ?? 1) - 1
        if (left > 0) underWay.set(name, left)
        else underWay.delete(name)
      })
      admitted.set(request, admission.value)
      return undefined
    },
    handler: async (request: PostRequest, reply) => {
      const entry = admitted.get(request)
      const [admission] = entry?.admissions ?? []
      const frames = Buffer.isBuffer(request.body) ? decodeFrames(request.body) : undefined
      if (!entry || !admission || frames === undefined)
        return sendProblem(request, reply, 'frames-malformed')
      const exchanged = await deps.relay.exchange(entry.person, admission, frames)
      switch (exchanged.kind) {
        case 'answered':
          return sendParcels(reply.code(exchanged.saved ? 200 : 409), [exchanged.parcel])
        case 'malformed':
          return sendProblem(request, reply, 'frames-malformed')
        default:
          return sendUnanswered(request, reply, exchanged)
      }
    },
  })
}

function registerPoll(app: FastifyInstance, deps: AppDeps & { readonly screens: Screens }): void {
  app.get('/sync/:boardId', async (request: PollRequest, reply) => {
    const { since } = request.query
    const heads = typeof since === 'string' ? decodeSince(since) : undefined
    if (heads === undefined)
      return sendProblem(request, reply, 'fields-refused', { fields: ['since'] })
    const token = bearerOfHeader(request.headers.authorization)
    const admission = await admitToDocuments(deps, token, request.params.boardId, heads.keys())
    if (!admission.ok) return refuse(request, reply, admission.error)
    const { person, admissions } = admission.value
    const isShown = person.role === 'screen' && admissions.some(({ kind }) => kind === 'room')
    const gone = isShown ? deps.screens.connected(person) : undefined
    const left = new AbortController()
    reply.raw.once('close', () => {
      left.abort()
      if (gone) setTimeout(gone, SCREEN_LINGER_MS).unref()
    })
    const watched = admissions.map((one) => ({
      admission: one,
      since: heads.get(one.documentId) ?? 0,
    }))
    const polled = await deps.relay.poll(person, watched, left.signal)
    switch (polled.kind) {
      case 'answered':
        return sendParcels(reply, polled.parcels)
      case 'left':
        return reply.send()
      default:
        return sendUnanswered(request, reply, polled)
    }
  })
}

const sendParcels = (reply: FastifyReply, parcels: readonly Parcel[]): FastifyReply =>
  reply.type(FRAMES_TYPE).send(Buffer.from(encodeParcels(parcels)))

const refuse = (
  request: FastifyRequest,
  reply: FastifyReply,
  { problem, documentId }: NotAdmitted,
): FastifyReply =>
  sendProblem(request, reply, problem, documentId === undefined ? {} : { fields: [documentId] })

function sendUnanswered(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Unanswered,
): FastifyReply {
  switch (answer.kind) {
    case 'absent':
      return sendProblem(request, reply, 'document-unknown')
    case 'unavailable':
      return sendBusy(request, reply, 'store-unavailable')
    case 'wait':
      return sendBusy(request, reply, 'too-many-requests', answer.seconds)
    case 'closed':
      return sendClosed(request, reply, answer.code)
  }
}

const sendBusy = (
  request: FastifyRequest,
  reply: FastifyReply,
  problem: ProblemName,
  retryAfterSeconds = RETRY_SECONDS,
): FastifyReply => sendProblem(request, reply, problem, { retryAfterSeconds })

const BY_CODE: Readonly<Record<number, ProblemName>> = {
  // Whoever was sent out is nobody: the next request would say the same.
  [CLOSE.authentication]: 'token-invalid',
  [CLOSE.forbidden]: 'token-invalid',
  [CLOSE.gone]: 'board-unknown',
  [CLOSE.retired]: 'document-retired',
  [CLOSE.abuse]: 'frames-malformed',
}

/** What a socket would have been closed with, as the status that a new request would get. */
function sendClosed(request: FastifyRequest, reply: FastifyReply, code: number): FastifyReply {
  const problem = BY_CODE[code]
  if (problem === undefined) return sendBusy(request, reply, 'store-unavailable')
  return sendProblem(request, reply, problem)
}
