import { cardsRoot } from '@murmure/shared/group-doc'
import * as Y from 'yjs'

import type { BoardConnection } from './board-connection.ts'
import type { Drafts, TextInDocument } from './drafts.ts'
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
  actions: Pick<WriterActions, 'stick' | 'correct'>,
): () => void {
  const { groupId } = connection.session()
  if (groupId === undefined) return () => undefined
  let offeredTo: Y.Doc | undefined
  let correctedIn: Y.Doc | undefined

  const onStatus = (): void => {
    const doc = connection.groupDoc(groupId)
    if (!doc || !connection.isSynced(groupId)) return
    const textOf = textIn(doc)
    if (offeredTo !== doc) {
      offeredTo = doc
      dropStuckDraft(textOf)
      for (const note of drafts.claim(groupId, textOf)) actions.stick(note)
    }
    // Once per document: one that is taken back while the page lives must not come again.
    if (correctedIn === doc) drafts.dropUndone(groupId, textOf)
    else {
      correctedIn = doc
      const late = drafts.takeConflicts(groupId, textOf)
      if (late.length > 0) connection.lost(late.map(({ text }) => text))
      for (const { cardId, text } of drafts.claimCorrections(groupId, textOf))
        actions.correct(cardId, text)
    }
    if (connection.isSaved(groupId)) drafts.settle(groupId, textOf)
  }

  /** The page died between sticking the note and emptying the field. */
  const dropStuckDraft = (textOf: TextInDocument): void => {
    const draft = drafts.draft()
    if (draft && textOf(draft.cardId) !== undefined) drafts.dropDraft()
  }

  const forget = connection.onStatus(onStatus)
  const timer = window.setInterval(() => {
    drafts.beat()
    offeredTo = undefined
    onStatus()
  }, BEAT_MS)
  window.addEventListener('pagehide', drafts.leave)
  // Out of the browser's page cache it goes on living.
  window.addEventListener('pageshow', drafts.beat)
  onStatus()
  return () => {
    forget()
    window.removeEventListener('pagehide', drafts.leave)
    window.removeEventListener('pageshow', drafts.beat)
    window.clearInterval(timer)
  }
}

/** Reads single notes of a group's document. */
export function textIn(doc: Y.Doc): TextInDocument {
  return (cardId) => {
    const text: unknown = cardsRoot(doc).get(cardId)?.get('text')
    return text instanceof Y.Text ? text.toString() : undefined
  }
}
