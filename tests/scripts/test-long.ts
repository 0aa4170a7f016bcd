import { glob, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { chooseFactor, chooseSeed } from '../support/seed.ts'
import { countReport } from './reports.ts'
import { BIN, ROOT, runCommand } from './run-command.ts'

/** How many times more often than in `pnpm test` each property is tried. */
const FACTOR = '25'
const REPORT = 'test-results/vitest-long.json'

/**
 * `pnpm test:long`: everything that is random, for hours if need be, and one line at the end. `RUNS=2` makes it
 * shorter, `SEED=…` repeats it.
 */
async function main(): Promise<void> {
  const startedAt = performance.now()
  const env = {
    SEED: chooseSeed(process.env.SEED),
    RUNS: String(chooseFactor(process.env.RUNS ?? FACTOR)),
  }
  await mkdir(join(ROOT, 'test-results'), { recursive: true })
  const args = [
    'run',
    ...['unit', 'slow', 'fault'].flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${REPORT}`,
    ...(await randomTests()),
  ]
  const code = await runCommand({ program: BIN.vitest, args, env })
  const report: unknown = JSON.parse(await readFile(join(ROOT, REPORT), 'utf8'))
  const { passed, failed } = countReport('vitest', report, code)
  const minutes = Math.ceil((performance.now() - startedAt) / 60_000)
  process.stdout.write(
    `${passed} passed, ${failed} failed (RUNS=${env.RUNS} SEED=${env.SEED}, ${minutes} min)\n`,
  )
  process.exitCode = failed === 0 ? 0 : 1
}

/** The test files in which chance plays: more of the others would say the same again. */
async function randomTests(): Promise<readonly string[]> {
  const found: string[] = []
  for await (const path of glob('tests/**/*.test.ts', {
    cwd: ROOT,
    exclude: ['**/node_modules/**'],
  })) {
    const text = await readFile(join(ROOT, path), 'utf8')
    if (/from 'fast-check'|\bruns\(/.test(text)) found.push(path)
  }
  return found.toSorted()
}

await main()
