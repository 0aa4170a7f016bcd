import { type CarryConnection, carryNotes } from '@murmure/client/documents/carry-notes'
import { createDrafts } from '@murmure/client/documents/drafts'
import { createMoves, type Moves } from '@murmure/client/documents/moves'
import { GROUP_REMOVED } from '@murmure/client/documents/problem'
import type { KeyValueStore } from '@murmure/client/documents/storage'
import { correctCard, removeCard } from '@murmure/shared/actions/edit-card'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { readCards } from '@murmure/shared/group-doc'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'

const ME = 'participant-0000'
const OTHER = 'participant-0001'
const BOARD = 'board-0000000000'

const cardIdOf = (author: string, index: number): string =>
  `${author}.${String(index).padStart(16, '0')}`

function sessionOf(groupId: string): CreatedSession {
  return {
    token: groupId,
    role: 'participant',
    participantId: ME,
    boardId: BOARD,
    groupId,
    documents: [],
  }
}

/** A group's document, on a server that says when something is durable. */
function openGroup() {
  const doc = new Y.Doc()
  const state = { synced: true, savesAtOnce: true, unsaved: 0, isRemoved: false }
  const listeners = new Set<() => void>()
  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  doc.on('update', () => {
    if (!state.savesAtOnce) state.unsaved++
    tell()
  })
  const connect = (): CarryConnection => ({
    groupDoc: () => doc,
    isSaved: () => state.unsaved === 0,
    isSynced: () => state.synced,
    onStatus: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    endedBy: () =>
      state.isRemoved ? { type: GROUP_REMOVED, title: 'removed', status: 403 } : undefined,
    close: () => undefined,
  })
  const save = (): void => {
    state.unsaved = 0
    tell()
  }
  return { doc, state, connect, save, tell }
}

function makeHall() {
  const values = new Map<string, string>()
  const store: KeyValueStore = {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => values.set(key, value),
    removeItem: (key) => values.delete(key),
  }
  const move = (from: string, to: string) =>
    values.set(
      `murmure:moves:${BOARD}`,
      JSON.stringify([{ from: sessionOf(from), to: sessionOf(to) }]),
    )
  move('a', 'b')
  const moves: Moves = createMoves(store, BOARD)
  const drafts = createDrafts({ store, boardId: BOARD, participantId: ME, tab: 't', now: () => 0 })
  const a = openGroup()
  const b = openGroup()
  for (const index of [1, 2, 3])
    stickCard(a.doc, {
      cardId: cardIdOf(ME, index),
      columnId: 'x',
      text: `note ${index}`,
      at: index,
    })
  stickCard(a.doc, { cardId: cardIdOf(OTHER, 1), columnId: 'x', text: 'not mine', at: 4 })
  removeCard(a.doc, cardIdOf(ME, 3), { at: 5, by: ME })
  const carried: number[] = []
  const load = () =>
    carryNotes({
      moves,
      drafts,
      connect: ({ groupId }) => (groupId === 'a' ? a : b).connect(),
      now: () => 9,
      onCarried: (count) => carried.push(count),
    })
  return { store, moves, drafts, a, b, carried, load, move }
}

const live = (doc: Y.Doc): readonly string[] =>
  readCards(doc, 'g')
    .filter(({ removed }) => !removed)
    .map(({ text }) => text)
    .sort()

describe('own notes follow into the new group', () => {
  it('once each, with their words and column, and nobody else’s', () => {
    const { a, b, carried, moves, load } = makeHall()
    load()
    expect(live(b.doc)).toEqual(['note 1', 'note 2'])
    expect(live(a.doc)).toEqual(['not mine'])
    expect(readCards(b.doc, 'b').every(({ columnId }) => columnId === 'x')).toBe(true)
    expect(carried).toEqual([2])
    expect(moves.next()).toBeUndefined()
  })

  it('and leave the old one only once they are durable in the new one', () => {
    const { a, b, carried, load } = makeHall()
    b.state.savesAtOnce = false
    load()
    expect(live(b.doc)).toEqual(['note 1', 'note 2'])
    expect(live(a.doc)).toEqual(['not mine', 'note 1', 'note 2'])
    b.save()
    expect(live(a.doc)).toEqual(['not mine'])
    expect(carried).toEqual([2])
  })

  it('at the next load, where the page died halfway, without doubling any', () => {
    const { a, b, carried, load } = makeHall()
    b.state.savesAtOnce = false
    const die = load()
    die()
    b.save()
    expect(live(a.doc)).toEqual(['not mine', 'note 1', 'note 2'])
    load()
    expect(live(b.doc)).toEqual(['note 1', 'note 2'])
    expect(live(a.doc)).toEqual(['not mine'])
    expect(carried).toEqual([2])
  })

  it('not before both documents came: a key set on both sides would lose one of the two', () => {
    const { a, b, load } = makeHall()
    a.state.synced = false
    load()
    expect(live(b.doc)).toEqual([])
    a.state.synced = true
    a.tell()
    expect(live(b.doc)).toEqual(['note 1', 'note 2'])
  })

  it('under their own ids, which themes and merges know them by', () => {
    const { a, b, load } = makeHall()
    load()
    const idsIn = (doc: Y.Doc) => readCards(doc, 'g').map(({ cardId }) => cardId)
    expect(idsIn(b.doc)).toEqual([cardIdOf(ME, 1), cardIdOf(ME, 2)])
    expect(idsIn(a.doc)).toEqual(expect.arrayContaining(idsIn(b.doc)))
  })

  it('and back again, with what was corrected meanwhile', () => {
    const { a, b, load, move } = makeHall()
    load()
    correctCard(b.doc, cardIdOf(ME, 1), 'note 1, corrected')
    move('b', 'a')
    load()
    expect(live(a.doc)).toEqual(['not mine', 'note 1, corrected', 'note 2'])
    expect(live(b.doc)).toEqual([])
  })

  it('one taken back in the new group meanwhile does not come again', () => {
    const { a, b, load } = makeHall()
    b.state.savesAtOnce = false
    const die = load()
    removeCard(b.doc, cardIdOf(ME, 1), { at: 6, by: ME })
    die()
    b.save()
    load()
    expect(live(b.doc)).toEqual(['note 2'])
    expect(live(a.doc)).toEqual(['not mine'])
  })

  it('and one that never reached the old group is kept for the new one', () => {
    const { drafts, load } = makeHall()
    const waiting = { cardId: cardIdOf(ME, 7), groupId: 'a', columnId: 'x', text: 'late', at: 8 }
    drafts.keep(waiting)
    load()
    expect(drafts.kept()).toMatchObject([{ ...waiting, groupId: 'b' }])
  })

  it('and those that wait for a group which was removed go to the new one', () => {
    const { a, moves, drafts, carried, load } = makeHall()
    const waiting = { cardId: cardIdOf(ME, 7), groupId: 'a', columnId: 'x', text: 'late', at: 8 }
    drafts.keep(waiting)
    a.state.synced = false
    load()
    expect(moves.next()).toBeDefined()
    a.state.isRemoved = true
    a.tell()
    expect(drafts.kept()).toMatchObject([{ ...waiting, groupId: 'b' }])
    expect(moves.next()).toBeUndefined()
    expect(carried).toEqual([0])
  })
})
