import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'

import { createTestBoard } from '../support/board.ts'
import { diskAfterPowerCut, readCalls } from '../support/disk-after-power-cut.ts'
import { runs, runSeed } from '../support/seed.ts'
import { startServer } from '../support/server.ts'
import { recordCalls } from '../support/syscalls.ts'
import { until } from '../support/until.ts'
import { notesInStore } from './stored.ts'
import { openWriter, type Writer } from './writer.ts'

const WRITERS = 8
/** Long enough that the log is folded into snapshots, and the write-ahead log into the database. */
const WORDS = 'x'.repeat(6_000)
const NOTES = 160
const CUTS = runs(20)

/** When a note was first known to be durable, or seen by somebody else, in seconds. */
type Promises = Map<string, number>

test(
  `[F2] the power goes, ${CUTS} times: what was SAVED or seen is there, whatever the disk had not been asked to keep`,
  { timeout: 120_000 + CUTS * 4_000 },
  async () => {
    const work = await mkdtemp(join(tmpdir(), 'murmure-power-'))
    onTestFinished(() => rm(work, { recursive: true, force: true }))
    const server = await startServer()
    onTestFinished(() => rm(server.dataDir, { recursive: true, force: true }))
    const board = await createTestBoard(server.url)
    await board.command({ type: 'open', sectionId: 'bilan' })
    let serial = 0
    const writers = await Promise.all(
      Array.from({ length: WRITERS }, async () =>
        openWriter(board.origin, await board.join('Groupe A'), () => `${++serial} ${WORDS}`),
      ),
    )
    await until('all are in', () => writers.every(({ provider }) => provider.synced))

    const calls = ['pwrite64', 'ftruncate', 'fsync', 'fdatasync']
    const recorder = await recordCalls(server.pid, calls, join(work, 'calls'))
    await cp(server.dataDir, join(work, 'before'), { recursive: true })
    const begun = now()
    const promises = await writeAndWatch(writers)
    const ended = now()
    await recorder.release()
    for (const { provider } of writers) provider.destroy()
    await server.stop()

    const recorded = await readCalls(join(work, 'calls'))
    expect(recorded.filter(({ kind }) => kind === 'sync').length).toBeGreaterThan(10)
    const moments = fc.sample(fc.double({ min: 0, max: 1, noNaN: true }), {
      numRuns: CUTS,
      seed: runSeed(),
    })
    let kept = 0
    for (const [cut, part] of moments.entries()) {
      const at = begun + (ended - begun) * part
      const luck = fc.sample(fc.boolean(), { numRuns: 4_000, seed: runSeed() + cut })
      let next = 0
      const target = join(work, `cut-${cut}`)
      await diskAfterPowerCut(
        {
          before: join(work, 'before'),
          folder: server.dataDir,
          calls: recorded,
          at,
          isLucky: () => luck[next++ % luck.length] ?? false,
        },
        target,
      )
      const notes = new Set(await notesInStore(target, board))
      const known = [...promises].filter(([, since]) => since < at).map(([cardId]) => cardId)
      expect(known.filter((cardId) => !notes.has(cardId))).toEqual([])
      kept = Math.max(kept, known.length)
      await rm(target, { recursive: true, force: true })
    }
    expect(kept).toBeGreaterThan(NOTES / 4)
  },
)

const now = (): number => Date.now() / 1000

/** Everybody writes, as fast as the server takes it; who is promised what is noted as soon as it can be. */
async function writeAndWatch(writers: readonly Writer[]): Promise<Promises> {
  const promises: Promises = new Map()
  const watch = (): void => {
    const at = now()
    for (const writer of writers) {
      for (const cardId of [...writer.saved, ...writer.seen()]) {
        if (!promises.has(cardId)) promises.set(cardId, at)
      }
    }
  }
  for (let note = 0; note < NOTES; note += WRITERS) {
    for (const writer of writers) writer.write()
    const wanted = note + WRITERS / 2
    await until('half of it is known', () => (watch(), promises.size >= wanted), 30_000)
  }
  await until('all of it is known', () => (watch(), promises.size === NOTES), 30_000)
  return promises
}
