import { rm } from 'node:fs/promises'

import { openHttpPage, type HttpPage } from '@murmure/client/documents/http-page'
import type { DocumentConnection, DocumentStatus } from '@murmure/client/documents/connect'
import { correctCard, removeCard } from '@murmure/shared/actions/edit-card'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { readCards } from '@murmure/shared/group-doc'
import { authorOf, createCardId } from '@murmure/shared/ids'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'

import { createTestBoard, type TestBoard } from '../support/board.ts'
import { runSeed } from '../support/seed.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import {
  startStrippingProxy,
  type StrippingProxy,
  type StrippingRules,
} from '../support/stripping-proxy.ts'
import { until } from '../support/until.ts'

const WRITERS = 6
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

/** One person's page, of the client's own code, without a browser around it. */
type Person = {
  readonly session: CreatedSession
  readonly page: HttpPage
  readonly connections: ReadonlyMap<string, DocumentConnection>
  /** The document of their own group, or of the first. */
  readonly group: Y.Doc
  readonly status: () => DocumentStatus
  readonly troubles: string[]
}

function openPerson(
  proxy: StrippingProxy,
  session: CreatedSession,
  onSockets = () => undefined,
): Person {
  const troubles: string[] = []
  const page = openHttpPage({
    origin: proxy.url,
    boardId: session.boardId,
    token: session.token,
    now: Date.now,
    random: Math.random,
    onSockets,
    timing: { socketMs: 300, backoffMs: 50 },
  })
  const connections = new Map<string, DocumentConnection>()
  for (const document of session.documents) {
    const connection = page.connectDocument({
      origin: proxy.url,
      boardId: session.boardId,
      token: session.token,
      document,
      doc: new Y.Doc(),
      now: Date.now,
      random: Math.random,
      onStatus: () => undefined,
      onFailedOpens: () => undefined,
      onEnded: (code) => troubles.push(`ended ${code}`),
      onRefused: (reason) => troubles.push(`refused ${reason}`),
    })
    connections.set(document.documentId, connection)
  }
  const own = [...connections.values()].find(
    ({ document }) =>
      document.kind === 'group' &&
      (session.groupId === undefined || document.groupId === session.groupId),
  )
  if (!own) throw new Error('no group')
  const close = () => {
    for (const connection of connections.values()) connection.close()
    page.close()
  }
  onTestFinished(close)
  return { session, page, connections, group: own.doc, status: () => own.status(), troubles }
}

type Given = {
  server: RunningServer
  readonly proxy: StrippingProxy
  readonly board: TestBoard
  readonly writers: readonly Person[]
}

async function givenStrippedHall(rules: Partial<StrippingRules>): Promise<Given> {
  const server = await startServer()
  const proxy = await startStrippingProxy(server.port, rules)
  const given = { server }
  onTestFinished(async () => {
    await proxy.close()
    await given.server.stop()
    await rm(server.dataDir, { recursive: true, force: true })
  })
  const board = await createTestBoard(server.url)
  await board.command({ type: 'open', sectionId: 'bilan' })
  const writers = await Promise.all(
    Array.from({ length: WRITERS }, async () => openPerson(proxy, await board.join('Groupe A'))),
  )
  await until('all are in', () => writers.every(({ status }) => status().state === 'online'))
  return Object.assign(given, { proxy, board, writers })
}

const isSaved = ({ connections }: Person) =>
  [...connections.values()].every(
    (connection) => connection.status().state === 'online' && !connection.status().waiting,
  )

/** Every card, its text and whether it was taken back: what must be the same everywhere. */
const contentOf = (doc: Y.Doc) =>
  readCards(doc, '')
    .map(({ cardId, text, removed }) => `${cardId} ${text} ${removed?.by ?? ''}`)
    .sort()

/** Sticks, corrects, takes back; every third act is a deletion alone. */
function write({ group, session }: Person, serial: number): void {
  const own = readCards(group, '').filter(
    (card) => authorOf(card.cardId) === session.participantId && !card.removed,
  )
  const [first] = own
  if (first && serial % 3 === 1) correctCard(group, first.cardId, `corrigée ${serial}`)
  else if (first && serial % 7 === 5)
    removeCard(group, first.cardId, { at: serial, by: session.participantId })
  else {
    const cardId = createCardId(session.participantId, random)
    stickCard(group, { cardId, columnId: 'apporte', text: `note ${serial}`, at: serial })
  }
}

/** What a newcomer gets: the server's own memory. */
async function storedContent({ board }: Given, proxy: StrippingProxy): Promise<readonly string[]> {
  const newcomer = openPerson(proxy, await board.join('Groupe A'))
  await until('a newcomer is in', () => newcomer.status().synced, 20_000)
  const content = contentOf(newcomer.group)
  for (const connection of newcomer.connections.values()) connection.close()
  newcomer.page.close()
  return content
}

test('[F29] upgrades stripped, answers buffered, idle lines cut, POST answers lost: all converge, nothing doubled', async () => {
  const seed = runSeed()
  const chance = fc.sample(fc.infiniteStream(fc.nat(99)), { seed, numRuns: 1 })[0]
  const given = await givenStrippedHall({
    buffers: true,
    idleMs: 1_500,
    // A third of what is written is answered into the void.
    loses: (method, path) =>
      method === 'POST' && path.startsWith('/sync') && (chance?.next().value ?? 99) < 33,
  })
  const { proxy, writers } = given
  const made = { cards: 0 }
  for (let serial = 0; serial < 120; serial++) {
    const writer = writers[serial % WRITERS]
    if (!writer) continue
    const before = readCards(writer.group, '').length
    write(writer, serial)
    made.cards += readCards(writer.group, '').length - before
    if (serial % 10 === 9) await until('something is saved', () => writers.some(isSaved), 30_000)
  }
  await until('everything is saved', () => writers.every(isSaved), 60_000)
  await until(
    `all have the same (seed ${seed})`,
    () => {
      const contents = new Set(writers.map(({ group }) => contentOf(group).join('\n')))
      return contents.size === 1
    },
    30_000,
  )
  const [first] = writers
  expect(contentOf(first?.group ?? new Y.Doc())).toHaveLength(made.cards)
  proxy.rules.loses = () => false
  expect(await storedContent(given, proxy)).toEqual(contentOf(first?.group ?? new Y.Doc()))
  expect(writers.flatMap(({ troubles }) => troubles)).toEqual([])
  for (const { group } of writers) {
    expect([group.store.pendingStructs, group.store.pendingDs]).toEqual([null, null])
  }
  // The faults did happen: answers were lost, upgrades were tried and stripped.
  expect(proxy.lost()).toBeGreaterThan(10)
  expect(proxy.counts.get('GET /sync upgrade') ?? 0).toBeGreaterThan(0)
})

test('[F29] what was SAVED by request survives kill -9; what was not comes again, once', async () => {
  const given = await givenStrippedHall({})
  const { writers, proxy } = given
  for (let serial = 0; serial < 60; serial++) {
    const writer = writers[serial % WRITERS]
    // A new note each: what is counted is what is stuck.
    if (writer) write(writer, 0)
  }
  await until('some of it is saved', () => writers.some(isSaved))
  const promised = writers.filter(isSaved).flatMap(({ group, session }) =>
    readCards(group, '')
      .filter(({ cardId }) => authorOf(cardId) === session.participantId)
      .map(({ cardId }) => cardId),
  )
  await given.server.kill()
  const { dataDir, port } = given.server
  // Nobody is there: they go on writing.
  for (const writer of writers) write(writer, 0)
  await until('they notice', () => writers.every(({ status }) => status().state === 'offline'))
  expect(writers.every(({ status }) => status().waiting)).toBe(true)
  given.server = await startServer({ dataDir, port })
  await until('everything is saved', () => writers.every(isSaved), 30_000)
  const stored = await storedContent(given, proxy)
  expect(promised.length).toBeGreaterThan(0)
  expect(stored).toHaveLength(66)
  expect(promised.filter((cardId) => !stored.some((one) => one.startsWith(cardId)))).toEqual([])
})

test('[F29] fourteen documents are one poll and never keep a POST waiting', async () => {
  const server = await startServer()
  const proxy = await startStrippingProxy(server.port)
  onTestFinished(async () => {
    await proxy.close()
    await server.stop()
    await rm(server.dataDir, { recursive: true, force: true })
  })
  const groups = Array.from({ length: 12 }, (_, number) => `Groupe ${number + 1}`)
  const board = await createTestBoard(server.url, 'Essai', { groups })
  const nadia = openPerson(proxy, board.facilitator)
  expect(nadia.connections.size).toBe(14)
  await until('all are in', () =>
    [...nadia.connections.values()].every((connection) => connection.status().state === 'online'),
  )
  await until('one poll waits', async () => {
    const metrics = await fetch(`${server.url}/metrics`).then((answer) => answer.text())
    return metrics.includes('murmure_http_polls 1\n')
  })
  const startedAt = performance.now()
  write(nadia, 0)
  await until('it is saved', () => isSaved(nadia))
  expect(performance.now() - startedAt).toBeLessThan(5_000)
  // While one poll is taken over by the next both may be seen for a moment; never one per document.
  expect(proxy.pollsAtOnce()).toBeLessThanOrEqual(2)
})

test('[F29] SIGTERM with polls that wait: it stops at once', async () => {
  const given = await givenStrippedHall({})
  const startedAt = performance.now()
  await given.server.stop()
  expect(performance.now() - startedAt).toBeLessThan(4_000)
  const { dataDir, port } = given.server
  given.server = await startServer({ dataDir, port })
  await until('all are back', () => given.writers.every(isSaved), 30_000)
})

test('[F29] where upgrades pass again the page is told, and only then', async () => {
  const given = await givenStrippedHall({})
  // Who else is there tries, too: what is counted shall be one page's.
  for (const { connections, page } of given.writers) {
    for (const connection of connections.values()) connection.close()
    page.close()
  }
  let told = 0
  openPerson(given.proxy, await given.board.join('Groupe A'), () => void told++)
  const tries = () => given.proxy.counts.get('GET /sync upgrade') ?? 0
  const before = tries()
  await until('it was tried twice in vain', () => tries() >= before + 2, 20_000)
  expect(told).toBe(0)
  given.proxy.rules.strips = false
  await until('it is told', () => told > 0, 20_000)
})
