import { type PlacedCard, placeCards } from '@murmure/shared/actions/arrange-cards'
import { act, type Change, setValue } from '@murmure/shared/actions/change'
import { createTheme } from '@murmure/shared/actions/edit-theme'
import type { Placement } from '@murmure/shared/card'
import { cardsRoot, readCards, readProfile } from '@murmure/shared/group-doc'
import { projectBoard, readBoard } from '@murmure/shared/read-board'
import { readRoom } from '@murmure/shared/room-doc'
import type { Wall } from '@murmure/shared/wall'
import { plainRoot, readWall, themesRoot } from '@murmure/shared/wall-doc'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

import { runs } from '../support/seed.ts'
import { newTally } from './hall.ts'
import { script } from './operations.ts'
import { runScript } from './run.ts'
import { SUBJECT, type Subject } from './subject.ts'

const LIMIT_MS = 600_000

/** A board read as `readBoard` does, from a wall that is altered on the way. */
function readBoardWith(alter: (wall: Wall, doc: Y.Doc) => Wall): Subject['readBoard'] {
  return (room, wall, groups) => {
    if (!wall) return readBoard(room, wall, groups)
    const contents = new Map(
      [...groups].map(([groupId, doc]) => [
        groupId,
        { cards: readCards(doc, groupId), profile: readProfile(doc) },
      ]),
    )
    return projectBoard(readRoom(room), alter(readWall(wall), wall), contents)
  }
}

/** Column, theme and rank as three values: two people moving one note leave a place that nobody chose. */
const PARTS = ['column', 'theme', 'order'] as const
function placeInParts(wall: Y.Doc, cards: readonly PlacedCard[]): readonly Change[] {
  return act(wall, () =>
    cards.flatMap(({ cardId, columnId, themeId, order }) => [
      ...setValue(wall, ['placements', `${cardId}/column`], columnId),
      ...setValue(wall, ['placements', `${cardId}/theme`], themeId),
      ...setValue(wall, ['placements', `${cardId}/order`], order),
    ]),
  )
}
function placementsFromParts(wall: Wall, doc: Y.Doc): Wall {
  const placements = new Map<string, Placement>()
  const root = plainRoot(doc, 'placements')
  for (const cardId of new Set([...root.keys()].map((key) => key.split('/')[0] ?? ''))) {
    const [column, theme, order] = PARTS.map((part) => root.get(`${cardId}/${part}`))
    const text = (value: unknown) => (typeof value === 'string' ? value : null)
    placements.set(cardId, [text(column), text(theme), text(order) ?? ''])
  }
  return { ...wall, placements }
}

const PLANTED: Readonly<Record<string, Partial<Subject>>> = {
  'a place in three values': {
    placeCards: placeInParts,
    createTheme: (wall, theme, cards) => [
      ...createTheme(wall, theme),
      ...placeInParts(
        wall,
        (cards ?? []).map((card) => ({
          ...card,
          columnId: theme.columnId,
          themeId: theme.themeId,
        })),
      ),
    ],
    readBoard: readBoardWith(placementsFromParts),
  },
  'the children of a removed theme are dropped': {
    readBoard: readBoardWith((wall) => {
      const removed = new Set(wall.themes.filter((theme) => theme.removed).map((t) => t.themeId))
      const themes = wall.themes.filter(({ parentId }) => !parentId || !removed.has(parentId))
      return { ...wall, themes }
    }),
  },
  'a removed note is deleted': {
    removeCard: (doc, cardId) => {
      act(doc, () => cardsRoot(doc).delete(cardId))
      return []
    },
  },
  'a theme is created again under its id': {
    createTheme: (wall, theme, cards) => {
      const first = createTheme(wall, theme, cards)
      const themes = themesRoot(wall)
      act(wall, () => themes.set(theme.themeId, themes.get(theme.themeId)?.clone() ?? new Y.Map()))
      return first
    },
  },
  'an undo overwrites what somebody else wrote since': {
    revert: (doc, changes) => {
      act(doc, () => changes.forEach(({ path, before }) => setValue(doc, path, before)))
      return { kind: 'reverted', redo: [] }
    },
  },
  'a note merged into one that is set aside vanishes with it': {
    readBoard: (room, wall, groups) => {
      const board = readBoard(room, wall, groups)
      const merges = wall ? plainRoot(wall, 'merges') : undefined
      const asides = wall ? plainRoot(wall, 'asides') : undefined
      const isLost = (cardId: string) => asides?.has(String(merges?.get(cardId))) ?? false
      return { ...board, cards: board.cards.filter(({ cardId }) => !isLost(cardId)) }
    },
  },
}

test.for(Object.entries(PLANTED))('found: %s', { timeout: LIMIT_MS }, ([, broken]) => {
  const subject = { ...SUBJECT, ...broken }
  const details = fc.check(
    fc.property(script, (played) => runScript(subject, played, newTally())),
    { numRuns: runs(1000), endOnFailure: true },
  )
  expect(details.failed).toBe(true)
})

test('the harness is green without a planted bug', () => {
  const whole = { ...SUBJECT, placeCards }
  fc.assert(
    fc.property(script, (played) => runScript(whole, played, newTally())),
    { numRuns: 50 },
  )
})
