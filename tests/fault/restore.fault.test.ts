import { readdirSync } from 'node:fs'
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { reoffer } from '@murmure/shared/actions/reoffer'
import { readCards } from '@murmure/shared/group-doc'
import { generationOf } from '@murmure/shared/ids'
import { BEARER_PREFIX } from '@murmure/shared/protocol/frames'
import { FRAMES_TYPE } from '@murmure/shared/protocol/parcels'
import { CreatedSession, CreatedSecret } from '@murmure/shared/protocol/http'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

import { createTestBoard, type TestBoard } from '../support/board.ts'
import { runRestore } from '../support/restore.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { until } from '../support/until.ts'
import { openWriter, type Writer } from './writer.ts'

const CLIENTS = 100
const KILLS = 10

type Person = { readonly session: CreatedSession; readonly writer: Writer }

/** A server whose folder lives as long as the test, and one that follows it on the same port. */
async function givenServer() {
  const first = await startServer()
  const held = { server: first }
  onTestFinished(async () => {
    await held.server.stop()
    await rm(first.dataDir, { recursive: true, force: true })
  })
  const { dataDir, port } = first
  return Object.assign(held, {
    async restart(): Promise<RunningServer> {
      held.server = await startServer({ dataDir, port })
      return held.server
    },
  })
}

async function givenFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'murmure-backup-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** People of two groups, each connected by a stock client. */
async function givenPeople(board: TestBoard, count: number): Promise<readonly Person[]> {
  let serial = 0
  const people: Person[] = []
  for (let index = 0; index < count; index++) {
    const session = await board.join(index % 2 === 0 ? 'Groupe A' : 'Groupe B')
    people.push({ session, writer: openWriter(board.origin, session, () => `Note ${++serial}`) })
  }
  onTestFinished(() => people.forEach(({ writer }) => writer.provider.destroy()))
  await allSynced(people)
  return people
}

const allSynced = (people: readonly Person[]) =>
  until('all are in', () => people.every(({ writer }) => writer.provider.synced), 30_000)

/** Everybody writes a note, and is told that it is durable. */
async function writeOneEach(people: readonly Person[]): Promise<void> {
  for (const { writer } of people) writer.write()
  await until('all of it is SAVED', () =>
    people.every(({ writer }) => writer.saved.size === writer.written.size),
  )
}

const notesOf = (people: readonly Person[]): ReadonlyMap<string, string> =>
  new Map(people.flatMap(({ writer }) => [...writer.written]))

/** What a facilitator who brings nothing finds in all groups, id → words. A note that is there twice fails. */
async function readAll(
  board: TestBoard,
  session: CreatedSession,
): Promise<ReadonlyMap<string, string>> {
  const notes = new Map<string, string>()
  for (const { kind, documentId } of session.documents) {
    if (kind !== 'group') continue
    for (const { cardId, text } of await readGroup(board.origin, session, documentId)) {
      expect(notes.has(cardId)).toBe(false)
      notes.set(cardId, text)
    }
  }
  return notes
}

async function readGroup(origin: string, session: CreatedSession, documentId: string) {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(
    `${origin.replace('http', 'ws')}/sync`,
    `${session.boardId}/${documentId}`,
    doc,
    {
      protocols: [BEARER_PREFIX + session.token],
      disableBc: true,
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    },
  )
  await until('a newcomer is in', () => provider.synced, 20_000)
  provider.destroy()
  return readCards(doc, '')
}

/** `POST /api/sessions` again, with the token. */
async function renew(origin: string, { token, boardId }: CreatedSession): Promise<CreatedSession> {
  const answer = await fetch(`${origin}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ boardId }),
  })
  expect(answer.status).toBe(201)
  return CreatedSession.parse(await answer.json())
}

/** The HTTP status that an upgrade of this document is answered with. */
function upgradeStatus(
  origin: string,
  session: CreatedSession,
  documentId = '',
): Promise<number | undefined> {
  const socket = new WebSocket(
    `${origin.replace('http', 'ws')}/sync/${session.boardId}/${documentId}`,
    [BEARER_PREFIX + session.token],
  )
  return new Promise((resolve, reject) => {
    socket.on('unexpected-response', (_request, response) => {
      response.resume()
      resolve(response.statusCode)
    })
    socket.on('open', () => {
      socket.close()
      resolve(101)
    })
    socket.on('error', reject)
  })
}

/** What an old id is answered where no websocket passes: at the post of frames, and at the poll. */
function statusesWithoutSocket(origin: string, session: CreatedSession) {
  const [documentId = ''] = idsOf(session)
  const headers = { authorization: `Bearer ${session.token}`, 'content-type': FRAMES_TYPE }
  const url = `${origin}/sync/${session.boardId}`
  return Promise.all([
    fetch(`${url}/${documentId}`, { method: 'POST', headers, body: '' }).then(statusOf),
    fetch(`${url}?since=${documentId}:0`, { headers }).then(statusOf),
  ])
}

const statusOf = ({ status }: Response) => status

const idsOf = ({ documents }: CreatedSession) => documents.map(({ documentId }) => documentId)

/** A counter of `/metrics`, all its labels added up. */
async function metric({ url }: RunningServer, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const lines = text.split('\n').filter((line) => line.startsWith(name))
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)
}

/** Nobody was muted, taken for an attacker or asked to repair anything. */
async function expectPeace(server: RunningServer): Promise<void> {
  for (const name of ['refusals_total', 'frozen_total', 'reloads_total', 'pending_documents'])
    expect([name, await metric(server, `murmure_${name}`)]).toEqual([name, 0])
}

/** As our client does on 4410: the token's new ids, a fresh document, own notes that it lacks under their ids. */
async function comeBack(board: TestBoard, { session, writer }: Person): Promise<Person> {
  writer.provider.destroy()
  const renewed = await renew(board.origin, session)
  expect(renewed.participantId).toBe(session.participantId)
  expect(idsOf(renewed).filter((id) => idsOf(session).includes(id))).toEqual([])
  const fresh = openWriter(board.origin, renewed, () => '')
  onTestFinished(() => fresh.provider.destroy())
  await until('synced', () => fresh.provider.synced, 20_000)
  reoffer(fresh.doc, {
    made: [...writer.written].map(([key, text]) => ({
      root: 'cards',
      key,
      fields: { text, columnId: 'apporte', at: 1 },
    })),
    changes: [],
  })
  for (const [id, text] of writer.written) fresh.written.set(id, text)
  return { session: renewed, writer: fresh }
}

test(`[F12] a backup is restored, ${CLIENTS} clients with newer history return: 410, nothing exchanged, own notes back, none twice`, async () => {
  const given = await givenServer()
  const board = await createTestBoard(given.server.url)
  await board.command({ type: 'open', sectionId: 'bilan' })
  const people = await givenPeople(board, CLIENTS)
  await writeOneEach(people)
  const backedUp = new Map(notesOf(people))
  await given.server.stop()
  const backup = await givenFolder()
  await cp(given.server.dataDir, backup, { recursive: true })
  await given.restart()
  await allSynced(people)
  await writeOneEach(people)
  const newer = notesOf(people)
  expect(newer.size).toBe(2 * CLIENTS)

  await given.server.kill()
  const gone = countAnswers(people)
  const run = await runRestore(given.server.dataDir, [backup])
  expect(run).toMatchObject({ code: 0, output: expect.stringContaining('La sauvegarde est en') })
  await given.restart()

  // The clients come back by themselves, under the ids that they have, and are sent away before anything.
  await until('everybody was told 410', () => people.every((_, index) => gone(index) >= 1), 30_000)
  expect(people.filter(({ writer }) => writer.provider.synced)).toEqual([])
  expect(await statusesWithoutSocket(board.origin, board.facilitator)).toEqual([410, 410])
  const facilitator = await renew(board.origin, board.facilitator)
  expect(await readAll(board, facilitator)).toEqual(backedUp)
  expect(new Set(idsOf(facilitator).map(generationOf)).size).toBe(1)

  const returned = await Promise.all(people.map((person) => comeBack(board, person)))
  await until('all is there', async () => {
    return (await readAll(board, facilitator)).size === newer.size
  })
  expect(await readAll(board, facilitator)).toEqual(newer)
  // They go on as if nothing had been.
  await writeOneEach(returned)
  expect(await readAll(board, facilitator)).toEqual(notesOf(returned))
  await expectPeace(given.server)
})

/** How often each of these clients was answered 410. */
function countAnswers(people: readonly Person[]): (index: number) => number {
  const counts = people.map(() => 0)
  for (const [index, { writer }] of people.entries()) {
    writer.provider.on('connection-error', (event) => {
      if ('message' in event && String(event.message).endsWith('410'))
        counts[index] = (counts[index] ?? 0) + 1
    })
  }
  return (index) => counts[index] ?? 0
}

test('[F12] kill -9 at any moment of a restore leaves the old walls or the restored ones, whole', async () => {
  const given = await givenServer()
  const { dataDir } = given.server
  const board = await createTestBoard(given.server.url)
  await board.command({ type: 'open', sectionId: 'bilan' })
  const people = await givenPeople(board, 2)
  await writeOneEach(people)
  const backedUp = notesOf(people)
  await given.server.stop()
  const backup = await givenFolder()
  await cp(dataDir, backup, { recursive: true })
  await given.restart()
  await allSynced(people)
  await writeOneEach(people)
  const newer = notesOf(people)
  people.forEach(({ writer }) => writer.provider.destroy())
  await given.server.kill()
  const present = await givenFolder()
  await cp(dataDir, present, { recursive: true })

  const putBack = async () => {
    await rm(dataDir, { recursive: true })
    await cp(present, dataDir, { recursive: true })
    // The copy that this test makes would be noticed as one.
    await rm(join(dataDir, 'murmure.witness'))
  }
  await putBack()
  const work = watchWork(dataDir)
  await runRestore(dataDir, [backup], () => () => work.stop())
  const workMs = work.stop()

  const outcomes = { old: 0, restored: 0 }
  for (let turn = 0; turn < KILLS; turn++) {
    await putBack()
    // From the first file that it makes to a little after its end, closer together where it works.
    const at = workMs * 1.2 * (turn / KILLS) ** 2
    await runRestore(dataDir, [backup], (kill) => {
      const killing = watchWork(dataDir, { at, kill })
      return () => killing.stop()
    })
    const server = await given.restart()
    const session = await renew(board.origin, board.facilitator)
    const isOld = idsOf(session).join() === idsOf(board.facilitator).join()
    outcomes[isOld ? 'old' : 'restored'] += 1
    expect(await readAll(board, session)).toEqual(isOld ? newer : backedUp)
    expect(server.output()).not.toContain('Attention')
    await server.kill()
  }
  expect(outcomes.old).toBeGreaterThan(0)

  // What a killed one left does not stand in the way of the next, and goes with it.
  expect(await runRestore(dataDir, [backup])).toMatchObject({ code: 0 })
  await given.restart()
  expect(await readAll(board, await renew(board.origin, board.facilitator))).toEqual(backedUp)
  expect((await readdir(dataDir)).filter((name) => name.startsWith('restoring-'))).toEqual([])
})

/** Kills a restore so many ms after it has made its first file. `stop` says how long that is ago. */
function watchWork(
  dataDir: string,
  { at, kill }: { at: number; kill: () => void } = { at: Infinity, kill: () => undefined },
) {
  let since: number | undefined
  const timer = setInterval(() => {
    if (readdirSync(dataDir).some((name) => name.startsWith('restoring-')))
      since ??= performance.now()
    if (since === undefined || performance.now() - since < at) return
    clearInterval(timer)
    kill()
  }, 1)
  return {
    stop(): number {
      clearInterval(timer)
      return performance.now() - (since ?? performance.now())
    },
  }
}

test('[F12] a server that runs is left alone, and so is everything when the backup is none', async () => {
  const given = await givenServer()
  const { server } = given
  const board = await createTestBoard(server.url)
  const backup = await givenFolder()
  const refused = await runRestore(server.dataDir, [backup])
  expect(refused).toEqual({ code: 1, output: expect.stringContaining('Arrêtez-le') })
  expect(idsOf(await renew(board.origin, board.facilitator))).toEqual(idsOf(board.facilitator))
  await server.stop()

  const before = (await readdir(server.dataDir)).toSorted()
  const text = join(backup, 'texte.txt')
  await writeFile(text, 'rien de tout cela n’est une sauvegarde')
  const broken = join(backup, 'broken.db')
  await writeFile(broken, `SQLite format 3\0${'x'.repeat(10_000)}`)
  const attempts: readonly (readonly [words: readonly string[], sentence: string])[] = [
    [[], 'Indiquez ce que vous rétablissez'],
    [[backup], 'Il n’y a pas de sauvegarde'],
    [[join(backup, 'nowhere')], 'Il n’y a pas de sauvegarde'],
    [[text], 'est abîmée ou n’en est pas une'],
    [[broken], 'est abîmée ou n’en est pas une'],
  ]
  for (const [words, sentence] of attempts) {
    const run = await runRestore(server.dataDir, words)
    expect([words, run]).toEqual([words, { code: 1, output: expect.stringContaining(sentence) }])
  }
  expect((await readdir(server.dataDir)).toSorted()).toEqual(before)
  await given.restart()
  expect(idsOf(await renew(board.origin, board.facilitator))).toEqual(idsOf(board.facilitator))
})

test('[F12] who was sent out since the backup stays out, links made since then open, and all of it can be undone', async () => {
  const given = await givenServer()
  const { dataDir } = given.server
  const board = await createTestBoard(given.server.url)
  await board.command({ type: 'open', sectionId: 'bilan' })
  const people = await givenPeople(board, 2)
  await writeOneEach(people)
  await given.server.stop()
  const backup = await givenFolder()
  await cp(dataDir, backup, { recursive: true })
  await given.restart()
  await allSynced(people)
  await writeOneEach(people)
  const newer = notesOf(people)
  const [culprit] = people
  if (!culprit) throw new Error('nobody is there')
  await post(board, 'revocations', { participantId: culprit.session.participantId })
  const made = await post(board, 'secrets', { role: 'screen' })
  const { secret } = CreatedSecret.parse(await made.json())
  const later = await createTestBoard(given.server.url, 'Plus tard')
  await given.server.stop()

  const run = await runRestore(dataDir, [join(backup, 'murmure.db')])
  expect(run.output).toContain('1 mur, créé depuis la sauvegarde, n’y est plus')
  await given.restart()
  expect(await sessionStatus(board, culprit.session)).toBe(401)
  expect(await sessionStatus(board, later.facilitator)).toBe(404)
  expect(await openStatus(board, secret)).toBe(201)

  // The way back: what was set aside is a backup as well.
  await given.server.stop()
  const [aside = ''] = (await readdir(dataDir)).filter((name) => name.startsWith('replaced-'))
  expect(run.output).toContain(join(dataDir, aside))
  expect(await runRestore(dataDir, [join(dataDir, aside)])).toMatchObject({ code: 0 })
  await given.restart()
  const facilitator = await renew(board.origin, board.facilitator)
  expect(await readAll(board, facilitator)).toEqual(newer)
  expect(idsOf(facilitator)).not.toEqual(idsOf(board.facilitator))
  expect(await sessionStatus(board, later.facilitator)).toBe(201)
})

async function sessionStatus({ origin }: TestBoard, session: CreatedSession): Promise<number> {
  const { token, boardId } = session
  const answer = await fetch(`${origin}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ boardId }),
  })
  return answer.status
}

async function openStatus({ origin, facilitator }: TestBoard, secret = ''): Promise<number> {
  const answer = await fetch(`${origin}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ boardId: facilitator.boardId, secret }),
  })
  return answer.status
}

async function post({ origin, facilitator }: TestBoard, path: string, body: object) {
  const answer = await fetch(`${origin}/api/boards/${facilitator.boardId}/${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${facilitator.token}`,
    },
    body: JSON.stringify(body),
  })
  expect(answer.status).toBeLessThan(300)
  return answer
}

test('[F12] the saved copy of one wall goes back into that wall, and touches no other', async () => {
  const given = await givenServer()
  const { dataDir } = given.server
  const board = await createTestBoard(given.server.url)
  const other = await createTestBoard(given.server.url, 'Autre')
  await board.command({ type: 'open', sectionId: 'bilan' })
  const people = await givenPeople(board, 4)
  await writeOneEach(people)
  const saved = new Map(notesOf(people))
  const copy = join(await givenFolder(), 'copie.json')
  await writeFile(copy, await savedCopy(board))
  await writeOneEach(people)
  const newer = notesOf(people)
  await given.server.stop()

  expect(await runRestore(dataDir, [copy])).toEqual({
    code: 1,
    output: expect.stringContaining('est la copie d’un seul mur'),
  })
  expect(await runRestore(dataDir, [copy, '000000'])).toMatchObject({ code: 1 })
  const run = await runRestore(dataDir, [copy, board.created.code])
  expect(run).toEqual({ code: 0, output: expect.stringContaining('est revenu à l’état') })
  await given.restart()

  expect(idsOf(await renew(other.origin, other.facilitator))).toEqual(idsOf(other.facilitator))
  const facilitator = await renew(board.origin, board.facilitator)
  expect(await readAll(board, facilitator)).toEqual(saved)
  expect(await upgradeStatus(board.origin, board.facilitator, idsOf(board.facilitator)[0])).toBe(
    410,
  )
  await Promise.all(people.map((person) => comeBack(board, person)))
  await until('all is there', async () => {
    return (await readAll(board, facilitator)).size === newer.size
  })
  expect(await readAll(board, facilitator)).toEqual(newer)
  await expectPeace(given.server)
})

test('[F12] a wall that was deleted is made again at its address, and its people find their place', async () => {
  const given = await givenServer()
  const { dataDir } = given.server
  const board = await createTestBoard(given.server.url)
  await board.command({ type: 'open', sectionId: 'bilan' })
  const people = await givenPeople(board, 2)
  await writeOneEach(people)
  const copy = join(await givenFolder(), 'copie.json')
  await writeFile(copy, await savedCopy(board))
  const { boardId, token } = board.facilitator
  await fetch(`${board.origin}/api/boards/${boardId}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
  })
  await given.server.stop()

  const run = await runRestore(dataDir, [copy, `${board.origin}/a/${boardId}#oublié`])
  expect(run).toMatchObject({ code: 0 })
  const link = /\/a\/(?<id>[^#\s]+)#(?<secret>\S+)/.exec(run.output)?.groups
  expect(link?.['id']).toBe(boardId)
  await given.restart()
  expect(await readAll(board, await renew(board.origin, board.facilitator))).toEqual(
    notesOf(people),
  )
  const [person] = people
  if (person) await comeBack(board, person)
  expect(await openStatus(board, link?.['secret'])).toBe(201)
})

async function savedCopy({ origin, facilitator }: TestBoard): Promise<string> {
  const answer = await fetch(`${origin}/api/boards/${facilitator.boardId}/copy`, {
    headers: { authorization: `Bearer ${facilitator.token}` },
  })
  expect(answer.status).toBe(200)
  return answer.text()
}

test('[F37] an older database put back by hand is noticed at the start: new ids, an alarm, nothing merged', async () => {
  const given = await givenServer()
  const { dataDir } = given.server
  const board = await createTestBoard(given.server.url)
  const quiet = await createTestBoard(given.server.url, 'Tranquille')
  await board.command({ type: 'open', sectionId: 'bilan' })
  const people = await givenPeople(board, 4)
  await writeOneEach(people)
  const older = new Map(notesOf(people))
  await given.server.stop()
  const backup = await givenFolder()
  await cp(dataDir, backup, { recursive: true })
  await given.restart()
  await allSynced(people)
  await writeOneEach(people)
  const newer = notesOf(people)
  await given.server.stop()

  const gone = countAnswers(people)
  // Into the same file, as `cp` does: only the heads in it tell.
  await writeFile(join(dataDir, 'murmure.db'), await readFile(join(backup, 'murmure.db')))
  const server = await given.restart()
  expect(server.output()).toContain('1 mur est dans un état plus ancien')
  expect(server.output()).toContain(`"boardIds":["${board.facilitator.boardId}"]`)
  await until('everybody was told 410', () => people.every((_, index) => gone(index) >= 1), 20_000)
  expect(idsOf(await renew(quiet.origin, quiet.facilitator))).toEqual(idsOf(quiet.facilitator))
  const facilitator = await renew(board.origin, board.facilitator)
  expect(await readAll(board, facilitator)).toEqual(older)
  await Promise.all(people.map((person) => comeBack(board, person)))
  await until('all is there', async () => {
    return (await readAll(board, facilitator)).size === newer.size
  })
  expect(await readAll(board, facilitator)).toEqual(newer)
  await expectPeace(server)

  // Once is enough.
  await server.stop()
  expect((await given.restart()).output()).not.toContain('Attention')
  expect(idsOf(await renew(board.origin, facilitator))).toEqual(idsOf(facilitator))
})

test('[F37] a whole folder put back by hand is noticed by the birth of its files', async () => {
  const given = await givenServer()
  const { dataDir } = given.server
  const board = await createTestBoard(given.server.url)
  await given.server.stop()
  const backup = await givenFolder()
  await cp(dataDir, backup, { recursive: true })
  await given.restart()
  await board.command({ type: 'open', sectionId: 'bilan' })
  await given.server.stop()
  await rm(dataDir, { recursive: true })
  await cp(backup, dataDir, { recursive: true, preserveTimestamps: true })
  const server = await given.restart()
  // Where a file system does not keep the birth of a file, only `pnpm restore` does it.
  const { birthtimeMs, ctimeMs } = await stat(join(dataDir, 'murmure.db'))
  const isKept = birthtimeMs > 0 && birthtimeMs < ctimeMs
  expect(server.output().includes('Attention')).toBe(isKept)
  const ids = idsOf(await renew(board.origin, board.facilitator))
  expect(ids.join() !== idsOf(board.facilitator).join()).toBe(isKept)
})

test('[F37] a restart is no alarm: not after a stop, not after kill -9 in the middle of writing', async () => {
  const given = await givenServer()
  const board = await createTestBoard(given.server.url)
  await board.command({ type: 'open', sectionId: 'bilan' })
  const people = await givenPeople(board, 4)
  for (const end of ['kill', 'stop', 'kill', 'kill'] as const) {
    await writeOneEach(people)
    await given.server[end]()
    const server = await given.restart()
    await allSynced(people)
    expect(server.output()).not.toContain('Attention')
  }
  expect(idsOf(await renew(board.origin, board.facilitator))).toEqual(idsOf(board.facilitator))
})
