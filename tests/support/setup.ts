import fc from 'fast-check'

import { runs, runSeed } from './seed.ts'

fc.configureGlobal({ seed: runSeed(), numRuns: runs(100) })
