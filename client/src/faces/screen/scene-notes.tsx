import type { BoardCard, BoardGroup } from '@murmure/shared/board'
import type { CardId } from '@murmure/shared/ids'

import { Note } from '../../features/card/note.tsx'
import { piecesOf } from '../../features/stage/pieces.ts'
import type { Attempt, Paging, Setting } from '../../features/stage/use-pages.ts'

/** A note too long for a page of a deep hall goes on in pieces, on the pages that follow. */
export function wholeOrPieces(settings: readonly Setting[]): readonly [Attempt, Attempt] {
  return [
    { mode: 'notes', pagesMax: Infinity, settings },
    { mode: 'pieces', pagesMax: Infinity, settings },
  ]
}

type SceneNotesProps = {
  readonly as: 'li' | 'div'
  readonly className?: string | undefined
  readonly cards: readonly BoardCard[]
  readonly groups: readonly BoardGroup[]
  readonly paging: Paging
  readonly page: number
}

/** In the order in which they stand there: whole, or in pieces. */
export const entriesOf = (cards: readonly BoardCard[]): readonly string[] =>
  cards.flatMap(({ cardId, wording, text }) => [
    cardId,
    ...piecesOf(wording ?? text).map((_, index) => pieceId(cardId, index)),
  ])

const pieceId = (cardId: CardId, index: number): string => `${cardId} ${index}`

/** The notes of this page; while they are measured all of them, whole and in pieces. */
export function SceneNotes({ as: Item, className, cards, groups, paging, page }: SceneNotesProps) {
  const isOn = (id: string, mode: string): boolean =>
    paging.isMeasuring || (paging.mode === mode && paging.pageOf(id) === page)
  return cards.flatMap((card) => {
    const group = groups.find(({ groupId }) => groupId === card.groupId)
    if (!group) return []
    const text = card.wording ?? card.text
    const entries = [
      { id: card.cardId as string, text, mode: 'notes' },
      ...piecesOf(text).map((piece, index) => ({
        id: pieceId(card.cardId, index),
        text: piece,
        mode: 'pieces',
      })),
    ]
    return entries
      .filter(({ id, mode }) => isOn(id, mode))
      .map(({ id, text: shown, mode }) => (
        <Item key={id} className={className} data-fit-id={id} data-when={mode}>
          <Note text={shown} sign={group.sign} groupName={group.name} />
        </Item>
      ))
  })
}
