import { expect, test } from 'vitest'

import { sized } from '../support/seed.ts'
import { hallPolls } from './hall-polls.ts'

// What must be true on any machine. How long it takes is measured by `pnpm figures F29`, on a quiet one.
test('[F29] a hall without websockets polls at once: everybody sees every note, is counted once, and nobody is turned away', async () => {
  const people = sized(30, 300)
  const figures = await hallPolls({ people, notes: 5, everyMs: 100 })
  expect(figures).toMatchObject({ present: people, refusals: 0 })
  // Gathered, answered, asked again: about a second, never the 25 s that a poll may wait.
  expect(figures.seenP99Ms).toBeLessThan(5_000)
})
