import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { chooseSeed } from '../support/seed.ts'
import { type Count, countReport, sumCounts, vitestFailures } from './reports.ts'
import { BIN, type Command, ROOT, runCommand } from './run-command.ts'
import { CHROMIUM, ensurePackage, STRACE } from './system-packages.ts'

/** Each is one test: it passes or it fails. The build comes first, since the browser tests are served its result. */
const CHECKS: Readonly<Record<string, Command>> = {
  build: { program: BIN.vite, args: ['build', 'client'] },
  format: { program: BIN.oxfmt, args: ['--check', '.'] },
  lint: { program: BIN.oxlint, args: ['--type-aware', '.'] },
  types: { program: BIN.tsc, args: ['-b'] },
  'dead code': { program: BIN.knip, args: [] },
}

const PROJECTS = ['unit', 'slow', 'fault', 'gates']
const REPORTS = 'test-results'

/** `npx pnpm test`: everything, one after the other, and one line at the end that says how it went. */
async function main(): Promise<void> {
  const env = { SEED: chooseSeed(process.env.SEED) }
  await rm(join(ROOT, REPORTS), { recursive: true, force: true })
  await mkdir(join(ROOT, REPORTS), { recursive: true })
  const chromium = await ensurePackage(CHROMIUM)
  // Without it the tests of a failing disk say so, and fail.
  await ensurePackage(STRACE)
  const counts: Count[] = []
  // Said again at the end: the browser's tests are long, and what failed before them is far above.
  const failures: string[] = []
  for (const [name, command] of Object.entries(CHECKS)) counts.push(await check(name, command))
  counts.push(await runVitest(env))
  counts.push(chromium === 'present' ? await runPlaywright(env) : withoutBrowser())
  const { passed, failed } = sumCounts(counts)
  if (failures.length > 0) process.stdout.write(`Failed:\n${failures.join('\n')}\n`)
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  process.exitCode = failed === 0 ? 0 : 1

  async function check(name: string, command: Command): Promise<Count> {
    announce(name)
    const code = await runCommand(command)
    if (code !== 0) failures.push(name)
    return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
  }

  async function runVitest(seed: Command['env'] & object): Promise<Count> {
    announce('vitest')
    const file = join(REPORTS, 'vitest.json')
    const args = [
      'run',
      '--passWithNoTests',
      ...PROJECTS.flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ]
    return counted('vitest', file, await runCommand({ program: BIN.vitest, args, env: seed }))
  }

  async function runPlaywright(seed: Command['env'] & object): Promise<Count> {
    announce('playwright')
    const args = ['test', '--config', 'tests/playwright.config.ts', '--pass-with-no-tests']
    const code = await runCommand({ program: BIN.playwright, args, env: seed })
    return counted('playwright', join(REPORTS, 'playwright.json'), code)
  }

  function withoutBrowser(): Count {
    failures.push('playwright (no Chromium)')
    return { passed: 0, failed: 1 }
  }

  async function counted(
    kind: 'vitest' | 'playwright',
    file: string,
    code: number,
  ): Promise<Count> {
    const report = await readJson(join(ROOT, file))
    const count = countReport(kind, report, code)
    if (count.failed > 0) failures.push(kind, ...vitestFailures(report))
    return count
  }
}

function announce(name: string): void {
  process.stdout.write(`\n── ${name}\n`)
}

/** The report, or undefined where the runner wrote none: `countReport` counts that as a failure. */
async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown
  } catch (cause) {
    process.stderr.write(`No report in ${path}: ${String(cause)}\n`)
    return undefined
  }
}

await main()
