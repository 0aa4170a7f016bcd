import { type BoardId, drawGeneration, generationOf, type RandomBytes } from '@murmure/shared/ids'
import { CLOSE } from '@murmure/shared/protocol/close-codes'

import type { Relay, RelayLog } from '../relay/contract.ts'
import type { Store } from '../storage/contract.ts'

type Options = {
  readonly store: Store
  readonly relay: Pick<Relay, 'closeBoard'>
  readonly random: RandomBytes
  readonly log: RelayLog
}

/**
 * Lets a board go on under new ids while people have it open. Should it fail, the ids that are behind stay
 * closed, and the next start finds the board behind its witness.
 */
export function createRaise({ store, relay, random, log }: Options): (boardId: BoardId) => void {
  const raising = new Set<BoardId>()

  /** Closes before and after: a socket admitted just before the ids went would keep a room of nothing alive. */
  async function raise(boardId: BoardId): Promise<void> {
    const ids = (await store.listDocuments(boardId)).map(({ documentId }) => documentId)
    relay.closeBoard(ids, CLOSE.retired)
    await store.raiseGeneration(boardId, drawGeneration(random, new Set(ids.map(generationOf))))
    relay.closeBoard(ids, CLOSE.retired)
  }

  return (boardId) => {
    // Several documents of a board are found behind, one after the other.
    if (raising.has(boardId)) return
    raising.add(boardId)
    raise(boardId).then(
      () => log.error({ boardId }, 'a wall goes on under new ids'),
      (cause: unknown) => {
        raising.delete(boardId)
        log.error({ cause, boardId }, 'a wall that is behind could not be given new ids')
      },
    )
  }
}
