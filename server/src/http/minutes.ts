import type { Board } from '@murmure/shared/board'
import { readCards, readProfile } from '@murmure/shared/group-doc'
import type { GroupId } from '@murmure/shared/ids'
import { boardToMinutes } from '@murmure/shared/minutes/from-board'
import { minutesToHtml } from '@murmure/shared/minutes/to-html'
import { minutesToMarkdown } from '@murmure/shared/minutes/to-markdown'
import type { Minutes } from '@murmure/shared/minutes/tree'
import { type GroupContent, projectBoard } from '@murmure/shared/read-board'
import type { Locale } from '@murmure/shared/room'
import { readRoom } from '@murmure/shared/room-doc'
import { EMPTY_WALL } from '@murmure/shared/wall'
import { readWall } from '@murmure/shared/wall-doc'
import type { FastifyInstance } from 'fastify'

import { minutesToDocx } from '../minutes/docx.ts'
import type { DocumentRow } from '../storage/contract.ts'
import { forMembers } from './admit.ts'
import type { AppDeps } from './app-deps.ts'
import { contentDisposition } from './content-disposition.ts'
import { sendProblem } from './problem.ts'

type Format = {
  readonly mediaType: string
  /** Named and saved as a file, rather than shown. */
  readonly isFile: boolean
  readonly render: (minutes: Minutes) => string | Promise<Uint8Array>
}

const FORMATS = {
  json: {
    mediaType: 'application/json; charset=utf-8',
    isFile: false,
    render: (minutes) => JSON.stringify(minutes),
  },
  html: { mediaType: 'text/html; charset=utf-8', isFile: false, render: minutesToHtml },
  md: { mediaType: 'text/markdown; charset=utf-8', isFile: true, render: minutesToMarkdown },
  docx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    isFile: true,
    render: minutesToDocx,
  },
} as const satisfies Readonly<Record<string, Format>>

const FILE_NAMES: Readonly<Record<Locale, string>> = { fr: 'Compte-rendu', en: 'Minutes' }

/** `GET /api/boards/:id/minutes.<format>`: facilitators at any time, everyone else once published, never before « Dévoiler ». */
export function registerMinutes(app: FastifyInstance, deps: AppDeps): void {
  for (const [extension, format] of Object.entries<Format>(FORMATS)) {
    app.get(
      `/api/boards/:boardId/minutes.${extension}`,
      forMembers(
        deps,
        ['facilitator', 'participant', 'scribe', 'screen'],
        async ({ person, row }, request, reply) => {
          const { published, revealed } = row.room.session
          if (person.role !== 'facilitator' && !(published && revealed)) {
            return sendProblem(request, reply, 'minutes-unpublished')
          }
          const board = await gatherBoard(deps, await deps.store.listDocuments(row.boardId))
          if (!board) return sendProblem(request, reply, 'board-unknown')
          const rendered = await format.render(boardToMinutes(board))
          if (format.isFile) {
            const name = contentDisposition(`${fileName(board)}.${extension}`)
            void reply.header('content-disposition', name)
          }
          return reply
            .type(format.mediaType)
            .send(typeof rendered === 'string' ? rendered : Buffer.from(rendered))
        },
      ),
    )
  }
}

/** All documents of a board at their committed versions, as plain values. Undefined: it was deleted meanwhile. */
async function gatherBoard(
  { relay }: Pick<AppDeps, 'relay'>,
  documents: readonly DocumentRow[],
): Promise<Board | undefined> {
  const idOf = (kind: DocumentRow['kind']) =>
    documents.find((document) => document.kind === kind)?.documentId
  const [roomId, wallId] = [idOf('room'), idOf('wall')]
  if (roomId === undefined || wallId === undefined) return undefined
  const contents = new Map<GroupId, GroupContent>()
  for (const { documentId, groupId } of documents) {
    if (groupId === undefined) continue
    const content = await relay.read(documentId, (doc) => ({
      cards: readCards(doc, groupId),
      profile: readProfile(doc),
    }))
    if (content) contents.set(groupId, content)
  }
  const wall = await relay.read(wallId, readWall)
  const room = await relay.read(roomId, readRoom)
  return room && projectBoard(room, wall ?? EMPTY_WALL, contents)
}

function fileName({ meta }: Board): string {
  return [FILE_NAMES[meta.locale], meta.title, meta.date].filter(Boolean).join(' – ')
}
