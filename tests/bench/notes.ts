import { stickCard } from '@murmure/shared/actions/stick-card'
import { createCardId, type ParticipantId } from '@murmure/shared/ids'
import type * as Y from 'yjs'

export const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))

/** What people write in one breath, about a hundred signs. */
const WORDS =
  'Les repas du mercredi sont devenus un rendez-vous : on y vient seul, on en repart à plusieurs, avec une idée.'

/** Sticks so many notes of a usual length. Returns their ids. */
export function stickNotes(
  doc: Y.Doc,
  writerId: ParticipantId,
  count: number,
  columnId = 'brings',
): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const cardId = createCardId(writerId, random)
    stickCard(doc, {
      cardId,
      columnId,
      text: `${index + 1}. ${WORDS}`,
      at: 1_700_000_000_000 + index,
    })
    return cardId
  })
}
