import type { FastifyInstance } from 'fastify'

import { withinLimit } from '../relay/within-limit.ts'
import type { AppDeps } from './app-deps.ts'

/** A disk that hangs is as good as none; whoever asks has a limit of their own, often 5 or 10 s. */
const READY_LIMIT_MS = 3_000

/** `/healthz`: the process runs. `/readyz`: a commit succeeds; a store that cannot, or hangs, answers 503. */
export function registerHealth(app: FastifyInstance, { store }: Pick<AppDeps, 'store'>): void {
  app.get('/healthz', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  )
  app.get('/readyz', async (_request, reply) => {
    await withinLimit(store.probe(), READY_LIMIT_MS)
    return reply.header('cache-control', 'no-store').send({ status: 'ok' })
  })
}
