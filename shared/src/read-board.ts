import type * as Y from 'yjs'

import type { Board, BoardCard, BoardTheme, Outcome } from './board.ts'
import type { Card } from './card.ts'
import { correctHeadcount, NO_HEADCOUNT, type Profile } from './group.ts'
import { readCards, readProfile } from './group-doc.ts'
import { authorOf, type CardId, type GroupId } from './ids.ts'
import { byOrder, compare } from './order.ts'
import type { Room } from './room.ts'
import { readRoom } from './room-doc.ts'
import { EMPTY_WALL, type Wall } from './wall.ts'
import { readWall } from './wall-doc.ts'

/** What `projectBoard` reads of one group's document. */
export type GroupContent = { readonly cards: readonly Card[]; readonly profile: Profile }

/**
 * The documents of a board, as one plain value. Total: it never throws and accounts for every live card
 * exactly once, whatever the documents hold. `wall` is null where the reader has none (before « Dévoiler »);
 * groups that are not given simply have no cards here.
 */
export function readBoard(
  room: Y.Doc,
  wall: Y.Doc | null,
  groups: ReadonlyMap<GroupId, Y.Doc>,
): Board {
  const contents = new Map<GroupId, GroupContent>()
  for (const [groupId, doc] of groups) {
    contents.set(groupId, { cards: readCards(doc, groupId), profile: readProfile(doc) })
  }
  return projectBoard(readRoom(room), wall ? readWall(wall) : EMPTY_WALL, contents)
}

/** `readBoard` without Yjs: for those who keep the plain parts at hand and change one of them. */
export function projectBoard(
  room: Room,
  wall: Wall,
  contents: ReadonlyMap<GroupId, GroupContent>,
): Board {
  const columnIds = new Set(room.columns.map((column) => column.columnId))
  const themes = projectThemes(wall, columnIds)
  const themesById = new Map(themes.map((theme) => [theme.themeId, theme]))
  const groupIds = new Set(room.groups.map((group) => group.groupId))
  const live = liveCards(contents)
  const outcomeOf = projectOutcomes(wall, live)
  const cards = live.map((card): BoardCard => {
    const [placedColumn, placedTheme, order] = wall.placements.get(card.cardId) ?? [null, null, '']
    const theme = placedTheme === null ? undefined : themesById.get(placedTheme)
    const columnId = theme?.columnId ?? placedColumn ?? card.columnId
    const regrouped = wall.regroups.get(card.cardId)
    const wording = wall.wordings.get(card.cardId)
    return {
      cardId: card.cardId,
      groupId: regrouped !== undefined && groupIds.has(regrouped) ? regrouped : card.groupId,
      writtenIn: card.groupId,
      columnId: columnIds.has(columnId) ? columnId : null,
      themeId: theme?.themeId ?? null,
      order,
      text: card.text,
      ...(wording !== undefined && { wording }),
      at: card.at,
      ...(card.corrected && { corrected: card.corrected }),
      outcome: outcomeOf(card),
    }
  })
  return {
    meta: room.meta,
    sections: room.sections,
    columns: room.columns,
    groups: room.groups.map((group) => ({
      ...group,
      headcount: correctHeadcount(
        room.session.headcounts[group.groupId] ?? NO_HEADCOUNT,
        contents.get(group.groupId)?.profile ?? { departments: {} },
      ),
    })),
    session: withoutCarried(room.session, contents),
    themes,
    cards: sortCards(cards, room, themes),
    decisions: wall.decisions
      .filter((decision) => !decision.removed)
      .sort((a, b) => byOrder(ordered(a, a.decisionId), ordered(b, b.decisionId))),
    stages: wall.stages,
  }
}

/**
 * A note whose author changed group stands in two documents under one id. It reaches the second when it
 * reaches it; that is not late: it was written in time, elsewhere.
 */
function withoutCarried(
  session: Room['session'],
  contents: ReadonlyMap<GroupId, GroupContent>,
): Room['session'] {
  if (!session.late?.length) return session
  const groupsOf = new Map<CardId, number>()
  for (const { cards } of contents.values())
    for (const { cardId } of cards) groupsOf.set(cardId, (groupsOf.get(cardId) ?? 0) + 1)
  return { ...session, late: session.late.filter((cardId) => (groupsOf.get(cardId) ?? 0) < 2) }
}

/** Removed by its author: not live. Removed by someone else: live, and set aside (see `projectOutcomes`). */
function liveCards(contents: ReadonlyMap<GroupId, GroupContent>): readonly Card[] {
  const seen = new Set<CardId>()
  const live: Card[] = []
  for (const { cards } of contents.values()) {
    for (const card of cards) {
      if (card.removed?.by === authorOf(card.cardId) || seen.has(card.cardId)) continue
      seen.add(card.cardId)
      live.push(card)
    }
  }
  return live
}

/** Removed > set aside > merged > kept. A chain of merges ends at its last card, a cycle at its smallest id. */
function projectOutcomes(wall: Wall, live: readonly Card[]): (card: Card) => Outcome {
  const onWall = new Set<CardId>()
  for (const card of live) {
    if (!card.removed && !wall.asides.has(card.cardId)) onWall.add(card.cardId)
  }
  const targetOf = (cardId: CardId): CardId | undefined => {
    const target = wall.merges.get(cardId)
    return target !== undefined && target !== cardId && onWall.has(target) ? target : undefined
  }
  const keptOf = (cardId: CardId): CardId => {
    const path = new Set<CardId>()
    let current = cardId
    for (;;) {
      path.add(current)
      const target = targetOf(current)
      if (target === undefined) return current
      if (path.has(target)) return smallestOfCycle(target, targetOf)
      current = target
    }
  }
  return (card) => {
    const aside = wall.asides.get(card.cardId)
    if (typeof aside === 'object') return { kind: 'aside', ...aside }
    if (card.removed || aside !== undefined) return { kind: 'aside', reason: aside ?? null }
    const into = keptOf(card.cardId)
    return into === card.cardId ? { kind: 'kept' } : { kind: 'merged', into }
  }
}

function smallestOfCycle(start: CardId, next: (cardId: CardId) => CardId | undefined): CardId {
  let smallest = start
  for (
    let current = next(start);
    current !== undefined && current !== start;
    current = next(current)
  ) {
    if (current < smallest) smallest = current
  }
  return smallest
}

/**
 * Live themes; a theme is a child only if its parent is live and itself top-level, so that no two people can
 * make a cycle or a third level. A child stands in its parent's column.
 */
function projectThemes(wall: Wall, columnIds: ReadonlySet<string>): readonly BoardTheme[] {
  const live = new Map(
    wall.themes.filter((theme) => !theme.removed).map((theme) => [theme.themeId, theme]),
  )
  const parentOf = (themeId: string): string | null => {
    const parentId = live.get(themeId)?.parentId ?? null
    return parentId !== null && parentId !== themeId && live.has(parentId) ? parentId : null
  }
  const themes = [...live.values()].map((theme): BoardTheme => {
    const wanted = parentOf(theme.themeId)
    const parentId = wanted !== null && parentOf(wanted) === null ? wanted : null
    const columnId = (parentId === null ? theme : live.get(parentId))?.columnId ?? null
    return {
      themeId: theme.themeId,
      title: theme.title,
      columnId: columnId !== null && columnIds.has(columnId) ? columnId : null,
      parentId,
      order: theme.order,
    }
  })
  const sorted = themes.sort((a, b) => byOrder(ordered(a, a.themeId), ordered(b, b.themeId)))
  const childrenOf = groupBy(sorted, (theme) => theme.parentId)
  return (childrenOf.get(null) ?? []).flatMap((theme) => [
    theme,
    ...(childrenOf.get(theme.themeId) ?? []),
  ])
}

/** Reading order: column, then theme (« À ranger » first), then rank; unranked notes by the time they were written. */
function sortCards(
  cards: readonly BoardCard[],
  room: Room,
  themes: readonly BoardTheme[],
): readonly BoardCard[] {
  const columnRank = new Map(room.columns.map((column, index) => [column.columnId, index]))
  const themeRank = new Map(themes.map((theme, index) => [theme.themeId, index]))
  const rank = (ranks: ReadonlyMap<string, number>, id: string | null, none: number) =>
    id === null ? none : (ranks.get(id) ?? none)
  return [...cards].sort(
    (a, b) =>
      rank(columnRank, a.columnId, room.columns.length) -
        rank(columnRank, b.columnId, room.columns.length) ||
      rank(themeRank, a.themeId, -1) - rank(themeRank, b.themeId, -1) ||
      compare(a.order, b.order) ||
      a.at - b.at ||
      compare(a.cardId, b.cardId),
  )
}

const ordered = (entry: { readonly order: string }, id: string) => ({ order: entry.order, id })

function groupBy<Entry, Key>(
  entries: readonly Entry[],
  keyOf: (entry: Entry) => Key,
): Map<Key, Entry[]> {
  const groups = new Map<Key, Entry[]>()
  for (const entry of entries) {
    const key = keyOf(entry)
    const group = groups.get(key)
    if (group) group.push(entry)
    else groups.set(key, [entry])
  }
  return groups
}
