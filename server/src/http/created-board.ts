import type { CreatedBoard } from '@murmure/shared/protocol/http'
import type { FastifyRequest } from 'fastify'

import type { AppDeps } from './app-deps.ts'
import type { NewWall } from './create-board.ts'
import { facilitatorLink, joinLink, joinOrigin, pageOrigin, screenLink } from './origins.ts'

/** What the maker of a wall is told, this once: its code, its secrets, its links. */
export function createdBoard(
  deps: AppDeps,
  request: FastifyRequest,
  { board, secrets }: NewWall,
): CreatedBoard {
  const origin = pageOrigin(deps, request)
  const { boardId, code, room } = board
  return {
    boardId,
    code,
    sections: [...room.sections],
    columns: [...room.columns],
    groups: [...room.groups],
    secrets,
    links: {
      facilitator: facilitatorLink(origin, boardId, secrets.facilitator),
      screen: screenLink(origin, boardId, secrets.screen),
      join: joinLink(joinOrigin(deps, request), code),
    },
  }
}
