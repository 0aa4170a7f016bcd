import type { Problem } from '@murmure/shared/protocol/http'
import type { Locale } from '@murmure/shared/room'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { core } from 'zod/mini'

import { localeOf } from './locale.ts'
import { PROBLEMS_EN } from './problems.en.ts'
import { type ProblemName, PROBLEMS_FR, type ProblemText } from './problems.fr.ts'

const TEXTS: Readonly<Record<Locale, Readonly<Record<ProblemName, ProblemText>>>> = {
  fr: PROBLEMS_FR,
  en: PROBLEMS_EN,
}

const STATUS: Readonly<Record<ProblemName, number>> = {
  'request-malformed': 400,
  'fields-refused': 400,
  'frames-malformed': 400,
  'visio-refused': 400,
  'copy-unreadable': 400,
  'copy-version': 400,
  'copy-damaged': 400,
  'copy-too-heavy': 400,
  'request-too-large': 413,
  'media-type-unknown': 415,
  'token-missing': 401,
  'token-invalid': 401,
  'token-expired': 401,
  'role-insufficient': 403,
  'group-foreign': 403,
  'group-missing': 403,
  'group-removed': 403,
  'hand-foreign': 403,
  'board-foreign': 403,
  'document-closed': 403,
  'minutes-unpublished': 403,
  'route-unknown': 404,
  'board-unknown': 404,
  'document-unknown': 404,
  'document-retired': 410,
  'code-unknown': 404,
  'secret-unknown': 403,
  'group-unknown': 404,
  'section-unknown': 404,
  'column-unknown': 404,
  'not-revealed': 409,
  'groups-too-many': 409,
  'group-written': 409,
  'group-present': 409,
  'group-last': 409,
  'hands-too-many': 409,
  'columns-too-many': 409,
  'order-incomplete': 409,
  'upgrade-required': 426,
  'too-many-codes': 429,
  'too-many-requests': 429,
  'board-busy': 503,
  'codes-exhausted': 503,
  'store-unavailable': 503,
  'page-missing': 503,
  unexpected: 500,
}

/** After « Réessayez » with no better knowledge. */
const RETRY_AFTER_SECONDS = 5

export type ProblemOptions = {
  readonly fields?: readonly string[]
  readonly retryAfterSeconds?: number
}

function problemText(name: ProblemName, locale: Locale): ProblemText {
  return TEXTS[locale][name]
}

export function problemStatus(name: ProblemName): number {
  return STATUS[name]
}

/** Refuses, with a problem of RFC 9457 in the caller's language. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  name: ProblemName,
  { fields, retryAfterSeconds }: ProblemOptions = {},
): FastifyReply {
  const status = STATUS[name]
  const { title, detail } = problemText(name, localeOf(request.headers['accept-language']))
  const problem: Problem = {
    type: `urn:murmure:problem:${name}`,
    title,
    status,
    detail,
    ...(fields && { fields: [...fields] }),
  }
  if (status === 429 || status === 503) {
    void reply.header('retry-after', String(retryAfterSeconds ?? RETRY_AFTER_SECONDS))
  }
  if (status === 401) void reply.header('www-authenticate', 'Bearer')
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .header('vary', 'accept-language')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem))
}

/** Refuses a body, a query or a path that its schema refused, naming the fields. */
export function sendRefusedFields(
  request: FastifyRequest,
  reply: FastifyReply,
  error: core.$ZodError,
): FastifyReply {
  return sendProblem(request, reply, 'fields-refused', { fields: refusedFields(error.issues) })
}

/** Paths of what was refused, e.g. `groups.0.name`; of a union, those of the form that came closest. */
export function refusedFields(issues: readonly core.$ZodIssue[]): readonly string[] {
  return [...new Set(issues.flatMap(fieldsOfIssue))].filter((field) => field !== '')
}

function fieldsOfIssue(issue: core.$ZodIssue): readonly string[] {
  const path = issue.path.map(String)
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...path, key].join('.'))
  if (issue.code !== 'invalid_union') return [path.join('.')]
  const closest = [...issue.errors].sort((a, b) => a.length - b.length)[0] ?? []
  if (closest.length === 0) return [path.join('.')]
  return closest.flatMap(fieldsOfIssue).map((field) => [...path, field].join('.'))
}
