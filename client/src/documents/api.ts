import * as z from 'zod/mini'

import type { BoardId, GroupId } from '@murmure/shared/ids'
import type { Minutes } from '@murmure/shared/minutes/tree'
import {
  BoardSettings,
  type CreateBoard,
  CreatedBoard,
  CreatedSecret,
  CreatedSession,
  type CreateSecret,
  type CreateSession,
  type DeclareHeadcount,
  DeclaredHeadcount,
  type HandCommand,
  HandsAnswer,
  type PatchBoard,
  Problem,
  SessionAnswer,
  type SessionCommand,
} from '@murmure/shared/protocol/http'
import { fail, ok, type Result } from '@murmure/shared/result'
import type { Locale } from '@murmure/shared/room'

import { currentLocale } from '../texts/locale.ts'
import { browserNow } from './browser.ts'
import { offlineProblem, unexpectedProblem } from './problem.ts'
import { noteServerDate } from './server-clock.ts'

/** `retryAfterMs`: the server is there, and said when to ask again. */
export type AnswerProblem = Problem & { readonly retryAfterMs?: number }
export type Answer<Value> = Promise<Result<Value, AnswerProblem>>
export type Caller = Pick<CreatedSession, 'token' | 'boardId'>

export type MinutesFormat = 'docx' | 'html' | 'md' | 'json'
export type MinutesFile = { readonly blob: Blob; readonly fileName: string }

/** Joins by code, opens by secret, or (with `earlier`) asks again; an earlier token keeps the identity. */
export function requestSession(
  request: z.input<typeof CreateSession>,
  earlier?: string,
): Answer<CreatedSession> {
  return askFor(CreatedSession, 'POST', '/api/sessions', { token: earlier, body: request })
}

export function createBoard(request: CreateBoard): Answer<CreatedBoard> {
  return askFor(CreatedBoard, 'POST', '/api/boards', { body: request })
}

export function sendCommand(session: Caller, command: SessionCommand): Answer<SessionAnswer> {
  return askFor(SessionAnswer, 'POST', `${boardPath(session)}/session`, {
    token: session.token,
    body: command,
  })
}

/** The same `declarationId` again replaces what it said: a lost answer is repeated without harm. */
export function declareHeadcount(
  session: Caller,
  declaration: z.input<typeof DeclareHeadcount>,
): Answer<DeclaredHeadcount> {
  return askFor(DeclaredHeadcount, 'POST', `${boardPath(session)}/headcount`, {
    token: session.token,
    body: declaration,
  })
}

export function getSettings(session: Caller): Answer<BoardSettings> {
  return askFor(BoardSettings, 'GET', boardPath(session), session)
}

export function patchBoard(session: Caller, patch: PatchBoard): Answer<BoardSettings> {
  return askFor(BoardSettings, 'PATCH', boardPath(session), { token: session.token, body: patch })
}

/** One more link into the board; the secret in it is shown this once. */
export function createSecret(session: Caller, request: CreateSecret): Answer<CreatedSecret> {
  return askFor(CreatedSecret, 'POST', `${boardPath(session)}/secrets`, {
    token: session.token,
    body: request,
  })
}

export async function deleteBoard(session: Caller): Answer<undefined> {
  const answer = await ask('DELETE', boardPath(session), session)
  return answer.ok ? ok(undefined) : answer
}

/** Refused where something would be lost by it. */
export async function removeGroup(session: Caller, groupId: GroupId): Answer<undefined> {
  const answer = await ask('DELETE', `${boardPath(session)}/groups/${groupId}`, session)
  return answer.ok ? ok(undefined) : answer
}

export async function getMinutes(session: Caller): Answer<Minutes> {
  const answer = await ask('GET', minutesPath(session, 'json'), session)
  if (!answer.ok) return answer
  const minutes = MinutesEnvelope.safeParse(await readJson(answer.value))
  return minutes.success ? ok(minutes.data) : fail(unexpectedProblem(answer.value.status))
}

/** The file, under the name that the server gives it. The token stays in the header: no link could carry it. */
export async function downloadMinutes(session: Caller, format: MinutesFormat): Answer<MinutesFile> {
  const answer = await ask('GET', minutesPath(session, format), session)
  if (!answer.ok) return answer
  const fileName = fileNameOf(answer.value.headers.get('content-disposition'))
  return answer.value
    .blob()
    .then((blob) => ok({ blob, fileName: fileName ?? `compte-rendu.${format}` }))
    .catch(() => fail(offlineProblem()))
}

/** The whole board as one file, from which the same wall can be made again. */
export async function downloadCopy(session: Caller): Answer<MinutesFile> {
  const answer = await ask('GET', `${boardPath(session)}/copy`, session)
  if (!answer.ok) return answer
  const fileName = fileNameOf(answer.value.headers.get('content-disposition'))
  return answer.value
    .blob()
    .then((blob) => ok({ blob, fileName: fileName ?? 'murmure.json' }))
    .catch(() => fail(offlineProblem()))
}

/** « Demander la parole »: raises or lowers a hand. */
export function sendHandCommand(session: Caller, command: HandCommand): Answer<HandsAnswer> {
  return askFor(HandsAnswer, 'POST', `${boardPath(session)}/hands`, {
    token: session.token,
    body: command,
  })
}

type Question = {
  readonly token?: string | undefined
  readonly body?: unknown
  readonly locale?: Locale
}

/** Asks, and reads the answer by its schema. */
export async function askFor<Value>(
  schema: z.ZodMiniType<Value>,
  method: string,
  path: string,
  question: Question,
): Answer<Value> {
  const answer = await ask(method, path, question)
  if (!answer.ok) return answer
  const value = schema.safeParse(await readJson(answer.value))
  return value.success ? ok(value.data) : fail(unexpectedProblem(answer.value.status))
}

/** Any answer but a success is a Problem, and so is no answer. */
async function ask(method: string, path: string, question: Question): Answer<Response> {
  const { token, body, locale = currentLocale() } = question
  const askedAt = browserNow()
  let response: Response
  try {
    response = await fetch(path, {
      method,
      cache: 'no-store',
      headers: {
        accept: 'application/json, application/problem+json, */*;q=0.5',
        'accept-language': locale,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  } catch (cause) {
    // fetch rejects with a TypeError when no answer came, and for nothing else that we send.
    if (cause instanceof TypeError) return fail(offlineProblem())
    throw cause
  }
  noteServerDate(response.headers.get('date'), { askedAt, answeredAt: browserNow() })
  if (response.ok) return ok(response)
  const problem = Problem.safeParse(await readJson(response))
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return fail({
    ...(problem.success ? problem.data : unexpectedProblem(response.status)),
    ...(seconds >= 0 && { retryAfterMs: seconds * 1000 }),
  })
}

/** undefined where the body is not JSON, or broke off. */
function readJson(response: Response): Promise<unknown> {
  return response.json().catch(() => undefined)
}

const boardPath = ({ boardId }: { readonly boardId: BoardId }): string => `/api/boards/${boardId}`
const minutesPath = (session: Caller, format: MinutesFormat): string =>
  `${boardPath(session)}/minutes.${format}`

/** `filename*=UTF-8''…` before the plain `filename="…"`. */
function fileNameOf(disposition: string | null): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  if (encoded !== undefined) return decodeURIComponent(encoded)
  return /filename="([^"]+)"/i.exec(disposition ?? '')?.[1]
}

/** Outer form only: the tree is our own server's, of the same version as this page. */
const MinutesEnvelope = z.custom<Minutes>(
  (value) =>
    typeof value === 'object' && value !== null && 'sections' in value && 'asides' in value,
)
