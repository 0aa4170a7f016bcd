import { glob, mkdir, readFile, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'

import { chooseFactor, chooseSeed } from '../support/seed.ts'
import { countReport, fileDurations } from './reports.ts'
import { BIN, ROOT, runCommand } from './run-command.ts'

/** How many times more often than in `pnpm test` each property is tried: less than an hour on two cores. */
const FACTOR = '10'
const REPORT = 'test-results/vitest-long.json'

/**
 * `pnpm test:long`: the whole fault catalogue against the real process, larger and longer, and everything else
 * that is random. At its end how long each file took, and one line. `RUNS=n` makes it shorter or longer,
 * `SEED=…` repeats it; `pnpm test:long kill wire` runs only the files whose names have one of these words.
 */
async function main(words: readonly string[]): Promise<void> {
  const startedAt = performance.now()
  const env = {
    SEED: chooseSeed(process.env.SEED),
    RUNS: String(chooseFactor(process.env.RUNS ?? FACTOR)),
  }
  const files = (await longTests()).filter(
    (path) => words.length === 0 || words.some((word) => path.includes(word)),
  )
  if (files.length === 0) throw new Error(`no test file is called ${words.join(' or ')}`)
  await mkdir(join(ROOT, 'test-results'), { recursive: true })
  // A runner that dies leaves none: yesterday's must not be read in its place.
  await rm(join(ROOT, REPORT), { force: true })
  const args = [
    'run',
    ...['unit', 'slow', 'fault'].flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${REPORT}`,
    ...files,
  ]
  const code = await runCommand({ program: BIN.vitest, args, env })
  const report = await readReport()
  for (const { name, ms } of fileDurations(report))
    process.stdout.write(`${(ms / 1000).toFixed(0).padStart(6)} s  ${relative(ROOT, name)}\n`)
  const { passed, failed } = countReport('vitest', report, code)
  const minutes = Math.ceil((performance.now() - startedAt) / 60_000)
  process.stdout.write(
    `${passed} passed, ${failed} failed (RUNS=${env.RUNS} SEED=${env.SEED}, ${minutes} min)\n`,
  )
  process.exitCode = failed === 0 ? 0 : 1
}

/** Undefined where the runner wrote none: `countReport` counts that as a failure. */
async function readReport(): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(ROOT, REPORT), 'utf8')) as unknown
  } catch (cause) {
    process.stderr.write(`No report in ${REPORT}: ${String(cause)}\n`)
    return undefined
  }
}

/** The fault project whole, and of the others the files in which chance plays: more of the rest says nothing new. */
async function longTests(): Promise<readonly string[]> {
  const found: string[] = []
  for await (const path of glob('tests/**/*.test.ts', {
    cwd: ROOT,
    exclude: ['**/node_modules/**', 'tests/gates/**'],
  })) {
    const isFault = path.endsWith('.fault.test.ts')
    const text = isFault ? '' : await readFile(join(ROOT, path), 'utf8')
    if (isFault || /from 'fast-check'|\bruns\(/.test(text)) found.push(path)
  }
  return found.toSorted()
}

await main(process.argv.slice(2))
