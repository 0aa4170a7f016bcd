import type { FastifyRequest } from 'fastify'

import type { AppDeps } from './app-deps.ts'

/** Where the caller sees this server. */
export function pageOrigin(deps: AppDeps, request: FastifyRequest): string {
  return deps.publicOrigin ?? `${request.protocol}://${request.host}`
}

/**
 * Where phones reach this server: as the caller does, unless the caller sits at this very machine, whose
 * « localhost » means nothing to a phone.
 */
export function joinOrigin(deps: AppDeps, request: FastifyRequest): string {
  const lan = isLoopback(request.hostname) ? deps.lanOrigin() : undefined
  return deps.publicOrigin ?? lan ?? pageOrigin(deps, request)
}

/** The secret stands in the fragment: it reaches no server and no log. */
export const facilitatorLink = (origin: string, boardId: string, secret: string): string =>
  `${origin}/a/${boardId}#${secret}`
export const screenLink = (origin: string, boardId: string, secret: string): string =>
  `${origin}/p/${boardId}#${secret}`
export const scribeLink = (origin: string, boardId: string, secret: string): string =>
  `${origin}/e/${boardId}#${secret}`

export const joinLink = (origin: string, code: string): string => `${origin}/r/${code}`

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.startsWith('127.') || hostname === '[::1]'
}
