import { type BoardStoreOwner, createBoardStore } from '@murmure/client/documents/board-store'
import { placeCards } from '@murmure/shared/actions/arrange-cards'
import { LOCAL } from '@murmure/shared/actions/change'
import { correctCard } from '@murmure/shared/actions/edit-card'
import { createTheme } from '@murmure/shared/actions/edit-theme'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { writeRoom } from '@murmure/shared/room-doc'
import { SCHEMA } from '@murmure/shared/room'
import { NEW_SESSION } from '@murmure/shared/session'
import { buildGroups, templateIn } from '@murmure/shared/templates'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import * as Y from 'yjs'

const ME = 'participant-0000'
const THEME = 'theme-0000000001'
const cardId = (index: number): string => `${ME}.card-${String(index).padStart(11, '0')}`

/** A board of `count` notes in one group, its remote copy, and a scheduler that is flushed by hand. */
function openBoard(count: number) {
  const template = templateIn('fr', 'bilan-et-perspectives')
  const room = new Y.Doc()
  const wall = new Y.Doc()
  const group = new Y.Doc()
  const ids = ['a', 'b', 'c', 'p']
  writeRoom(room, {
    meta: { schema: SCHEMA, title: 'Assemblée', locale: 'fr' },
    sections: template.sections,
    columns: template.columns,
    groups: buildGroups(template.groups, () => ids.shift() ?? ''),
    session: NEW_SESSION,
  })
  for (let index = 0; index < count; index++)
    stickCard(group, {
      cardId: cardId(index),
      columnId: 'apporte',
      text: `Note ${index}`,
      at: index,
    })
  const waiting: (() => void)[] = []
  const store: BoardStoreOwner = createBoardStore((flush) => {
    waiting.push(flush)
    return () => waiting.splice(waiting.indexOf(flush), 1)
  })
  store.setRoom(room)
  store.setWall(wall)
  store.setGroup('a', group)
  const remote = (doc: Y.Doc, act: (copy: Y.Doc) => void): void => {
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
    act(copy)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy, Y.encodeStateVector(doc)), 'provider')
  }
  const nextFrame = (): void => {
    for (const flush of waiting.splice(0)) flush()
  }
  return { store, room, wall, group, remote, nextFrame, scheduled: () => waiting.length }
}

describe('the same object until its content changed', () => {
  it('one corrected note leaves 1,999 others, and every other list, untouched', () => {
    const { store, group } = openBoard(2000)
    const before = store.board()
    const order = store.themeCards('apporte', null)
    correctCard(group, cardId(7), 'Autre chose')
    const after = store.board()
    const changed = after.cards.filter((card, index) => card !== before.cards[index])
    expect(changed.map((card) => card.text)).toEqual(['Autre chose'])
    expect(store.themeCards('apporte', null)).toBe(order)
    for (const part of ['meta', 'columns', 'groups', 'session', 'themes', 'sections'] as const)
      expect(after[part]).toBe(before[part])
  })

  it('a note filed under a theme changes that note and two lists', () => {
    const { store, wall } = openBoard(10)
    createTheme(wall, { themeId: THEME, title: 'Peser', columnId: 'apporte', order: 'a1' })
    const before = store.board()
    const others = store.themeCards('manque', null)
    placeCards(wall, [{ cardId: cardId(3), columnId: 'apporte', themeId: THEME, order: 'a1' }])
    expect(store.themeCards('apporte', THEME)).toEqual([cardId(3)])
    expect(store.themeCards(null, THEME)).toEqual([cardId(3)])
    expect(store.themeCards('apporte', null)).toHaveLength(9)
    expect(store.themeCards('manque', null)).toBe(others)
    expect(store.board().themes).toBe(before.themes)
    expect(store.columnThemes('apporte').map(({ title }) => title)).toEqual(['Peser'])
  })

  it('a transaction that changes nothing gives the same board and tells nobody', () => {
    const { store, group } = openBoard(3)
    const before = store.board()
    let told = 0
    store.subscribe(() => told++)
    group.transact(() => undefined, LOCAL)
    correctCard(group, cardId(1), 'Note 1')
    expect([store.board() === before, told]).toEqual([true, 0])
  })

  it('a card is told of its own changes only', () => {
    const { store, group } = openBoard(5)
    const told: string[] = []
    for (const index of [1, 2]) store.subscribeCard(cardId(index), () => told.push(cardId(index)))
    correctCard(group, cardId(2), 'Neuf')
    expect(told).toEqual([cardId(2)])
  })
})

describe('remote changes are read once per frame, own ones at once', () => {
  it('a hundred remote changes are one reading', () => {
    const { store, group, remote, nextFrame, scheduled } = openBoard(5)
    let told = 0
    store.subscribe(() => told++)
    for (let round = 0; round < 100; round++)
      remote(group, (copy) => correctCard(copy, cardId(1), `Tour ${round}`))
    expect([told, scheduled(), store.card(cardId(1))?.text]).toEqual([0, 1, 'Note 1'])
    nextFrame()
    expect([told, scheduled(), store.card(cardId(1))?.text]).toEqual([1, 0, 'Tour 99'])
  })

  it('an own change is there at once, and takes what was waiting with it', () => {
    const { store, group, remote, nextFrame, scheduled } = openBoard(5)
    let told = 0
    store.subscribe(() => told++)
    remote(group, (copy) => correctCard(copy, cardId(1), 'Ailleurs'))
    correctCard(group, cardId(2), 'Ici')
    expect([store.card(cardId(1))?.text, store.card(cardId(2))?.text]).toEqual(['Ailleurs', 'Ici'])
    nextFrame()
    expect([told, scheduled()]).toEqual([1, 0])
  })

  it('a document that is replaced or withdrawn is read no more', () => {
    const { store, group } = openBoard(5)
    store.setGroup('a', undefined)
    expect(store.board().cards).toEqual([])
    stickCard(group, { cardId: cardId(9), columnId: 'apporte', text: 'Perdue', at: 9 })
    expect(store.board().cards).toEqual([])
  })
})

it('closing again is the same closing, and nothing to complain of', () => {
  const complain = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  onTestFinished(() => complain.mockRestore())
  const { store } = openBoard(1)
  store.close()
  store.close()
  expect(complain).not.toHaveBeenCalled()
})
