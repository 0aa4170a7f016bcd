import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export type RestoreRun = { readonly code: number | null; readonly output: string }

/** `pnpm restore …` on this folder, in a process of its own. `watch` may kill it, until what it returns is called. */
export async function runRestore(
  dataDir: string,
  words: readonly string[],
  watch: (kill: () => void) => () => unknown = () => () => undefined,
): Promise<RestoreRun> {
  const child = spawn(process.execPath, ['server/src/main.ts', 'restore', ...words], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'fr', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (piece: string) => (output += piece))
  const unwatch = watch(() => void child.kill('SIGKILL'))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  unwatch()
  return { code, output }
}
