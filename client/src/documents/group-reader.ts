import type * as Y from 'yjs'

import type { Card } from '@murmure/shared/card'
import { cardsRoot, profileRoot, readCard, readCards, readProfile } from '@murmure/shared/group-doc'
import type { CardId, GroupId } from '@murmure/shared/ids'
import type { GroupContent } from '@murmure/shared/read-board'

/** Reads one group's document again and again, each time only the cards that were touched. */
export type GroupReader = {
  readonly read: () => GroupContent
  readonly stop: () => void
}

export function readGroupIncrementally(
  doc: Y.Doc,
  groupId: GroupId,
  onChange: (transaction: Y.Transaction) => void,
): GroupReader {
  const cards = new Map<CardId, Card>(readCards(doc, groupId).map((card) => [card.cardId, card]))
  const dirty = new Set<CardId>()
  let content: GroupContent = { cards: [...cards.values()], profile: readProfile(doc) }
  let isProfileDirty = false

  const onCards = (
    events: readonly Y.YEvent<Y.AbstractType<unknown>>[],
    by: Y.Transaction,
  ): void => {
    for (const event of events) {
      const [cardId] = event.path
      if (typeof cardId === 'string') dirty.add(cardId)
      else for (const key of event.changes.keys.keys()) dirty.add(key)
    }
    onChange(by)
  }
  const onProfile = (_events: unknown, by: Y.Transaction): void => {
    isProfileDirty = true
    onChange(by)
  }
  cardsRoot(doc).observeDeep(onCards)
  profileRoot(doc).observeDeep(onProfile)

  return {
    read: () => {
      if (dirty.size === 0 && !isProfileDirty) return content
      for (const cardId of dirty) {
        const card = readCard(doc, groupId, cardId)
        if (card) cards.set(cardId, card)
        else cards.delete(cardId)
      }
      dirty.clear()
      content = {
        cards: [...cards.values()],
        profile: isProfileDirty ? readProfile(doc) : content.profile,
      }
      isProfileDirty = false
      return content
    },
    stop: () => {
      cardsRoot(doc).unobserveDeep(onCards)
      profileRoot(doc).unobserveDeep(onProfile)
    },
  }
}
