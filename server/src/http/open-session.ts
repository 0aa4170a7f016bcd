import { type Access, accessTo } from '@murmure/shared/access'
import { createId } from '@murmure/shared/ids'
import type { CreatedSession, CreateSession, SessionDocument } from '@murmure/shared/protocol/http'
import { fail, ok, type Result } from '@murmure/shared/result'

import { hashSecret } from '../auth/secrets.ts'
import type { Verdict } from '../auth/tokens.ts'
import type { Person } from '../relay/contract.ts'
import type { BoardRow, DocumentRow } from '../storage/contract.ts'
import type { AppDeps } from './app-deps.ts'
import { followPerson } from './follow-person.ts'
import type { Guards } from './guards.ts'
import { joinLink } from './origins.ts'
import type { ProblemName } from './problems.fr.ts'

export type Refusal = { readonly problem: ProblemName; readonly retryAfterSeconds?: number }

export type SessionQuestion = {
  readonly request: CreateSession
  /** The token that the caller had before, if any: expired ones still say who they are. */
  readonly earlier: Verdict | undefined
  readonly address: string
  /** Where phones reach this server. */
  readonly joinOrigin: string
}

type Services = AppDeps & { readonly guards: Guards }
type Opening = Result<{ readonly row: BoardRow; readonly person: Person }, Refusal>

/** Lets someone in: by code and group, by secret, or again with the token that they had. */
export async function openSession(
  deps: Services,
  question: SessionQuestion,
): Promise<Result<CreatedSession, Refusal>> {
  const opening = await openFor(deps, question)
  if (!opening.ok) return opening
  const { row, person } = opening.value
  const documents = await deps.store.listDocuments(row.boardId)
  return ok({
    token: await deps.tokens.sign(person),
    role: person.role,
    participantId: person.participantId,
    boardId: row.boardId,
    ...(person.groupId !== undefined && { groupId: person.groupId }),
    documents: sessionDocuments(documents, person, row.room.session.revealed),
    ...(person.role === 'screen' && {
      join: { code: row.code, link: joinLink(question.joinOrigin, row.code) },
    }),
  })
}

/** The board behind a code. Every question about a code comes through here, so that guesses are counted. */
export async function findByCode(
  { store, guards }: Pick<Services, 'store' | 'guards'>,
  code: string,
  address: string,
): Promise<Result<BoardRow, Refusal>> {
  const passage = guards.codes.ask(address)
  if (passage.kind === 'wait') return waitFor('too-many-codes', passage.seconds)
  const row = await store.findBoardByCode(code)
  if (row) return ok(row)
  const counted = guards.codes.wrong(address)
  return counted.kind === 'wait'
    ? waitFor('too-many-codes', counted.seconds)
    : fail({ problem: 'code-unknown' })
}

/** What this person may do with a document now; `none` for everything that the table does not grant. */
export function personAccess(person: Person, document: DocumentRow, revealed: boolean): Access {
  return accessTo({
    role: person.role,
    kind: document.kind,
    ownGroup: document.groupId !== undefined && document.groupId === person.groupId,
    revealed,
  })
}

function openFor(deps: Services, question: SessionQuestion): Promise<Opening> {
  const { request } = question
  if ('code' in request) return openByCode(deps, request, question)
  if ('secret' in request) return openBySecret(deps, request, question.earlier)
  return renew(deps, request.boardId, question.earlier)
}

async function openByCode(
  deps: Services,
  { code, groupId, declarationId }: Extract<CreateSession, { code: string }>,
  { earlier, address }: SessionQuestion,
): Promise<Opening> {
  const found = await findByCode(deps, code, address)
  if (!found.ok) return found
  const row = found.value
  if (!hasGroupOf(row, { groupId })) return fail({ problem: 'group-unknown' })
  const person = { ...identity(deps, row, earlier), role: 'participant', groupId } as const
  if (hasChangedGroup(person, earlier)) {
    const followed = await followPerson(deps, { person, groupId, declarationId })
    if (!followed.ok) return followed
  }
  return ok({ row, person })
}

const hasChangedGroup = (person: Person, earlier: Verdict | undefined): boolean =>
  earlier !== undefined &&
  earlier.kind !== 'invalid' &&
  earlier.person.participantId === person.participantId &&
  earlier.person.role === 'participant' &&
  earlier.person.groupId !== person.groupId

async function openBySecret(
  deps: Services,
  { boardId, secret }: Extract<CreateSession, { secret: string }>,
  earlier: Verdict | undefined,
): Promise<Opening> {
  const grant = await deps.store.findSecret(boardId, hashSecret(secret))
  const row = grant && (await deps.store.getBoard(boardId))
  // A wrong secret and a board that is gone look the same: ids of boards are no oracle.
  if (!grant || !row) return fail({ problem: 'secret-unknown' })
  if (!hasGroupOf(row, grant)) return fail({ problem: 'group-removed' })
  return ok({ row, person: { ...identity(deps, row, earlier), ...grant } })
}

async function renew(
  deps: Services,
  boardId: string,
  earlier: Verdict | undefined,
): Promise<Opening> {
  if (!earlier) return fail({ problem: 'token-missing' })
  if (earlier.kind === 'invalid') return fail({ problem: 'token-invalid' })
  const { person } = earlier
  if (person.boardId !== boardId) return fail({ problem: 'board-foreign' })
  const passage = deps.guards.renewals.count(`${person.boardId}/${person.participantId}`)
  if (passage.kind === 'wait') return waitFor('too-many-requests', passage.seconds)
  const row = await deps.store.getBoard(boardId)
  if (!row) return fail({ problem: 'board-unknown' })
  return hasGroupOf(row, person) ? ok({ row, person }) : fail({ problem: 'group-removed' })
}

/** A group may have been removed since: whoever was in it chooses another one. */
const hasGroupOf = ({ room }: BoardRow, { groupId }: Pick<Person, 'groupId'>): boolean =>
  groupId === undefined || room.groups.some((group) => group.groupId === groupId)

/** The participant id of the earlier token, if it was for this board; else a new one. */
function identity(
  { random }: Services,
  row: BoardRow,
  earlier: Verdict | undefined,
): Pick<Person, 'boardId' | 'participantId'> {
  const kept =
    earlier && earlier.kind !== 'invalid' && earlier.person.boardId === row.boardId
      ? earlier.person.participantId
      : undefined
  return { boardId: row.boardId, participantId: kept ?? createId(random) }
}

function sessionDocuments(
  documents: readonly DocumentRow[],
  person: Person,
  revealed: boolean,
): SessionDocument[] {
  return documents.flatMap((document) => {
    const access = personAccess(person, document, revealed)
    if (access === 'none') return []
    const { documentId, kind, groupId } = document
    return [{ documentId, kind, access, ...(groupId !== undefined && { groupId }) }]
  })
}

const waitFor = (problem: ProblemName, retryAfterSeconds: number) =>
  fail({ problem, retryAfterSeconds })
