import type { FastifyInstance } from 'fastify'

import type { AppDeps } from './app-deps.ts'

/** `/healthz`: the process runs. `/readyz`: a commit succeeds; a store that cannot answers 503. */
export function registerHealth(app: FastifyInstance, { store }: Pick<AppDeps, 'store'>): void {
  app.get('/healthz', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  )
  app.get('/readyz', async (_request, reply) => {
    await store.probe()
    return reply.header('cache-control', 'no-store').send({ status: 'ok' })
  })
}
