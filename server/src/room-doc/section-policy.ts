import type { BoardId, ColumnId, SectionId } from '@murmure/shared/ids'
import type { Room } from '@murmure/shared/room'
import * as Y from 'yjs'

import type { WritingPolicy, WritingQuestion } from '../relay/contract.ts'

export type SectionPolicy = WritingPolicy & {
  /** The room document says this now, and everyone who is there was sent it. */
  learn(boardId: BoardId, room: Room): void
}

type Known = {
  readonly sectionOf: ReadonlyMap<ColumnId, SectionId>
  /** Sections that nobody writes in, and since when people know it. */
  readonly closedSince: ReadonlyMap<SectionId, number>
}

/**
 * Participants stick and correct notes while their section is open; to take a note of their own back they
 * need nobody. Scribes and facilitators finish what was said. A board whose room document was not loaded yet
 * counts as open: phones open it beside their group's, and closing has a grace anyway.
 */
export function createSectionPolicy({
  now,
  onLate,
}: {
  readonly now: () => number
  readonly onLate: WritingPolicy['onLate']
}): SectionPolicy {
  const boards = new Map<BoardId, Known>()

  return {
    onLate,
    learn(boardId, { columns, sections, session }) {
      const before = boards.get(boardId)?.closedSince
      const closed = sections.filter(({ sectionId }) => !session.open.includes(sectionId))
      boards.set(boardId, {
        sectionOf: new Map(columns.map(({ columnId, section }) => [columnId, section])),
        closedSince: new Map(
          closed.map(({ sectionId }) => [sectionId, before?.get(sectionId) ?? now()]),
        ),
      })
    },
    closed(question) {
      const known = boards.get(question.document.boardId)
      if (!known || question.role !== 'participant') return undefined
      let since = Number.POSITIVE_INFINITY
      const entries = new Set<string>()
      for (const { cardId, columnId } of touchedColumns(question)) {
        const closedAt = known.closedSince.get(known.sectionOf.get(columnId) ?? '')
        if (closedAt === undefined) continue
        since = Math.min(since, closedAt)
        entries.add(cardId)
      }
      return entries.size > 0 ? { since, entries: [...entries] } : undefined
    },
  }
}

/** The columns that the cards of this update stand in, stood in, or are moved to. */
function* touchedColumns({ doc, written, freed }: WritingQuestion): Generator<{
  readonly cardId: string
  readonly columnId: string
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
