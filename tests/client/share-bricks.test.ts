import { shareBricks } from '@murmure/client/faces/home/share-bricks'
import { expect, test } from 'vitest'

const round = { paper: 'round' as const }
const square = { paper: 'square' as const }
const flower = { paper: 'flower' as const }

test('each note is one brick while they fit in a row', () => {
  expect(
    shareBricks([
      { ...round, notes: 2 },
      { ...square, notes: 1 },
    ]),
  ).toEqual(['round', 'round', 'square'])
  expect(shareBricks([])).toEqual([])
})

test('beyond, ten bricks stand for them in proportion, and every group keeps one', () => {
  const bricks = shareBricks([
    { ...round, notes: 60 },
    { ...square, notes: 30 },
    { ...flower, notes: 1 },
  ])
  expect(bricks).toEqual([
    ...Array.from({ length: 6 }, () => 'round'),
    ...Array.from({ length: 3 }, () => 'square'),
    'flower',
  ])
  const groups = Array.from({ length: 12 }, () => ({ ...round, notes: 5 }))
  expect(shareBricks(groups)).toHaveLength(10)
})
