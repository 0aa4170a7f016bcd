import fc from 'fast-check'
import { expect, test } from 'vitest'

import { runs } from '../support/seed.ts'
import { newTally } from './hall.ts'
import { script } from './operations.ts'
import { runScript } from './run.ts'
import { SUBJECT } from './subject.ts'

const LIMIT_MS = 600_000

test(
  'three replicas under cuts, delays, losses, repeats and disorder agree, and keep every invariant',
  { timeout: LIMIT_MS },
  () => {
    const tally = newTally()
    const count = runs(1000)
    fc.assert(
      fc.property(script, (played) => runScript(SUBJECT, played, tally)),
      { numRuns: count },
    )
    // Did the runs do anything? Each of these happened more often than in one run of twenty.
    const rare = Object.entries(tally).filter(([, times]) => times < count / 20)
    expect(rare, JSON.stringify(tally)).toEqual([])
  },
)
