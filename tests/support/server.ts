import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const COMPILE_CACHE = join(ROOT, 'node_modules/.cache/murmure-tests')
const START_LIMIT_MS = 30_000
const STOP_LIMIT_MS = 20_000

export type ServerOptions = {
  /** The folder of an earlier server, to start again on it. Otherwise a new temporary one. */
  readonly dataDir?: string
  readonly env?: Readonly<Record<string, string>>
  readonly port?: number
  /** Modules that run in the process, and in each of its threads, before the server: faults that the product has no hook for. */
  readonly preload?: readonly URL[]
  /** The one core that it may use; all of them otherwise. */
  readonly core?: number
}

export type RunningServer = {
  readonly url: string
  readonly port: number
  readonly pid: number
  readonly dataDir: string
  /** Everything that it has written so far, stdout and stderr. */
  output(): string
  /** SIGTERM: it settles what it holds and ends. Rejects if it does not end in time. */
  stop(): Promise<void>
  /** SIGKILL: as if the power went. */
  kill(): Promise<void>
}

/**
 * The real server in a process of its own, on a free port of 127.0.0.1. Resolves when it serves. The caller
 * stops it and removes `dataDir`: a test of restarts needs the folder after the process.
 */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'murmure-')))
  const pinned = options.core === undefined ? [] : ['taskset', '-c', String(options.core)]
  const preload = (options.preload ?? []).map(({ href }) => `--import=${href}`)
  const [program, ...args] = [...pinned, process.execPath, ...preload, 'server/src/main.ts']
  const child = spawn(program, args, {
    cwd: ROOT,
    env: {
      ...ownEnvironment(),
      HOST: '127.0.0.1',
      PORT: String(options.port ?? 0),
      DATA_DIR: dataDir,
      // The same program, hundreds of times: it is compiled once.
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = endOf(child)
  const written = collect(child)
  const port = await announcedPort(child, ended, written)
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    pid: child.pid ?? 0,
    dataDir,
    output: written.text,
    stop: () => end(child, ended, 'SIGTERM', written),
    kill: () => end(child, ended, 'SIGKILL', written),
  }
}

/** Without what the caller's own shell says to a server: a stray PORT or DATABASE_URL would be obeyed. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'TMPDIR', 'TZ', 'LANG']
  return Object.fromEntries(names.map((name) => [name, process.env[name]]))
}

type Written = { readonly text: () => string; readonly onText: (listener: () => void) => void }

function collect(child: ChildProcess): Written {
  let text = ''
  const listeners: (() => void)[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (piece: string) => {
      text += piece
      for (const listener of listeners) listener()
    })
  }
  return { text: () => text, onText: (listener) => listeners.push(listener) }
}

/** Resolves once, when the process is gone; also when it could not be started. */
function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('close', () => resolve())
    child.once('error', () => resolve())
  })
}

async function announcedPort(
  child: ChildProcess,
  ended: Promise<void>,
  written: Written,
): Promise<number> {
  const announced = new Promise<number>((resolve) => {
    written.onText(() => {
      const port = /http:\/\/localhost:([0-9]+)/.exec(written.text())?.[1]
      if (port) resolve(Number(port))
    })
  })
  const outcome = await Promise.race([announced, ended, timeLimit(START_LIMIT_MS)])
  if (typeof outcome === 'number') return outcome
  child.kill('SIGKILL')
  await ended
  throw new Error(`The server did not start. It said:\n${written.text()}`)
}

async function end(
  child: ChildProcess,
  ended: Promise<void>,
  signal: 'SIGTERM' | 'SIGKILL',
  written: Written,
): Promise<void> {
  child.kill(signal)
  const outcome = await Promise.race([ended, timeLimit(STOP_LIMIT_MS)])
  if (outcome !== 'late') return
  child.kill('SIGKILL')
  await ended
  throw new Error(`The server did not end on ${signal}. It said:\n${written.text()}`)
}

function timeLimit(ms: number): Promise<'late'> {
  return new Promise((resolve) => {
    setTimeout(() => resolve('late'), ms).unref()
  })
}
