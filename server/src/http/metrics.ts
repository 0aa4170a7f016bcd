import { timingSafeEqual } from 'node:crypto'
import { BlockList, isIPv6 } from 'node:net'

import type { FastifyInstance, FastifyRequest } from 'fastify'

import { bearerOfHeader } from '../auth/bearer.ts'
import { hashSecret } from '../auth/secrets.ts'
import type { AppDeps } from './app-deps.ts'
import { sendProblem } from './problem.ts'

const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8)
LOOPBACK.addAddress('::1', 'ipv6')
LOOPBACK.addSubnet('::ffff:127.0.0.0', 104, 'ipv6')

/**
 * `GET /metrics`, for the operator only: from this machine itself, or with METRICS_TOKEN. To everyone else
 * the address does not exist.
 */
export function registerMetrics(
  app: FastifyInstance,
  { metrics, metricsToken, relay }: AppDeps,
): void {
  if (!metrics) return
  app.get('/metrics', async (request, reply) => {
    if (!isOperator(request, metricsToken)) return sendProblem(request, reply, 'route-unknown')
    const text = await metrics.text(relay.stats())
    return reply.header('cache-control', 'no-store').type(metrics.contentType).send(text)
  })
}

function isOperator(request: FastifyRequest, token: string | undefined): boolean {
  const given = bearerOfHeader(request.headers.authorization)
  if (token !== undefined && given !== undefined) return isSame(given, token)
  // What a proxy on this machine hands on comes from this machine too.
  const { 'x-forwarded-for': forwardedFor, forwarded } = request.headers
  const address = request.socket.remoteAddress
  if (forwardedFor !== undefined || forwarded !== undefined || address === undefined) return false
  return LOOPBACK.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

/** By their hashes, which have one length: the time that it takes says nothing. */
const isSame = (given: string, token: string): boolean =>
  timingSafeEqual(Buffer.from(hashSecret(given)), Buffer.from(hashSecret(token)))
