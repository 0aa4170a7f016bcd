import { cardsRoot } from '@murmure/shared/group-doc'
import type { CardId } from '@murmure/shared/ids'
import type * as Y from 'yjs'

import type { BoardConnection } from './board-connection.ts'
import type { Drafts } from './drafts.ts'
import type { WriterActions } from './writer-actions.ts'

const BEAT_MS = 20_000

/**
 * Watches over the notes of this person: lets a copy go once the note is durable, and sticks again, under
 * the same id, what a reloaded page or a fresh document lacks. Never before the document is synced: the
 * same key set on both sides would make one of the two vanish.
 */
export function watchKeptNotes(
  connection: BoardConnection,
  drafts: Drafts,
  actions: Pick<WriterActions, 'stick'>,
): () => void {
  const { groupId } = connection.session()
  if (groupId === undefined) return () => undefined
  let offeredTo: Y.Doc | undefined

  const onStatus = (): void => {
    const doc = connection.groupDoc(groupId)
    if (!doc || !connection.isSynced(groupId)) return
    const isInDocument = (cardId: CardId): boolean => cardsRoot(doc).has(cardId)
    if (offeredTo !== doc) {
      offeredTo = doc
      dropStuckDraft(isInDocument)
      for (const note of drafts.claim(groupId, isInDocument)) actions.stick(note)
    }
    if (connection.isSaved(groupId)) drafts.settle(groupId, isInDocument)
  }

  /** The page died between sticking the note and emptying the field. */
  const dropStuckDraft = (isInDocument: (cardId: CardId) => boolean): void => {
    const draft = drafts.draft()
    if (draft && isInDocument(draft.cardId)) drafts.dropDraft()
  }

  const forget = connection.onStatus(onStatus)
  const timer = window.setInterval(() => {
    drafts.beat()
    offeredTo = undefined
    onStatus()
  }, BEAT_MS)
  onStatus()
  return () => {
    forget()
    window.clearInterval(timer)
  }
}
