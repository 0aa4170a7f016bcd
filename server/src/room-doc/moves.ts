import type { CardId, DocumentId } from '@murmure/shared/ids'

import type { DocumentRow } from '../storage/contract.ts'

/** Longer than any grace: beyond it a move is as old as the note. */
const REMEMBERED_MS = 60_000

/**
 * Since when people know that a scribe or a facilitator moved a note. Forgotten with the process: whoever comes
 * to the next one is told where every note stands.
 */
export type Moves = {
  /** It stands elsewhere in the live document, and nobody was sent it yet. */
  moved(document: DocumentRow, cardId: CardId): void
  /** Everything that was moved in this document was sent. */
  told(document: DocumentRow): void
  /** Infinity: about to be told. Minus infinity: long ago, or never moved. */
  toldAt(document: DocumentRow, cardId: CardId): number
}

export function createMoves(now: () => number): Moves {
  const untold = new Map<DocumentId, Set<CardId>>()
  /** In the order of their times, so that what is too old stands in front. */
  const times = new Map<string, number>()
  const nameOf = ({ documentId }: DocumentRow, cardId: CardId) => `${documentId}/${cardId}`

  function forgetOld(): void {
    for (const [name, at] of times) {
      if (now() - at < REMEMBERED_MS) return
      times.delete(name)
    }
  }

  return {
    moved({ documentId }, cardId) {
      const cardIds = untold.get(documentId) ?? new Set()
      untold.set(documentId, cardIds.add(cardId))
    },
    told(document) {
      forgetOld()
      for (const cardId of untold.get(document.documentId) ?? []) {
        const name = nameOf(document, cardId)
        times.delete(name)
        times.set(name, now())
      }
      untold.delete(document.documentId)
    },
    toldAt: (document, cardId) =>
      untold.get(document.documentId)?.has(cardId)
        ? Number.POSITIVE_INFINITY
        : (times.get(nameOf(document, cardId)) ?? Number.NEGATIVE_INFINITY),
  }
}
