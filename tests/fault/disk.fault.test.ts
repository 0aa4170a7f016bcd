import { rm } from 'node:fs/promises'

import { expect, onTestFinished, test } from 'vitest'

import { createTestBoard, type TestBoard } from '../support/board.ts'
import { readMetric } from '../support/metrics.ts'
import { runs, sized } from '../support/seed.ts'
import { type RunningServer, type ServerOptions, startServer } from '../support/server.ts'
import { injectFaults } from '../support/syscalls.ts'
import { until } from '../support/until.ts'
import { sumMetrics, withChanges } from './given.ts'
import { notesInStore } from './stored.ts'
import { openWriter, type Writer } from './writer.ts'

const WRITERS = 14

type Hall = {
  /** Replaced when a test starts another one on the same folder. */
  server: RunningServer
  readonly board: TestBoard
  readonly options: ServerOptions
  readonly writers: readonly Writer[]
}

async function givenHall(words = '', options: ServerOptions = {}): Promise<Hall> {
  const server = await startServer(options)
  const board = await createTestBoard(server.url)
  const hall: Hall = { server, board, writers: [], options }
  onTestFinished(async () => {
    for (const { provider } of hall.writers) provider.destroy()
    await hall.server.stop()
    await rm(server.dataDir, { recursive: true, force: true })
  })
  await board.command({ type: 'open', sectionId: 'bilan' })
  let serial = 0
  const writers = await Promise.all(
    Array.from({ length: WRITERS }, async () =>
      openWriter(board.origin, await board.join('Groupe A'), () => `Note ${++serial} ${words}`),
    ),
  )
  await until('all are in', () => writers.every(({ provider }) => provider.synced))
  return Object.assign(hall, { writers })
}

function writeNotes({ writers }: Hall, count: number): void {
  for (let note = 0; note < count; note++) writers[note % WRITERS]?.write()
}

const written = ({ writers }: Hall): readonly string[] =>
  writers.flatMap((writer) => [...writer.written.keys()])

/** What somebody was told, or has on a screen. */
const promised = ({ writers }: Hall): ReadonlySet<string> =>
  new Set(writers.flatMap((writer) => [...writer.saved, ...writer.seen()]))

const allSaved = ({ writers }: Hall): boolean =>
  writers.every((writer) => writer.saved.size === writer.written.size)

/** kill -9, and what a new server finds in the folder that the old one left. */
async function killAndRead(hall: Hall): Promise<readonly string[]> {
  await hall.server.kill()
  for (const { provider } of hall.writers) provider.disconnect()
  const { dataDir, port } = hall.server
  const notes = await notesInStore(dataDir, hall.board)
  hall.server = await startServer({ ...hall.options, dataDir, port })
  return notes
}

async function expectAllToArrive(hall: Hall): Promise<void> {
  for (const { provider } of hall.writers) provider.connect()
  await until('all of it is SAVED', () => allSaved(hall), 30_000)
  const notes = await killAndRead(hall)
  expect([...notes].sort()).toEqual([...written(hall)].sort())
}

for (const fault of ['pwrite64:error=ENOSPC', 'fsync:error=EIO']) {
  test(`[F3] the disk refuses (${fault}): nothing uncommitted leaves, and it recovers without a restart`, async () => {
    const hall = await givenHall()
    writeNotes(hall, 40)
    await until('all of it is SAVED', () => allSaved(hall))
    const before = promised(hall).size

    const disk = await injectFaults(hall.server.pid, [fault])
    writeNotes(hall, 60)
    await until(
      'the server says that it cannot store',
      async () => (await readMetric(hall.server.url, 'murmure_read_only_rooms')) > 0,
    )
    expect(promised(hall).size).toBe(before)
    expect(await readMetric(hall.server.url, 'murmure_reloads_total{why="commit"}')).toBeLessThan(
      20,
    )
    expect((await fetch(`${hall.server.url}/readyz`)).status).toBe(503)
    await disk.release()

    await until('all of it is SAVED', () => allSaved(hall), 30_000)
    await expectAllToArrive(hall)
  })
}

test('[F3] kill -9 while the disk refuses: what was promised is there, the rest comes again, once', async () => {
  const hall = await givenHall()
  writeNotes(hall, 40)
  await until('others see some of it', () => promised(hall).size > 0)
  const disk = await injectFaults(hall.server.pid, ['pwrite64:error=ENOSPC'])
  writeNotes(hall, 60)
  await until(
    'the server says that it cannot store',
    async () => (await readMetric(hall.server.url, 'murmure_read_only_rooms')) > 0,
  )
  const known = promised(hall)
  await disk.release()
  const notes = new Set(await killAndRead(hall))
  expect([...known].filter((cardId) => !notes.has(cardId))).toEqual([])
  await expectAllToArrive(hall)
})

/** How long each commit takes that long: five minutes in a long run. */
const SLOW_S = sized(6, 300)
/** Sixteen notes a second, all in one group. */
const EVERY_MS = 60

test('[F7] commits of two seconds while fourteen write on: one at a time, and every note arrives', async () => {
  const hall = await givenHall()
  const { url, pid } = hall.server
  const commits = () => readMetric(url, 'murmure_commit_seconds_count')
  const before = await commits()
  const disk = await injectFaults(pid, [
    'fsync:delay_enter=2000000',
    'fdatasync:delay_enter=2000000',
  ])
  const startedAt = performance.now()
  const elapsedMs = () => performance.now() - startedAt
  let turn = 0
  const writing = setInterval(() => hall.writers[(turn += 1) % WRITERS]?.write(), EVERY_MS)
  onTestFinished(() => clearInterval(writing))
  await until('the time is over', () => elapsedMs() > SLOW_S * 1_000, SLOW_S * 2_000)
  const during = (await commits()) - before
  clearInterval(writing)
  await disk.release()
  // What waits meanwhile goes into the next one, all of it; none meets another.
  expect(during).toBeGreaterThan(0)
  expect(during).toBeLessThanOrEqual(SLOW_S / 2)
  await until('all of it is SAVED', () => allSaved(hall), 30_000)
  expect((await commits()) - before).toBeLessThanOrEqual(during + 5)
  expect(await sumMetrics(url, 'murmure_reloads_total')).toBe(0)
  await expectAllToArrive(hall)
})

/** The store says when it is in the middle of a snapshot, and stays there for a while. */
const STALLED = withChanges({
  file: 'storage/sqlite-log.ts',
  from: '    if (stored > 0)\n',
  to: `    process.stderr.write('in mid-snapshot\\n')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
    if (stored > 0)\n`,
})

test('[F5] kill -9 in the middle of a compaction, with writes: identical state', async () => {
  // The log is folded into a snapshot at 256 KB: after each start once more.
  const hall = await givenHall('x'.repeat(8_000), STALLED)
  for (let kill = runs(3); kill > 0; kill--) {
    writeNotes(hall, 42)
    await until('it is being folded', () => hall.server.output().includes('in mid-snapshot'))
    writeNotes(hall, 14)
    const told = promised(hall)
    const notes = await killAndRead(hall)
    expect(new Set(notes).size).toBe(notes.length)
    expect([...told].filter((cardId) => !notes.includes(cardId))).toEqual([])
    expect(told.size).toBeGreaterThan(20)
    for (const { provider } of hall.writers) provider.connect()
    await until('all of it is SAVED', () => allSaved(hall), 30_000)
  }
  await expectAllToArrive(hall)
})
