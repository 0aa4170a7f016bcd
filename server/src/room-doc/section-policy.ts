import type { BoardId, CardId, ColumnId, DocumentId, SectionId } from '@murmure/shared/ids'
import type { Room } from '@murmure/shared/room'
import * as Y from 'yjs'

import type { WritingPolicy, WritingQuestion } from '../relay/contract.ts'
import type { Store } from '../storage/contract.ts'
import { createMoves } from './moves.ts'

export type SectionPolicy = WritingPolicy & {
  /** The room document says this now, and everyone who is there was sent it. */
  learn(boardId: BoardId, room: Room): void
}

export type SectionPolicyOptions = {
  readonly now: () => number
  readonly store: Pick<Store, 'getBoard'>
  /** These notes came after closing, and stand on the board's list. Must not throw. */
  readonly onLate: (boardId: BoardId) => void
}

type Known = {
  readonly sectionOf: ReadonlyMap<ColumnId, SectionId>
  /** Sections that nobody writes in, and since when people know it. */
  readonly closedSince: ReadonlyMap<SectionId, number>
}

/** Closed before this process heard of the board: whoever is here now was told when they came. */
const EVER_SINCE = Number.NEGATIVE_INFINITY

/**
 * Participants stick and correct notes while their section is open; to take a note of their own back they
 * need nobody. Scribes and facilitators finish what was said. What is open stands in the board's row: no group
 * document comes alive before it was read. From then on the projection brings every change of it.
 */
export function createSectionPolicy({ now, store, onLate }: SectionPolicyOptions): SectionPolicy {
  const boards = new Map<BoardId, Known>()
  const moves = createMoves(now)
  /** Documents with late notes that no commit has confirmed yet. */
  const withLate = new Set<DocumentId>()

  function learn(boardId: BoardId, { columns, sections, session }: Room): void {
    const before = boards.get(boardId)
    const since = before ? now() : EVER_SINCE
    const closed = sections.filter(({ sectionId }) => !session.open.includes(sectionId))
    boards.set(boardId, {
      sectionOf: new Map(columns.map(({ columnId, section }) => [columnId, section])),
      closedSince: new Map(
        closed.map(({ sectionId }) => [sectionId, before?.closedSince.get(sectionId) ?? since]),
      ),
    })
  }

  return {
    learn,
    async prepare({ boardId, groupId }) {
      if (groupId === undefined || boards.has(boardId)) return
      const row = await store.getBoard(boardId)
      // What was projected while the row was read is at least as new.
      if (row && !boards.has(boardId)) learn(boardId, row.room)
    },
    closed(question) {
      const { document, role } = question
      const known = boards.get(document.boardId)
      if (!known || role !== 'participant') return undefined
      let since = Number.POSITIVE_INFINITY
      const entries = new Set<string>()
      for (const { cardId, columnId } of touchedColumns(question)) {
        const closedAt = known.closedSince.get(known.sectionOf.get(columnId) ?? '')
        if (closedAt === undefined) continue
        // Its author knows of the closing, and of the note's way there only since they were sent it.
        since = Math.min(since, Math.max(closedAt, moves.toldAt(document, cardId)))
        entries.add(cardId)
      }
      return entries.size > 0 ? { since, entries: [...entries] } : undefined
    },
    onApplied({ document, role, written }, late) {
      if (late.length > 0) withLate.add(document.documentId)
      if (role === 'participant') return
      for (const { place, value } of written) {
        const [root, cardId, field] = place
        if (root !== 'cards' || typeof cardId !== 'string' || field !== 'columnId') continue
        if (typeof value === 'string') moves.moved(document, cardId)
      }
    },
    onCommitted(document) {
      moves.told(document)
      if (withLate.delete(document.documentId)) onLate(document.boardId)
    },
  }
}

/** The columns that the cards of this update stand in, stood in, or are moved to. */
function* touchedColumns({ doc, written, freed }: WritingQuestion): Generator<{
  readonly cardId: CardId
  readonly columnId: ColumnId
}> {
  const cardIds = new Set<string>()
  for (const { place, value } of written) {
    const [root, cardId, field] = place
    if (root !== 'cards' || typeof cardId !== 'string' || field === 'removed') continue
    cardIds.add(cardId)
    if (field === 'columnId' && typeof value === 'string') yield { cardId, columnId: value }
  }
  for (const [root, cardId, field] of freed) {
    if (root === 'cards' && typeof cardId === 'string' && field !== 'removed') cardIds.add(cardId)
  }
  for (const cardId of cardIds) {
    const map: unknown = doc.getMap('cards').get(cardId)
    const columnId: unknown = map instanceof Y.Map ? map.get('columnId') : undefined
    if (typeof columnId === 'string') yield { cardId, columnId }
  }
}
