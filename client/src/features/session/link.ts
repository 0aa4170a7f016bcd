import { BoardId } from '@murmure/shared/ids'

/** What a facilitator's or screen's link says: the board in its path, the secret after the `#`. */
export type BoardLink = { readonly boardId: BoardId; readonly secret: string | undefined }

const SECRET = /^#([A-Za-z0-9_-]{32})$/

export function readBoardLink(
  location: Pick<Location, 'pathname' | 'hash'>,
): BoardLink | undefined {
  const boardId = BoardId.safeParse(location.pathname.split('/')[2] ?? '')
  if (!boardId.success) return undefined
  return { boardId: boardId.data, secret: SECRET.exec(location.hash)?.[1] }
}
