import { BIN, runCommand } from './run-command.ts'

/** How many times more often than in CI each property is tried. */
const FACTOR = '20'

process.exitCode = await runCommand({
  program: BIN.vitest,
  args: ['run', ...['unit', 'slow', 'fault'].flatMap((project) => ['--project', project])],
  env: { RUNS: process.env.RUNS ?? FACTOR },
})
