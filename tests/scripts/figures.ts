import { spawnSync } from 'node:child_process'
import { cpus, loadavg } from 'node:os'

import { hallMoves } from '../fault/hall-moves.ts'
import { hallPolls } from '../fault/hall-polls.ts'
import { hallReturns } from '../fault/hall-returns.ts'
import { roomsComeAndGo } from '../fault/rooms-come-and-go.ts'
import { deletionsReturn, madRoom, manyJoin } from '../fault/under-load.ts'
import { createRandom } from '../replay/chaos.ts'
import { chooseSeed } from '../support/seed.ts'

/** The server has one core to itself, where there are two; this process and its clients have another. */
const SERVER_CORE = 0
const CLIENT_CORE = 1

/** One line of figures for each fault, at its full size. */
const FAULTS: Readonly<Record<string, (random: () => number) => Promise<object>>> = {
  F15: (random) =>
    manyJoin({
      notes: 5_000,
      clientIds: 2_000,
      corrections: 0,
      joins: 300,
      withinMs: 1_000,
      random,
      ...pinned,
    }),
  F28: (random) => hallReturns({ people: 300, random, ...pinned }),
  F29: () => hallPolls({ people: 300, notes: 20, everyMs: 500, ...pinned }),
  F32: () => hallMoves({ phones: 300, seconds: 5, ...pinned }),
  F39: () => roomsComeAndGo(10_000),
  F41: () => madRoom({ quietRooms: 200, perSecond: 1_000, seconds: 10, atOnce: 0, ...pinned }),
  F48: () =>
    deletionsReturn({
      notes: 2_000,
      clientIds: 60,
      corrections: 20_000,
      people: 60,
      watchMs: 3_000,
      ...pinned,
    }),
}

const pinned = cpus().length > 1 ? { core: SERVER_CORE } : {}

/**
 * `pnpm figures`: what the faults of scale cost, the server on one core. `pnpm figures F28` measures one. They
 * say something only where nothing else runs: the load before each is in its line.
 */
async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !(name in FAULTS))
  if (unknown.length > 0) throw new Error(`no figures for ${unknown.join(', ')}`)
  const seed = chooseSeed(process.env.SEED)
  if (cpus().length > 1) {
    spawnSync('taskset', ['-a', '-c', '-p', String(CLIENT_CORE), String(process.pid)])
  }
  for (const [name, measure] of Object.entries(FAULTS)) {
    if (names.length > 0 && !names.includes(name)) continue
    const load = (loadavg()[0] ?? 0).toFixed(1)
    const figures = await measure(createRandom(Number(seed)))
    process.stdout.write(`${name} ${lineOf(figures)} (load ${load}, SEED=${seed})\n`)
  }
}

/** `name value, name value`, nested names joined by a dot; more than three digits say nothing. */
function lineOf(figures: object, prefix = ''): string {
  return Object.entries(figures)
    .map(([name, value]: readonly [string, unknown]) =>
      typeof value === 'object' && value !== null
        ? lineOf(value, `${prefix}${name}.`)
        : `${prefix}${name} ${typeof value === 'number' ? Math.round(value * 10) / 10 : String(value)}`,
    )
    .join(', ')
}

await main(process.argv.slice(2))
