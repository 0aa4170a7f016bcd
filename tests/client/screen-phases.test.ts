import { faceDownCounts } from '@murmure/client/features/stage/face-down'
import { startsWithWall } from '@murmure/client/features/stage/phase-start'
import { wallPlan } from '@murmure/client/features/stage/wall-plan'
import { presentGroups } from '@murmure/shared/present-groups'
import type { Stage } from '@murmure/shared/stage'
import { expect, test } from 'vitest'

import { cardId, makeBoard } from '../minutes/boards.ts'

const shown = (stage: Partial<Stage>): Stage => ({
  mode: 'wall',
  seq: 3,
  by: 'p'.repeat(16),
  ...stage,
})

test.each([
  ['a group', shown({ mode: 'group', targetId: 'a' }), true],
  ['a theme', shown({ mode: 'theme', targetId: 'a' }), true],
  ['a note', shown({ mode: 'note', targetId: 'a' }), true],
  ['a later page of the wall', shown({ page: 2 }), true],
  ['the wall', shown({}), false],
  ['the first page of the wall', shown({ page: 0 }), false],
  ['the timer', shown({ mode: 'timer' }), false],
  ['nothing', shown({ mode: 'blank' }), false],
  ['what nobody chose', undefined, false],
])('a phase that begins takes %s off the screens: %3$s', (_name, stage, isTaken) => {
  expect(startsWithWall(stage, stage)).toBe(isTaken)
})

test('what was chosen since the phase was asked for stays', () => {
  const asked = shown({ mode: 'group', targetId: 'a' })
  expect(startsWithWall(asked, shown({ mode: 'group', targetId: 'b', seq: 4 }))).toBe(false)
  expect(startsWithWall(undefined, shown({ mode: 'group', targetId: 'b', seq: 0 }))).toBe(false)
})

const board = makeBoard({
  notes: [
    { name: 'banc', groupId: 'a' },
    { name: 'soupe', groupId: 'a' },
    { name: 'essai', groupId: 'b' },
  ],
  wall: { asides: new Map([[cardId('essai'), 'note d’essai']]) },
  headcounts: { p: { volunteers: 2 } },
})

test('once revealed, a screen counts the notes that stand on the wall; before, what the room tells', () => {
  const counters = { a: { x: 9 } }
  expect(faceDownCounts({ revealed: false, counters }, board.cards)).toBe(counters)
  const counts = faceDownCounts({ revealed: true, counters }, board.cards)
  expect(Object.keys(counts)).toEqual(['a'])
  expect(Object.values(counts['a'] ?? {})).toEqual([2])
})

test('the groups that were there wrote, or declared somebody', () => {
  const ids = presentGroups(board.groups, new Set(['a'])).map(({ groupId }) => groupId)
  expect(ids).toEqual(['p', 'a'])
})

test.each([
  ['reveal', 80, 'texts'],
  ['reveal', 81, 'bricks'],
  ['group', 24, 'texts-on-one'],
  ['group', 25, 'bricks'],
  ['conclude', 25, 'bricks'],
] as const)('in « %s » the whole wall of %i notes is tried as %s', (phase, count, plan) => {
  const notes = Array.from({ length: count }, (_, index) => ({ name: `n${index}`, groupId: 'a' }))
  const { cards, session } = makeBoard({ notes: [...notes, { name: 'essai', groupId: 'b' }] })
  const aside = cards.map((card) =>
    card.cardId === cardId('essai')
      ? { ...card, outcome: { kind: 'aside' as const, reason: null } }
      : card,
  )
  expect(wallPlan({ session: { ...session, phase }, cards: aside })).toBe(plan)
})
