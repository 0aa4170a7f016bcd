import {
  type BoardId,
  createId,
  FIRST_GENERATION,
  type GroupId,
  type RandomBytes,
} from '@murmure/shared/ids'
import type { CreateBoard } from '@murmure/shared/protocol/http'
import { fail, ok, type Result } from '@murmure/shared/result'
import { type Locale, type Room, SCHEMA } from '@murmure/shared/room'
import { NEW_SESSION } from '@murmure/shared/session'
import { buildGroups, DEFAULT_TEMPLATE, templateIn } from '@murmure/shared/templates'

import { createCode, createSecret, hashSecret } from '../auth/secrets.ts'
import type { BoardRow, DocumentRow, NewBoard } from '../storage/contract.ts'
import type { AppDeps } from './app-deps.ts'
import type { CheckedCopy } from './check-copy.ts'
import type { ProblemName } from './problems.fr.ts'

export type NewWall = {
  readonly board: BoardRow
  readonly secrets: { readonly facilitator: string; readonly screen: string }
}

/** With ten thousand walls on one server, twenty draws all taken happen once in 10⁴⁰. */
const CODE_ATTEMPTS = 20

/** A new wall from a template. */
export function createBoard(
  deps: AppDeps,
  request: CreateBoard,
  locale: Locale,
): Promise<Result<NewWall, ProblemName>> {
  const room = newRoom(request, request.locale ?? locale, () => createId(deps.random))
  return makeWall(deps, room)
}

/** What a wall begins with that is not new. */
export type Beginning = Pick<CheckedCopy, 'wall' | 'groups' | 'declarations'>

/** A wall that people still have the tokens of, and a generation that it never had. */
export type LostWall = { readonly boardId: BoardId; readonly generation: number }

/**
 * A wall with ids, code and secrets of its own: row, secrets, documents and what they begin with in one
 * transaction, then its room document. Durable when it resolves.
 */
export async function makeWall(
  { store, projection, random, now }: AppDeps,
  room: Room,
  beginning?: Beginning,
  lost?: LostWall,
): Promise<Result<NewWall, ProblemName>> {
  const { boardId, generation } = lost ?? {
    boardId: createId(random),
    generation: FIRST_GENERATION,
  }
  const secrets = { facilitator: createSecret(random), screen: createSecret(random) }
  const documents = newDocuments({ boardId, room, generation }, random)
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
      ...(beginning && firstContents(boardId, documents, beginning)),
    })
    if (outcome === 'taken') continue
    await projection.project(boardId)
    return ok({ board, secrets })
  }
  return fail('codes-exhausted')
}

/** What a wall is made of, under new ids. */
export function newDocuments(
  { boardId, room, generation }: { boardId: BoardId; room: Room; generation: number },
  random: RandomBytes,
): readonly DocumentRow[] {
  const document = (part: Pick<DocumentRow, 'kind' | 'groupId'>): DocumentRow => ({
    ...part,
    documentId: `${createId(random)}.${generation}`,
    boardId,
  })
  return [
    document({ kind: 'room' }),
    document({ kind: 'wall' }),
    ...room.groups.map(({ groupId }) => document({ kind: 'group', groupId })),
  ]
}

/** Each content finds its document under the id that this wall gives it. */
export function firstContents(
  boardId: BoardId,
  documents: readonly DocumentRow[],
  { wall, groups, declarations }: Beginning,
): Required<Pick<NewBoard, 'contents' | 'declarations'>> {
  return {
    contents: documents.flatMap(({ documentId, kind, groupId }) => {
      const content = kind === 'wall' ? wall : groups.get(groupId ?? '')
      return content ? [{ documentId, ...content }] : []
    }),
    declarations: declarations.map((row) => ({ ...row, boardId })),
  }
}

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
