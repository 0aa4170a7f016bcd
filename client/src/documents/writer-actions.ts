import type { Change } from '@murmure/shared/actions/change'
import {
  correctCard,
  moveCardToColumn,
  removeCard,
  restoreCard,
} from '@murmure/shared/actions/edit-card'
import { type NewCard, stickCard } from '@murmure/shared/actions/stick-card'
import { cardsRoot } from '@murmure/shared/group-doc'
import {
  authorOf,
  type CardId,
  type ColumnId,
  type GroupId,
  type RandomBytes,
} from '@murmure/shared/ids'
import type * as Y from 'yjs'

import type { BoardConnection } from './board-connection.ts'
import type { UndoOutcome, UndoStack } from './undo.ts'

/** What was done, for « Annuler : … ». */
export type ActionName =
  | 'stick'
  | 'correct'
  | 'remove'
  | 'restore'
  | 'move-to-column'
  | 'create-theme'
  | 'rename-theme'
  | 'remove-theme'
  | 'place'
  | 'set-aside'
  | 'quote'
  | 'reason'
  | 'count'
  | 'take-back'
  | 'merge'
  | 'unmerge'
  | 'reword'

/** What a person does to notes; what this session may not write is left undone. */
export type WriterActions = {
  readonly stick: (
    card: Omit<NewCard, 'at'> & Partial<Pick<NewCard, 'at'>> & { readonly groupId?: GroupId },
  ) => 'stuck' | 'exists' | 'no-document'
  readonly correct: (cardId: CardId, text: string) => void
  readonly remove: (cardId: CardId) => void
  readonly restore: (cardId: CardId) => void
  readonly moveToColumn: (cardId: CardId, columnId: ColumnId) => void
  readonly undo: () => UndoOutcome<ActionName>
}

export type ActionDeps = {
  readonly connection: BoardConnection
  readonly undo: UndoStack<ActionName>
  readonly now: () => number
  readonly random: RandomBytes
}

/** The acts of a phone. The facilitators' are in `actions.ts`: a phone does not load them. */
export function createWriterActions({ connection, undo, now }: ActionDeps): WriterActions {
  const change = (
    name: ActionName,
    cardId: CardId,
    act: (doc: Y.Doc) => readonly Change[],
  ): void => {
    const groupId = groupOf(connection, cardId)
    const doc = groupId !== undefined && writableGroup(connection, groupId)
    if (doc) undo.push(name, { kind: 'group', groupId }, act(doc))
  }
  const flag = () => ({ at: now(), by: connection.session().participantId })
  return {
    undo: undo.undo,
    stick: ({ cardId, columnId, text, at = now(), groupId = connection.session().groupId }) => {
      const doc = groupId === undefined ? undefined : writableGroup(connection, groupId)
      if (!doc || groupId === undefined) return 'no-document'
      const outcome = stickCard(doc, { cardId, columnId, text, at })
      // Its inverse is the flag: a key that was set once is never taken away.
      const removal: Change = {
        path: ['cards', cardId, 'removed'],
        before: flag(),
        mine: undefined,
      }
      if (outcome === 'stuck') undo.push('stick', { kind: 'group', groupId }, [removal])
      return outcome
    },
    correct: (cardId, text) => {
      const { role, participantId } = connection.session()
      // One's own notes, and those of nobody else, are corrected by a participant.
      const isOwn =
        authorOf(cardId) === participantId || role === 'participant' || role === 'screen'
      change('correct', cardId, (doc) => correctCard(doc, cardId, text, isOwn ? undefined : role))
    },
    remove: (cardId) => change('remove', cardId, (doc) => removeCard(doc, cardId, flag())),
    restore: (cardId) => change('restore', cardId, (doc) => restoreCard(doc, cardId)),
    moveToColumn: (cardId, columnId) =>
      change('move-to-column', cardId, (doc) => moveCardToColumn(doc, cardId, columnId)),
  }
}

/** The group in which a note was written. */
export function groupOf(connection: BoardConnection, cardId: CardId): GroupId | undefined {
  const known = connection.store.card(cardId)?.writtenIn
  if (known !== undefined) return known
  // A removed note is not on the board any more, but in its document.
  return connection.session().documents.find(({ groupId }) => {
    const doc = groupId === undefined ? undefined : connection.groupDoc(groupId)
    return doc !== undefined && cardsRoot(doc).has(cardId)
  })?.groupId
}

/** The group's document, if this session may write in it. */
export function writableGroup(connection: BoardConnection, groupId: GroupId): Y.Doc | undefined {
  const mayWrite = connection
    .session()
    .documents.some((document) => document.groupId === groupId && document.access === 'write')
  return mayWrite ? connection.groupDoc(groupId) : undefined
}
