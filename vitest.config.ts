import { defineConfig } from 'vitest/config'

import { chooseSeed, limitMs } from './tests/support/seed.ts'

/** One seed for the whole run: `SEED=… pnpm unit` replays what failed. */
const seed = chooseSeed(process.env.SEED)
process.stderr.write(`SEED=${seed}\n`)

/** What the name of a test file says that it needs: seconds, processes to kill, a service. */
const NOT_UNIT = '**/*.{slow,fault,fuzz,pg,redis}.test.ts'
const SLOW = { testTimeout: limitMs(120_000), hookTimeout: 60_000 }
/** Those that wait for a minute of silence wait together. */
const FAULT = {
  testTimeout: limitMs(300_000),
  hookTimeout: 60_000,
  maxConcurrency: 8,
}

export default defineConfig({
  test: {
    environment: 'node',
    env: { SEED: seed },
    setupFiles: ['tests/support/setup.ts'],
    exclude: ['**/node_modules/**', 'tests/gates/planted/**'],
    restoreMocks: true,
    unstubGlobals: true,
    // Two cores are the smallest machine that this has to pass on.
    maxWorkers: 2,
    projects: [
      unitProject(),
      {
        extends: true,
        test: { name: 'slow', include: ['tests/**/*.{slow,fuzz}.test.ts'], ...SLOW },
      },
      { extends: true, test: { name: 'fault', include: ['tests/**/*.fault.test.ts'], ...FAULT } },
      // The planted violations: each tool must be seen red.
      { extends: true, test: { name: 'gates', include: ['tests/gates/*.test.ts'], ...SLOW } },
    ],
  },
})

function unitProject() {
  const exclude = ['**/node_modules/**', 'tests/gates/**', NOT_UNIT]
  return {
    extends: true as const,
    test: { name: 'unit', include: ['tests/**/*.test.ts'], exclude, testTimeout: limitMs(30_000) },
  }
}
