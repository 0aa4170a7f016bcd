import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { BIN, ROOT } from './run-command.ts'

/** `pnpm dev`: the server, started again at each change, and Vite in front of it. Ctrl-C ends both. */
const PARTS = [
  { name: 'server', program: BIN.node, args: ['--watch', 'server/src/main.ts'], cwd: ROOT },
  { name: 'client', program: join(ROOT, BIN.vite), args: [], cwd: join(ROOT, 'client') },
] as const

const children: readonly ChildProcess[] = PARTS.map(({ name, program, args, cwd }) => {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      process.stdout.write(`${name} │ ${line}\n`)
    })
  }
  // One without the other is no product: when one ends, so does the other.
  child.once('close', endAll)
  child.once('error', (cause) => {
    process.stderr.write(`${name} │ ${cause.message}\n`)
    endAll()
  })
  return child
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, endAll)

function endAll(): void {
  for (const child of children) child.kill('SIGTERM')
}
