import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { BIN, ROOT, runCommand } from './run-command.ts'

/** What `pnpm dev -- …` is given goes to Vite: `--host` to look at it from a phone, `--port`. */
const VITE_ARGS = process.argv.slice(2).filter((arg) => arg !== '--')

const PARTS = [
  { name: 'server', program: BIN.node, args: ['--watch', 'server/src/main.ts'], cwd: ROOT },
  { name: 'client', program: join(ROOT, BIN.vite), args: VITE_ARGS, cwd: join(ROOT, 'client') },
] as const

/**
 * `pnpm dev`: the server, started again at each change, and Vite in front of it with the pages at their real
 * addresses. Ctrl-C ends both. `PORT` is the server's.
 */
async function main(): Promise<void> {
  // The join page is half the server's, which serves it as it was built.
  if (!existsSync(join(ROOT, 'client/dist/join.html'))) {
    const code = await runCommand({ program: BIN.vite, args: ['build', 'client'] })
    if (code !== 0) return void (process.exitCode = code)
  }
  const children = PARTS.map(start)
  // Each once: a second signal would cut short what the server settles.
  const endAll = () => children.forEach((child) => child.killed || child.kill('SIGTERM'))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, endAll)
  // One without the other is no product: when one ends, so does the other.
  for (const child of children) child.once('close', endAll).once('error', endAll)
}

function start({ name, program, args, cwd }: (typeof PARTS)[number]): ChildProcess {
  const child = spawn(program, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    // In a group of its own, out of the terminal's reach: a Ctrl-C would come twice, once from there and once
    // from us, and a second signal cuts short what the server settles.
    detached: true,
  })
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      process.stdout.write(`${name} │ ${line}\n`)
    })
  }
  child.once('error', (cause) => process.stderr.write(`${name} │ ${cause.message}\n`))
  return child
}

await main()
