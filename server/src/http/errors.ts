import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import { StoreError } from '../storage/contract.ts'
import type { AppDeps } from './app-deps.ts'
import { sendUnknownPage } from './pages.ts'
import { sendProblem } from './problem.ts'
import type { ProblemName } from './problems.fr.ts'

const BY_STATUS: Readonly<Record<number, ProblemName>> = {
  400: 'request-malformed',
  404: 'route-unknown',
  413: 'request-too-large',
  415: 'media-type-unknown',
  429: 'too-many-requests',
}

/** Every failure leaves as a problem: expected ones by their name, bugs as « unexpected », never a stack. */
export function registerErrors(app: FastifyInstance, deps: AppDeps): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    answerError(error, request, reply)
  })
  app.setNotFoundHandler(async (request, reply) => {
    const wantsPage = (request.headers.accept ?? '').includes('text/html')
    const isPage = !/^\/(?:api|assets|sync)\//.test(request.url)
    return wantsPage && isPage
      ? sendUnknownPage(deps, request, reply)
      : sendProblem(request, reply, 'route-unknown')
  })
}

/** Also for what the framework refuses before any route is known, e.g. an address that does not decode. */
export function answerError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof StoreError) {
    request.log.error({ err: error, route: request.routeOptions.url }, 'the store cannot work')
    return sendProblem(request, reply, 'store-unavailable')
  }
  const status = error.statusCode ?? 500
  if (status < 500) {
    const retryAfter = Number(reply.getHeader('retry-after'))
    return sendProblem(request, reply, BY_STATUS[status] ?? 'request-malformed', {
      ...(retryAfter > 0 && { retryAfterSeconds: retryAfter }),
    })
  }
  request.log.error({ err: error, route: request.routeOptions.url }, 'a request failed')
  return sendProblem(request, reply, 'unexpected')
}
