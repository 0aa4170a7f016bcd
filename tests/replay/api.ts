import {
  CreatedBoard,
  CreatedSession,
  type CreateBoard,
  type CreateSession,
  type DeclareHeadcount,
  Problem,
  SessionAnswer,
  type SessionCommand,
} from '@murmure/shared/protocol/http'

import { ReplayFailure } from './replay-problem.ts'

/** The requests that an assembly makes, each answered with what it promises or a `ReplayFailure`. */
export type Api = {
  readonly createBoard: (board: CreateBoard) => Promise<CreatedBoard>
  readonly openSession: (request: CreateSession) => Promise<CreatedSession>
  readonly command: (session: CreatedSession, command: SessionCommand) => Promise<void>
  readonly declare: (
    session: CreatedSession,
    declaration: Omit<DeclareHeadcount, 'declarationId'>,
  ) => Promise<void>
  readonly minutes: (session: CreatedSession) => Promise<unknown>
}

export function createApi(origin: string): Api {
  const post = (path: string, body: unknown, token?: string) =>
    send(origin, 'POST', path, token, body)
  return {
    createBoard: async (board) =>
      parse('POST /api/boards', CreatedBoard, await post('/api/boards', board)),
    openSession: async (request) =>
      parse('POST /api/sessions', CreatedSession, await post('/api/sessions', request)),
    command: async ({ boardId, token }, command) => {
      const path = `/api/boards/${boardId}/session`
      parse(`POST ${path}`, SessionAnswer, await post(path, command, token))
    },
    declare: async ({ boardId, token }, declaration) => {
      await post(`/api/boards/${boardId}/headcount`, declaration, token)
    },
    minutes: ({ boardId, token }) =>
      send(origin, 'GET', `/api/boards/${boardId}/minutes.json`, token),
  }
}

type Schema<Value> = {
  readonly safeParse: (value: unknown) => {
    readonly success: boolean
    readonly data?: Value | undefined
  }
}

function parse<Value>(request: string, schema: Schema<Value>, answer: unknown): Value {
  const { data } = schema.safeParse(answer)
  if (data === undefined) throw new ReplayFailure({ kind: 'answer', request })
  return data
}

async function send(
  origin: string,
  method: 'GET' | 'POST',
  path: string,
  token: string | undefined,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(origin + path, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new ReplayFailure({ kind: 'unreachable', url: `${origin} (${reasonOf(cause)})` })
  })
  const answer: unknown = await response.json().catch(() => undefined)
  if (response.ok) return answer
  const problem = Problem.safeParse(answer).data
  throw new ReplayFailure({
    kind: 'refused',
    request: `${method} ${path}`,
    status: response.status,
    detail: problem?.detail ?? problem?.title ?? response.statusText,
  })
}

/** « ECONNREFUSED »: fetch hides it one level down. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  if (cause instanceof Error && 'code' in cause) return String(cause.code)
  return error instanceof Error ? error.message : String(error)
}
