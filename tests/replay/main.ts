import { readFile } from 'node:fs/promises'
import { basename, extname, resolve } from 'node:path'
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'

import { parseArgs } from 'node:util'

import type { PastAssembly } from '@murmure/shared/import/past-assembly'
import { parseMinutes } from '@murmure/shared/import/parse-minutes'

import { DEMO_FILE } from './files.ts'
import { phonesOf } from './plan.ts'
import { replay } from './replay.ts'
import { ReplayFailure } from './replay-problem.ts'
import { replayWords } from './words.ts'

const DEFAULT_SPEED = 12

const { env } = process
const words = replayWords(env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG)
const say = (line: string): void => void process.stdout.write(`${line}\n`)

try {
  const asked = readArguments()
  if (asked) await play(asked)
  else end(words.usage)
} catch (error) {
  if (!(error instanceof ReplayFailure)) throw error
  end(words.problem(error.problem))
}

type Asked = {
  readonly path: string
  readonly origin: string
  readonly speed: number
  readonly seed: number
  readonly chaos: boolean
}

function readArguments(): Asked | undefined {
  const args = process.argv.slice(2).filter((argument) => argument !== '--')
  const options = {
    server: { type: 'string' },
    speed: { type: 'string' },
    seed: { type: 'string' },
    demo: { type: 'boolean' },
    chaos: { type: 'boolean' },
  } as const
  let parsed
  try {
    parsed = parseArgs({ args, options, allowPositionals: true })
  } catch {
    // It says what was wrong in English only; the usage says it all.
    return undefined
  }
  const { values, positionals } = parsed
  const file = values.demo ? DEMO_FILE : positionals[0]
  const server = URL.canParse(values.server ?? '') ? new URL(values.server ?? '') : undefined
  const speed = Number(values.speed ?? DEFAULT_SPEED)
  const seed = Number(values.seed ?? Math.trunc(Date.now() / 1000) % 1_000_000)
  const isUsable = speed > 0 && Number.isSafeInteger(seed) && positionals.length <= 1
  if (file === undefined || !server || !/^https?:$/.test(server.protocol) || !isUsable) return
  // pnpm runs scripts at the root of the repository: a path counts from where it was typed.
  const path = resolve(env.INIT_CWD ?? process.cwd(), file)
  return { path, origin: server.origin, speed, seed, chaos: values.chaos ?? false }
}

async function play({ path, origin, speed, seed, chaos }: Asked): Promise<void> {
  const assembly = await readAssembly(path)
  const notes = assembly.sections.flatMap(({ tables }) =>
    tables.flatMap(({ statements }) => statements),
  )
  const people = assembly.groups.reduce((sum, group) => sum + phonesOf(group), 0)
  say(words.read(assembly.title, notes.length, assembly.groups.length, people))
  if (assembly.unplaced.length > 0) say(words.unplaced(assembly.unplaced.length))
  // One listener per client, by y-websocket: not a leak.
  process.setMaxListeners(0)
  const { board } = await replay(
    assembly,
    { origin, speed, ...(chaos && { chaosSeed: seed }) },
    { now: Date.now, pause: (ms) => pause(ms), random, say, words },
  )
  say(`${origin}/a/${board.boardId}#${board.secrets.facilitator}`)
}

async function readAssembly(path: string): Promise<PastAssembly> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new ReplayFailure({ kind: 'file', path })
  })
  const parsed = parseMinutes(text)
  if (!parsed.ok) throw new ReplayFailure({ kind: parsed.error.kind, path })
  // A wall has a title, whatever the text begins with.
  const title = parsed.value.title || basename(path, extname(path))
  return { ...parsed.value, title }
}

function random(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length))
}

function end(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}
