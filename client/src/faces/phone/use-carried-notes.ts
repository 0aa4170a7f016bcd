import { useEffect, useState } from 'react'

import { hasMoves } from '../../documents/add-move.ts'
import { connectBoard } from '../../documents/board-connection.ts'
import { browserNow } from '../../documents/browser.ts'
import type { Drafts } from '../../documents/drafts.ts'
import { localStore } from '../../documents/storage.ts'
import { useSession } from '../../documents/use-board.ts'

/** How own notes follow after a change of group; `carried` is the news of it, which is soon old. */
export type Carrying =
  | { readonly kind: 'none' }
  | { readonly kind: 'under-way' }
  | { readonly kind: 'carried'; readonly count: number }

const NEWS_MS = 8000

/** Finishes a change of group, also one that an earlier page began. Its code comes only where there is one. */
export function useCarriedNotes(drafts: Drafts): Carrying {
  const { boardId } = useSession()
  const [carrying, setCarrying] = useState<Carrying>(() => ({
    kind: hasMoves(boardId) ? 'under-way' : 'none',
  }))
  useEffect(() => {
    if (!hasMoves(boardId)) return undefined
    let stop = (): void => undefined
    let isLeft = false
    const begin = async (): Promise<void> => {
      const [{ carryNotes }, { createMoves }] = await Promise.all([
        import('../../documents/carry-notes.ts'),
        import('../../documents/moves.ts'),
      ])
      if (isLeft) return
      stop = carryNotes({
        moves: createMoves(localStore, boardId),
        drafts,
        // The earlier group's session must not take the place of this one's.
        connect: (session) => connectBoard(session, { groups: 'own', onSession: () => undefined }),
        now: browserNow,
        onCarried: (count) =>
          setCarrying(count > 0 ? { kind: 'carried', count } : { kind: 'none' }),
      })
    }
    // Without network it does not come; the next load tries again, and nothing is lost until then.
    begin().catch(() => isLeft || setCarrying({ kind: 'none' }))
    return () => {
      isLeft = true
      stop()
    }
  }, [boardId, drafts])
  useEffect(() => {
    if (carrying.kind !== 'carried') return undefined
    const timer = window.setTimeout(() => setCarrying({ kind: 'none' }), NEWS_MS)
    return () => window.clearTimeout(timer)
  }, [carrying])
  return carrying
}
