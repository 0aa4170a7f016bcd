import { expect, test } from 'vitest'

import { createRandom } from '../replay/chaos.ts'
import { runSeed, sized } from '../support/seed.ts'
import { deletionsReturn, madRoom, manyJoin } from './under-load.ts'

// What must be true on any machine. How long it takes is measured by `pnpm figures`, on a quiet one.

test('[F15] an old, large group, many join at once: everybody gets the same bytes, nobody is turned away', async () => {
  const joins = sized(60, 300)
  const figures = await manyJoin({
    notes: sized(500, 5_000),
    clientIds: sized(200, 2_000),
    corrections: 0,
    joins,
    withinMs: 300,
    random: createRandom(runSeed()),
  })
  expect(figures).toMatchObject({ joins, answers: 1, connections: joins })
  expect(figures.documentKb).toBeGreaterThan(50)
})

test('[F48] after a restart all return at once with more than 10,000 deleted ranges: none refused, one connection each', async () => {
  const people = sized(12, 60)
  const figures = await deletionsReturn({
    notes: 1_000,
    clientIds: 30,
    corrections: 20_000,
    people,
  })
  expect(figures.ranges).toBeGreaterThan(10_000)
  // More than what one frame of a participant may have, were they not there already.
  expect(figures.deletedKb).toBeGreaterThan(64)
  expect(figures).toMatchObject({ refusals: 0, closes: 0, notes: people })
})

test('[F41] a mad room among quiet ones: every quiet note arrives, nothing of the mad one is lost', async () => {
  const quietRooms = sized(20, 200)
  const figures = await madRoom({ quietRooms, perSecond: 500, seconds: 3, atOnce: 600 })
  expect(figures.quietNotes).toBe(3 * quietRooms)
  expect(figures.written).toBeGreaterThan(13_000)
  // Behind all that waited in the mad room they would have been as late as its last.
  expect(figures.quietMostMs).toBeLessThan(figures.backlogMs / 4)
  expect(figures.kept).toBe(figures.written)
})
