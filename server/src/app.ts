import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import { fastify, type FastifyInstance, LogController } from 'fastify'

import type { AppDeps } from './http/app-deps.ts'
import { registerBoardCopies } from './http/board-copies.ts'
import { registerBoardGroups } from './http/board-groups.ts'
import { registerBoardHands } from './http/board-hands.ts'
import { registerBoardSecrets } from './http/board-secrets.ts'
import { registerBoardSession } from './http/board-session.ts'
import { registerBoards } from './http/boards.ts'
import { answerError, registerErrors } from './http/errors.ts'
import { createGuards } from './http/guards.ts'
import { registerHealth } from './http/health.ts'
import { registerMetrics } from './http/metrics.ts'
import { registerMinutes } from './http/minutes.ts'
import { registerPages } from './http/pages.ts'
import { contentSecurityPolicy, HELMET_OPTIONS } from './http/security-headers.ts'
import { createScreens } from './http/screens.ts'
import { registerRevocations } from './http/revocations.ts'
import { registerSessions } from './http/sessions.ts'
import { registerSync } from './http/sync.ts'
import { registerSyncByRequests } from './http/sync-by-requests.ts'

/** No act of the interface needs more; what people write comes by websocket, or as frames. */
const BODY_MAX_BYTES = 64 * 1024

/** The HTTP server, complete but not listening. Closing it says goodbye to every socket first. */
export async function createApp(deps: AppDeps): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: deps.log,
    // Addresses hold codes: the hook below logs the route's pattern instead.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_MAX_BYTES,
    // What comes while it closes is refused by the relay or the store, in our words, with a time to come back.
    return503OnClosing: false,
    trustProxy: typeof deps.trustProxy === 'boolean' ? deps.trustProxy : [...deps.trustProxy],
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
  })
  const services = { ...deps, guards: createGuards(deps.now), screens: createScreens() }

  registerRequestLog(app, deps)
  registerSecurityHeaders(app)
  await app.register(helmet, HELMET_OPTIONS)
  await app.register(rateLimit, { global: false })
  registerErrors(app, deps)
  await registerSync(app, services)
  await registerSyncByRequests(app, services)
  registerHealth(app, services)
  registerMetrics(app, services)
  registerBoards(app, services)
  registerSessions(app, services)
  registerBoardSecrets(app, services)
  registerBoardSession(app, services)
  registerBoardGroups(app, services)
  registerBoardHands(app, services)
  await registerBoardCopies(app, services)
  registerRevocations(app, services)
  registerMinutes(app, services)
  await registerPages(app, services)
  return app
}

function registerRequestLog(app: FastifyInstance, { metrics }: AppDeps): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    const ms = Math.round(reply.elapsedTime)
    metrics?.answered(reply.statusCode)
    request.log.info({ method: request.method, route, status: reply.statusCode, ms }, 'request')
  })
}

function registerSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('content-security-policy', contentSecurityPolicy(request.host))
    // Tokens, codes and minutes: nothing of it is for a cache.
    if (request.url.startsWith('/api/')) void reply.header('cache-control', 'no-store')
  })
}
