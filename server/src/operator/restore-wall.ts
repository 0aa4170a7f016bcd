import { BoardId, drawGeneration, generationOf } from '@murmure/shared/ids'
import { fail, ok, type Result } from '@murmure/shared/result'

import type { AppDeps } from '../http/app-deps.ts'
import type { CheckedCopy, CopyProblem } from '../http/check-copy.ts'
import { putBack, restoreBoard } from '../http/restore-board.ts'
import type { BoardRow, Store } from '../storage/contract.ts'

/** `secrets`: of a wall that had to be made again, with new links and a new code. */
export type RestoredWall = {
  readonly boardId: BoardId
  readonly title: string
  readonly code: string
  readonly secrets?: { readonly facilitator: string; readonly screen: string }
}

/** `wall-unknown`: neither the code of a wall, nor an address or id that could be one's. */
export type WallProblem = CopyProblem | 'wall-unknown' | 'codes-exhausted'

const CODE = /^[0-9]{6}$/
/** The id as it is, or in the address of a page. */
const ID_IN_ADDRESS = /(?:^|\/)(?<id>[A-Za-z0-9_-]{16})\/?(?:[?#].*)?$/

/**
 * Puts one wall back to what a saved copy of it holds: under its own id, so that tokens and links go on, and
 * under a new generation, so that nobody's newer history is merged into it. A wall that is lost is made again.
 */
export async function restoreWall(
  deps: AppDeps,
  copy: CheckedCopy,
  which: string,
): Promise<Result<RestoredWall, WallProblem>> {
  const row = await findWall(deps.store, which)
  const boardId = row?.boardId ?? idIn(which)
  if (boardId === undefined) return fail('wall-unknown')
  const generation = await freshGeneration(deps, boardId)
  const { title } = copy.room.meta
  if (row) {
    await putBack(deps, { boardId, generation }, copy)
    return ok({ boardId, title, code: row.code })
  }
  const made = await restoreBoard(deps, copy, { boardId, generation })
  if (!made.ok) return fail('codes-exhausted')
  const { board, secrets } = made.value
  return ok({ boardId, title, code: board.code, secrets })
}

function findWall(store: Store, which: string): Promise<BoardRow | undefined> {
  if (CODE.test(which)) return store.findBoardByCode(which)
  const boardId = idIn(which)
  return boardId === undefined ? Promise.resolve(undefined) : store.getBoard(boardId)
}

function idIn(which: string): BoardId | undefined {
  return BoardId.safeParse(ID_IN_ADDRESS.exec(which)?.groups?.['id']).data
}

async function freshGeneration({ store, random }: AppDeps, boardId: BoardId): Promise<number> {
  const documents = await store.listDocuments(boardId)
  return drawGeneration(
    random,
    new Set(documents.map(({ documentId }) => generationOf(documentId))),
  )
}
