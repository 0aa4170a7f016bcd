import type { Card } from '@murmure/shared/card'
import {
  correctCard,
  moveCardToColumn,
  removeCard,
  restoreCard,
} from '@murmure/shared/actions/edit-card'
import { type NewCard, stickCard } from '@murmure/shared/actions/stick-card'
import { cardsRoot, readCards } from '@murmure/shared/group-doc'
import { authorOf, type GroupId, type ParticipantId } from '@murmure/shared/ids'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import type * as Y from 'yjs'

import type { BoardConnection } from './board-connection.ts'
import type { Drafts } from './drafts.ts'
import { GROUP_REMOVED } from './problem.ts'
import { textIn } from './keep-notes.ts'
import type { Move, Moves } from './moves.ts'

/** What of a board's connection carrying needs. */
export type CarryConnection = Pick<
  BoardConnection,
  'groupDoc' | 'isSaved' | 'isSynced' | 'onStatus' | 'endedBy' | 'close'
>

export type CarryOptions = {
  readonly moves: Moves
  readonly drafts: Pick<Drafts, 'rehome' | 'settle'>
  readonly connect: (session: CreatedSession) => CarryConnection
  readonly now: () => number
  /** All is through: so many notes stand in the new group. */
  readonly onCarried: (count: number) => void
}

/**
 * Takes one's own notes along into another group: stuck there under the same ids, so that the facilitators'
 * themes, merges and wordings still mean them, and flagged removed in the old one only once they are SAVED in
 * the new one. Whatever breaks off in between leaves a note in both documents for a while, which show as one
 * note, never in none; the next load goes on from there. Returns how to stop.
 */
export function carryNotes(options: CarryOptions): () => void {
  let stop = (): void => undefined
  let isLeft = false

  const goOn = (): void => {
    const move = options.moves.next()
    if (!move || isLeft) return
    stop = carryOne(move, options, () => {
      const count = options.moves.next()?.placed.length ?? 0
      options.moves.finish()
      options.onCarried(count)
      goOn()
    })
  }
  goOn()
  return () => {
    isLeft = true
    stop()
  }
}

function carryOne(move: Move, options: CarryOptions, onDone: () => void): () => void {
  const fromGroup = move.from.groupId
  const toGroup = move.to.groupId
  if (fromGroup === undefined || toGroup === undefined || fromGroup === toGroup) {
    queueMicrotask(onDone)
    return () => undefined
  }
  const from = options.connect(move.from)
  const to = options.connect(move.to)
  let isBusy = false
  let isOver = false

  // Writing changes the status, which asks for the next step while this one is not through.
  const step = (): void => {
    if (isBusy || isOver) return
    isBusy = true
    const isDone = carryStep(
      { from, fromGroup, to, toGroup, author: move.from.participantId },
      options,
    )
    isBusy = false
    if (!isDone) return
    leave()
    onDone()
  }
  const forget = [from.onStatus(step), to.onStatus(step)]
  const leave = (): void => {
    isOver = true
    for (const each of forget) each()
    from.close()
    to.close()
  }
  step()
  return leave
}

type Path = {
  readonly from: CarryConnection
  readonly fromGroup: GroupId
  readonly to: CarryConnection
  readonly toGroup: GroupId
  readonly author: ParticipantId
}

/** As far as it goes now. True: nothing of this person is left behind. */
function carryStep({ from, fromGroup, to, toGroup, author }: Path, options: CarryOptions): boolean {
  // Its group was removed, which takes that nobody had written there: what waits here is all that there is.
  if (from.endedBy()?.type === GROUP_REMOVED) {
    options.drafts.rehome(fromGroup, toGroup, () => undefined)
    return true
  }
  const oldDoc = from.groupDoc(fromGroup)
  const newDoc = to.groupDoc(toGroup)
  if (!oldDoc || !newDoc || !from.isSynced(fromGroup) || !to.isSynced(toGroup)) return false
  const { moves, drafts, now } = options
  drafts.rehome(fromGroup, toGroup, textIn(oldDoc))
  const placed = new Set(moves.next()?.placed)
  for (const { cardId, columnId, text, at } of ownLive(oldDoc, fromGroup, author)) {
    const exists = stickCard(newDoc, { cardId, columnId, text, at }) === 'exists'
    if (exists && !placed.has(cardId)) bringBack(newDoc, { cardId, columnId, text })
    moves.place(cardId)
  }
  if (to.isSaved(toGroup)) {
    for (const { cardId } of ownLive(oldDoc, fromGroup, author)) {
      if (cardsRoot(newDoc).has(cardId)) removeCard(oldDoc, cardId, { at: now(), by: author })
    }
  }
  if (!from.isSaved(fromGroup)) return false
  drafts.settle(fromGroup, textIn(oldDoc))
  return ownLive(oldDoc, fromGroup, author).length === 0
}

/** Its author was here before, with this note: its key is set once for ever, so its flag is lifted. */
function bringBack(doc: Y.Doc, { cardId, columnId, text }: Omit<NewCard, 'at'>): void {
  correctCard(doc, cardId, text)
  moveCardToColumn(doc, cardId, columnId)
  restoreCard(doc, cardId)
}

function ownLive(doc: Y.Doc, groupId: GroupId, author: ParticipantId): readonly Card[] {
  return readCards(doc, groupId).filter(
    ({ cardId, removed }) => removed === undefined && authorOf(cardId) === author,
  )
}
