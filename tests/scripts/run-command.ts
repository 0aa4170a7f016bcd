import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** A program that comes with the dependencies: of the workspace, or of the package that declares it. */
export const BIN = {
  node: process.execPath,
  oxfmt: 'node_modules/.bin/oxfmt',
  oxlint: 'node_modules/.bin/oxlint',
  tsc: 'node_modules/.bin/tsc',
  knip: 'node_modules/.bin/knip',
  vitest: 'node_modules/.bin/vitest',
  vite: 'client/node_modules/.bin/vite',
  playwright: 'tests/node_modules/.bin/playwright',
} as const

export type Command = {
  readonly program: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Runs a program in the root of the repository, its output passed on. Resolves with its exit code, 1 where it has none. */
export function runCommand({ program, args, env }: Command): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    child.once('error', (cause) => {
      process.stderr.write(`${program}: ${cause.message}\n`)
      resolve(1)
    })
    child.once('close', (code) => resolve(code ?? 1))
  })
}
