import type { Board, BoardCard, BoardTheme } from '@murmure/shared/board'
import type { CardId, ColumnId, GroupId, ThemeId } from '@murmure/shared/ids'
import type { GroupPeople } from '@murmure/shared/protocol/frames'
import type { Problem, SessionDocument } from '@murmure/shared/protocol/http'
import { LOCAL } from '@murmure/shared/actions/change'
import { type GroupContent, projectBoard } from '@murmure/shared/read-board'
import { EMPTY_ROOM, readRoom } from '@murmure/shared/room-doc'
import type { Room } from '@murmure/shared/room'
import { EMPTY_WALL, type Wall } from '@murmure/shared/wall'
import { readWall } from '@murmure/shared/wall-doc'
import type * as Y from 'yjs'

import type { DocumentState } from './connect.ts'
import { type GroupReader, readGroupIncrementally } from './group-reader.ts'
import type { Healed } from './unsaved.ts'
import { shareBoard, shareList } from './share.ts'

/** How the board's documents stand, as one: the worst of their states, the sum of what waits. */
export type BoardConnectionState = {
  readonly state: DocumentState
  /** Own changes that are not known to be durable. */
  readonly waiting: number
  /** The room, and every document of this session, came at least once. */
  readonly synced: boolean
  /** The server has no store now: nothing that is written is kept there yet. */
  readonly isReadOnly: boolean
  /** Who is connected, by group, where anybody of it is; only facilitators and screens are told. */
  readonly people: readonly GroupPeople[]
  /** Notes of the own group that somebody else is correcting now, as far as the server told. */
  readonly editing: readonly CardId[]
  /** What became of unsaved acts when a document was last replaced; a new object each time. */
  readonly healed?: Healed
  /** Why it ended, in a sentence. */
  readonly problem?: Problem
  /** What this person had written and the server does not have, where it ended. */
  readonly words?: readonly string[]
}

/** Puts a document where it belongs in the store; undefined takes it out. */
export function showIn(
  store: BoardStoreOwner,
  { kind, groupId }: SessionDocument,
  doc: Y.Doc | undefined,
): void {
  if (kind === 'room') store.setRoom(doc)
  else if (kind === 'wall') store.setWall(doc)
  else if (groupId !== undefined) store.setGroup(groupId, doc)
}

/** Calls `flush` soon, once. Returns how to call it off. */
export type Schedule = (flush: () => void) => () => void

export type BoardStore = {
  readonly subscribe: (listener: () => void) => () => void
  /** Only called when that very card changed. */
  readonly subscribeCard: (cardId: CardId, listener: () => void) => () => void
  readonly board: () => Board
  readonly card: (cardId: CardId) => BoardCard | undefined
  readonly columnThemes: (columnId: ColumnId | null) => readonly BoardTheme[]
  readonly themeCards: (columnId: ColumnId | null, themeId: ThemeId | null) => readonly CardId[]
  readonly connection: () => BoardConnectionState
}

/** The store, and what its owner (the board's connection) feeds it with. */
export type BoardStoreOwner = BoardStore & {
  readonly setRoom: (doc: Y.Doc | undefined) => void
  readonly setWall: (doc: Y.Doc | undefined) => void
  readonly setGroup: (groupId: GroupId, doc: Y.Doc | undefined) => void
  readonly setConnection: (state: BoardConnectionState) => void
  readonly close: () => void
}

const STARTING: BoardConnectionState = {
  state: 'connecting',
  waiting: 0,
  synced: false,
  isReadOnly: false,
  people: [],
  editing: [],
}
const NONE: readonly never[] = []

/**
 * The board as plain values that keep their identity until their content changes: two thousand notes
 * re-render nothing when one of them moves. Remote changes are read at most once per `schedule`, own ones
 * at once.
 */
// oxlint-disable-next-line max-lines-per-function -- one owner's state and the functions over it, in the order of a factory; none is long
export function createBoardStore(schedule: Schedule): BoardStoreOwner {
  const groups = new Map<GroupId, GroupReader>()
  const listeners = new Set<() => void>()
  const cardListeners = new Map<CardId, Set<() => void>>()
  let room: Room = EMPTY_ROOM
  let wall: Wall = EMPTY_WALL
  let roomDoc: Watched | undefined
  let wallDoc: Watched | undefined
  let connection = STARTING
  let view = indexBoard(projectBoard(room, wall, new Map()), undefined)
  let callOff: (() => void) | undefined
  const dirty = { room: false, wall: false }

  function changed(transaction: Y.Transaction): void {
    if (transaction.local && transaction.origin === LOCAL) flush()
    else callOff ??= schedule(flush)
  }

  function flush(): void {
    callOff?.()
    callOff = undefined
    if (dirty.room) room = roomDoc ? readRoom(roomDoc.doc) : EMPTY_ROOM
    if (dirty.wall) wall = wallDoc ? readWall(wallDoc.doc) : EMPTY_WALL
    dirty.room = dirty.wall = false
    const contents = new Map<GroupId, GroupContent>()
    for (const [groupId, reader] of groups) contents.set(groupId, reader.read())
    const before = view
    const board = shareBoard(before.board, projectBoard(room, wall, contents))
    if (board === before.board) return
    view = indexBoard(board, before)
    notifyCards(before.cards, view.cards)
    notify()
  }

  function notifyCards(
    before: ReadonlyMap<CardId, BoardCard>,
    after: ReadonlyMap<CardId, BoardCard>,
  ): void {
    for (const [cardId, waiting] of cardListeners) {
      if (before.get(cardId) !== after.get(cardId)) for (const listener of waiting) listener()
    }
  }

  function notify(): void {
    for (const listener of listeners) listener()
  }

  return {
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    subscribeCard: (cardId, listener) => {
      const waiting = cardListeners.get(cardId) ?? new Set()
      cardListeners.set(cardId, waiting.add(listener))
      return () => {
        waiting.delete(listener)
        if (waiting.size === 0 && cardListeners.get(cardId) === waiting)
          cardListeners.delete(cardId)
      }
    },
    board: () => view.board,
    card: (cardId) => view.cards.get(cardId),
    columnThemes: (columnId) => view.columnThemes.get(columnId) ?? NONE,
    themeCards: (columnId, themeId) => view.themeCards.get(placeKey(columnId, themeId)) ?? NONE,
    connection: () => connection,
    setRoom: (doc) => {
      roomDoc?.stop()
      roomDoc = doc && watch(doc, 'room')
      dirty.room = true
      flush()
    },
    setWall: (doc) => {
      wallDoc?.stop()
      wallDoc = doc && watch(doc, 'wall')
      dirty.wall = true
      flush()
    },
    setGroup: (groupId, doc) => {
      groups.get(groupId)?.stop()
      if (doc) groups.set(groupId, readGroupIncrementally(doc, groupId, changed))
      else groups.delete(groupId)
      flush()
    },
    setConnection: (state) => {
      if (isSameConnection(connection, state)) return
      connection = state
      notify()
    },
    close: () => {
      callOff?.()
      roomDoc?.stop()
      wallDoc?.stop()
      for (const reader of groups.values()) reader.stop()
      // Closed twice, as when a page leaves what was just over: yjs complains of what it cannot find.
      groups.clear()
      listeners.clear()
      cardListeners.clear()
    },
  }

  function watch(doc: Y.Doc, kind: 'room' | 'wall'): Watched {
    const onTransaction = (transaction: Y.Transaction): void => {
      if (transaction.changed.size === 0) return
      dirty[kind] = true
      changed(transaction)
    }
    doc.on('afterTransaction', onTransaction)
    return { doc, stop: () => doc.off('afterTransaction', onTransaction) }
  }
}

type Watched = { readonly doc: Y.Doc; stop(): void }

/** The board with its indexes; lists that say the same as before are the same objects. */
type BoardView = {
  readonly board: Board
  readonly cards: ReadonlyMap<CardId, BoardCard>
  readonly columnThemes: ReadonlyMap<ColumnId | null, readonly BoardTheme[]>
  readonly themeCards: ReadonlyMap<string, readonly CardId[]>
}

function indexBoard(board: Board, before: BoardView | undefined): BoardView {
  const columnThemes = new Map<ColumnId | null, BoardTheme[]>()
  for (const theme of board.themes) push(columnThemes, theme.columnId, theme)
  const themeCards = new Map<string, CardId[]>()
  for (const card of board.cards) {
    if (card.outcome.kind !== 'kept') continue
    push(themeCards, placeKey(card.columnId, card.themeId), card.cardId)
    // A theme across columns asks for all its notes, whatever their column.
    if (card.themeId !== null && card.columnId !== null)
      push(themeCards, placeKey(null, card.themeId), card.cardId)
  }
  return {
    board,
    cards: new Map(board.cards.map((card) => [card.cardId, card])),
    columnThemes: shareLists(before?.columnThemes, columnThemes),
    themeCards: shareLists(before?.themeCards, themeCards),
  }
}

const placeKey = (columnId: ColumnId | null, themeId: ThemeId | null): string =>
  `${columnId ?? ''}/${themeId ?? ''}`

function push<Key, Entry>(lists: Map<Key, Entry[]>, key: Key, entry: Entry): void {
  const list = lists.get(key)
  if (list) list.push(entry)
  else lists.set(key, [entry])
}

function shareLists<Key, Entry>(
  before: ReadonlyMap<Key, readonly Entry[]> | undefined,
  after: ReadonlyMap<Key, readonly Entry[]>,
): ReadonlyMap<Key, readonly Entry[]> {
  return new Map([...after].map(([key, list]) => [key, shareList(before?.get(key), list)]))
}

function isSameConnection(a: BoardConnectionState, b: BoardConnectionState): boolean {
  return (
    a.state === b.state &&
    a.waiting === b.waiting &&
    a.synced === b.synced &&
    a.isReadOnly === b.isReadOnly &&
    a.people === b.people &&
    a.editing.join() === b.editing.join() &&
    a.healed === b.healed &&
    a.problem === b.problem
  )
}
