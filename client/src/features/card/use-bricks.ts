import type { CardId } from '@murmure/shared/ids'

import { useBoard } from '../../documents/use-board.ts'
import type { BrickOf } from './bricks.tsx'

/** The notes as bricks, in their groups' papers. */
export function useBricks(cardIds: readonly CardId[]): readonly BrickOf[] {
  const wanted = new Set(cardIds)
  const groups = useBoard((board) => board.groups)
  const groupIds = useBoard((board) =>
    board.cards.flatMap((card) =>
      wanted.has(card.cardId) && card.outcome.kind === 'kept'
        ? [`${card.cardId}/${card.groupId}`]
        : [],
    ),
  )
  return groupIds.flatMap((entry) => {
    const [cardId = '', groupId] = entry.split('/')
    const group = groups.find((candidate) => candidate.groupId === groupId)
    return group ? [{ key: cardId, paper: group.sign.paper }] : []
  })
}
