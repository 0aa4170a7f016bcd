import { createId, type GroupId } from '@murmure/shared/ids'
import type { CreateBoard } from '@murmure/shared/protocol/http'
import { fail, ok, type Result } from '@murmure/shared/result'
import { type Locale, type Room, SCHEMA } from '@murmure/shared/room'
import { NEW_SESSION } from '@murmure/shared/session'
import { buildGroups, DEFAULT_TEMPLATE, templateIn } from '@murmure/shared/templates'

import { createCode, createSecret, hashSecret } from '../auth/secrets.ts'
import type { BoardRow, DocumentRow } from '../storage/contract.ts'
import type { AppDeps } from './app-deps.ts'
import type { ProblemName } from './problems.fr.ts'

export type NewWall = {
  readonly board: BoardRow
  readonly secrets: { readonly facilitator: string; readonly screen: string }
}

/** With ten thousand walls on one server, twenty draws all taken happen once in 10⁴⁰. */
const CODE_ATTEMPTS = 20

/** A new wall: row, secrets and documents in one transaction, then its room document. Durable when it resolves. */
export async function createBoard(
  { store, projection, random, now }: AppDeps,
  request: CreateBoard,
  locale: Locale,
): Promise<Result<NewWall, ProblemName>> {
  const boardId = createId(random)
  const room = newRoom(request, request.locale ?? locale, () => createId(random))
  const secrets = { facilitator: createSecret(random), screen: createSecret(random) }
  const document = (part: Pick<DocumentRow, 'kind' | 'groupId'>): DocumentRow => ({
    ...part,
    documentId: `${createId(random)}.${FIRST_GENERATION}`,
    boardId,
  })
  const documents = [
    document({ kind: 'room' }),
    document({ kind: 'wall' }),
    ...room.groups.map(({ groupId }) => document({ kind: 'group', groupId })),
  ]
  for (let attempt = 0; attempt < CODE_ATTEMPTS; attempt++) {
    const board: BoardRow = {
      boardId,
      code: createCode(random),
      createdAt: now(),
      version: 1,
      room,
    }
    const outcome = await store.createBoard({
      board,
      secrets: [
        { hash: hashSecret(secrets.facilitator), role: 'facilitator' },
        { hash: hashSecret(secrets.screen), role: 'screen' },
      ],
      documents,
    })
    if (outcome === 'taken') continue
    await projection.project(boardId)
    return ok({ board, secrets })
  }
  return fail('codes-exhausted')
}

/** The part of a document id after the dot, until an operator restores a backup. */
export const FIRST_GENERATION = 1

function newRoom(request: CreateBoard, locale: Locale, createGroupId: () => GroupId): Room {
  const template = templateIn(locale, request.template ?? DEFAULT_TEMPLATE)
  return {
    meta: {
      schema: SCHEMA,
      title: request.title,
      ...(request.place !== undefined && { place: request.place }),
      ...(request.date !== undefined && { date: request.date }),
      locale,
    },
    sections: template.sections,
    columns: template.columns,
    groups: buildGroups(request.groups ?? template.groups, createGroupId),
    session: NEW_SESSION,
  }
}
