import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { correctCard } from '@murmure/shared/actions/edit-card'
import { readCards } from '@murmure/shared/group-doc'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type * as Y from 'yjs'

import { documentOf } from '../support/board.ts'
import { readMetric, readMetrics } from '../support/metrics.ts'
import { runs, runSeed } from '../support/seed.ts'
import { until } from '../support/until.ts'
import {
  givenClient,
  givenFaults,
  givenHall,
  startAgain,
  syncs,
  upgradeStatus,
  withChanges,
} from './given.ts'
import { breakWords, notesInStore, readStored } from './stored.ts'

const groupDocument = (session: CreatedSession) => documentOf(session, 'group', session.groupId)

const texts = (doc: Y.Doc): readonly string[] => readCards(doc, '').map(({ text }) => text)

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const commitsLost = (origin: string) =>
  readMetrics(origin).then((metrics) => metrics.get('murmure_reloads_total{why="commit"}') ?? 0)

/** A room that nobody has open is unloaded at once: what happens within two seconds meets it in every state. */
const HASTY = withChanges(
  { file: 'relay/rooms.ts', from: 'IDLE_UNLOAD_MS = 30_000', to: 'IDLE_UNLOAD_MS = 60' },
  { file: 'relay/relay.ts', from: 'SWEEP_MS = 10_000', to: 'SWEEP_MS = 10' },
)
/** A commit, and a snapshot, take so long, and as long again: save, unload and load fill half a second. */
const SYNC_MS = 120

test('[F6] the last one edits twice and leaves, another joins within two seconds: both edits, one live room', async () => {
  const hall = await givenHall(HASTY)
  const { url, dataDir } = hall.server
  const names = hall.board.created.groups.map(({ name }) => name)
  const [soon, later] = [500, 2_000].map((max) =>
    fc.sample(fc.integer({ min: 0, max }), { numRuns: runs(names.length * 2), seed: runSeed() }),
  )
  // The shortest possible one is tried in any case.
  const waits = [0, ...(soon ?? []), ...(later ?? []).slice(0, names.length - 1)]
  const rooms = () => readMetric(url, 'murmure_rooms')
  await until('nobody has anything open', async () => (await rooms()) === 0)
  const slow = await givenFaults(hall.server, syncs(`delay_enter=${SYNC_MS * 1_000}`))
  const expected = new Map(names.map((name) => [name, 0]))

  async function handOver(name: string, wait: number): Promise<void> {
    const enter = async () => givenClient(hall, await hall.board.join(name))
    const [writer, heir, other] = [await enter(), await enter(), await enter()]
    await writer.open()
    const cardId = writer.stick('Première')
    // The second waits while the first is being written.
    await pause(wait % SYNC_MS)
    correctCard(writer.doc, cardId, 'Première, corrigée')
    writer.socket()?.close()
    await pause(wait)
    await Promise.all([heir.open(), other.open()])
    const before = expected.get(name) ?? 0
    expected.set(name, before + 2)
    await until('both edits are there', () =>
      [heir, other].every(({ doc }) => {
        const seen = texts(doc)
        return seen.length === before + 1 && seen.every((text) => text === 'Première, corrigée')
      }),
    )
    // Were there two of this room, they would not hear of each other.
    correctCard(heir.doc, heir.stick('Première'), 'Première, corrigée')
    await until('they are in one room', () => texts(other.doc).length === before + 2)
    await until('all of it is SAVED', () => heir.isSaved())
    for (const client of [heir, other]) client.vanish()
  }

  await Promise.all(
    names.map(async (name, index) => {
      for (let turn = index; turn < waits.length; turn += names.length)
        await handOver(name, waits[turn] ?? 0)
    }),
  )
  expect(await commitsLost(url)).toBe(0)
  await until('every room is unloaded', async () => (await rooms()) === 0)
  await slow.release()
  await hall.server.kill()
  const sum = [...expected.values()].reduce((all, count) => all + count, 0)
  expect(await notesInStore(dataDir, hall.board)).toHaveLength(sum)
})

/** Everything that is stored of a document, as a copy of the running server's files has it. */
async function countStored(folder: string, documentId: string): Promise<unknown> {
  const copy = await mkdtemp(join(tmpdir(), 'murmure-copy-'))
  try {
    for (const name of ['murmure.db', 'murmure.db-wal'])
      await cp(join(folder, name), join(copy, name))
    const database = new DatabaseSync(join(copy, 'murmure.db'))
    const count = (table: string) =>
      database.prepare(`select count(*) as n from ${table} where document_id = ?`).get(documentId)
    const head = database.prepare('select head from documents where document_id = ?')
    const counted = [...['log', 'snapshots', 'leases'].map(count), head.get(documentId)]
    database.close()
    return counted
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

test('[F4] a document whose bytes are broken: 503 for all ten, nothing written, other groups work, and it recovers without a restart', async () => {
  const hall = await givenHall()
  const { dataDir } = hall.server
  const session = await hall.board.join('Groupe A')
  const ada = givenClient(hall, session)
  await ada.open()
  // Long enough to lie on pages of its own, which are read from the disk each time.
  for (let note = 0; note < 6; note++) ada.stick(`Note ${note} ${'m'.repeat(4_000)}`)
  await until('it is SAVED', () => ada.isSaved())
  ada.vanish()
  await hall.server.stop()

  const path = join(dataDir, 'murmure.db')
  const mend = await breakWords(path, 'm'.repeat(3_000))
  const again = await startAgain(hall)
  const documentId = groupDocument(session)
  const before = await countStored(dataDir, documentId)

  const people = await Promise.all(Array.from({ length: 10 }, () => hall.board.join('Groupe A')))
  const statuses = await Promise.all(
    people.map((person) => upgradeStatus(hall.server.url, person, groupDocument(person))),
  )
  expect(statuses).toEqual(people.map(() => 503))
  const other = givenClient(hall, await hall.board.join('Groupe B'))
  await other.open()
  other.stick('Nous continuons')
  await until('the other group is SAVED', () => other.isSaved())
  expect(await countStored(dataDir, documentId)).toEqual(before)

  await mend()
  const heir = givenClient(hall, people[0] ?? session)
  await heir.open()
  expect(heir.doc.getMap('cards').size).toBe(6)
  heir.stick('Et nous aussi')
  await until('it is SAVED', () => heir.isSaved())
  await again.kill()
  expect((await readStored(dataDir, documentId)).doc.getMap('cards').size).toBe(7)
})
