import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { createTokens, TOKEN_LIFETIME_MS } from '@murmure/server/auth/tokens'
import { syncStep1, syncStep2, syncUpdate } from '@murmure/shared/protocol/frames'
import { CreatedSession } from '@murmure/shared/protocol/http'
import { encodeFrames, FRAMES_TYPE } from '@murmure/shared/protocol/parcels'
import { readRoom } from '@murmure/shared/room-doc'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'

import { residentBytes } from '../bench/usage.ts'
import { documentOf } from '../support/board.ts'
import { readMetric } from '../support/metrics.ts'
import { until } from '../support/until.ts'
import {
  givenClient,
  givenFaults,
  givenHall,
  post,
  refusals,
  revoke,
  sendAll,
  syncs,
  upgradeStatus,
} from './given.ts'
import { type RealHall, roomClient } from './hall.ts'
import { openRawSocket } from './raw-socket.ts'
import { notes, noteUpdate, openStock, stick } from './stock.ts'

const knock = ({ server }: RealHall, body: object, token?: string): Promise<Response> =>
  post(server.url, '/api/sessions', body, token)

const groupOf = (session: CreatedSession) => documentOf(session, 'group', session.groupId)

/** What this server would have given to the person, had its clock been elsewhere then. */
async function tokenAt({ server }: RealHall, person: CreatedSession, offsetMs: number) {
  const key = await readFile(join(server.dataDir, 'secret.key'))
  const { boardId, participantId, role, groupId } = person
  const claims = { boardId, participantId, role, ...(groupId !== undefined && { groupId }) }
  return createTokens(key, () => Date.now() + offsetMs).sign(claims)
}

const FIVE_MINUTES_MS = 5 * 60_000

test('[F22] an expired token opens nothing, and gives the same person back; a forged or a revoked one gives nothing', async () => {
  const hall = await givenHall()
  const { url } = hall.server
  const ada = await hall.board.join('Groupe A')
  const { boardId, participantId } = ada
  for (const offsetMs of [FIVE_MINUTES_MS, -FIVE_MINUTES_MS]) {
    const token = await tokenAt(hall, ada, offsetMs)
    expect(await upgradeStatus(url, { boardId, token }, groupOf(ada))).toBe(101)
  }
  const expired = await tokenAt(hall, ada, -TOKEN_LIFETIME_MS - 1_000)
  expect(await upgradeStatus(url, { boardId, token: expired }, groupOf(ada))).toBe(401)
  const again = CreatedSession.parse(await (await knock(hall, { boardId }, expired)).json())
  expect(again.participantId).toBe(participantId)
  expect(await upgradeStatus(url, again, groupOf(ada))).toBe(101)

  const key = crypto.getRandomValues(new Uint8Array(32))
  const forged = await createTokens(key, () => Date.now()).sign({
    boardId,
    participantId,
    role: 'facilitator',
  })
  expect(await upgradeStatus(url, { boardId, token: forged }, groupOf(ada))).toBe(401)
  expect((await knock(hall, { boardId }, forged)).status).toBe(401)

  await revoke(hall, ada)
  for (const token of [expired, again.token, ada.token]) {
    expect((await knock(hall, { boardId }, token)).status).toBe(401)
    expect(await upgradeStatus(url, { boardId, token }, groupOf(ada))).toBe(401)
  }
})

test('[F22] a token that expires in mid-assembly: the socket goes on, no storm at the door, the other half under the same clientID is taken', async () => {
  const hall = await givenHall()
  const ada = await hall.board.join('Groupe A')
  const witness = openStock(hall, await hall.board.join('Groupe A'))
  // Tokens count in seconds: between one and two are left.
  const token = await tokenAt(hall, ada, 2_000 - TOKEN_LIFETIME_MS)
  const expiring = openStock(hall, { ...ada, token })
  await until('both are in', () => [witness, expiring].every(({ provider }) => provider.synced))
  stick(expiring.doc, ada, 'Une moitié')
  await until('it is there', () => notes(witness.doc).length === 1)
  const { boardId } = ada
  const isExpired = async () =>
    (await upgradeStatus(hall.server.url, { boardId, token }, groupOf(ada))) === 401
  await until('the token has expired', isExpired)
  stick(expiring.doc, ada, 'Encore, sur la même ligne')
  await until('it is there, too', () => notes(witness.doc).length === 2)
  expect([expiring.attempts(), expiring.codes]).toEqual([1, []])

  // The line is lost, and what is written since stays on the phone.
  expiring.provider.ws?.close()
  const cutAt = performance.now()
  stick(expiring.doc, ada, 'L’autre moitié')
  await until('the door stays shut', () => expiring.attempts() >= 5)
  // Stock clients wait twice as long each time; no close of the server's makes them hurry.
  expect(performance.now() - cutAt).toBeGreaterThan(250)
  expect(expiring.provider.synced).toBe(false)
  expiring.provider.destroy()
  // The answer to the first request is lost on its way: it is asked once more.
  const renew = async () =>
    CreatedSession.parse(await (await knock(hall, { boardId }, token)).json())
  const [lost, renewed] = [await renew(), await renew()]
  expect(lost.participantId).toBe(ada.participantId)
  expect(renewed.participantId).toBe(ada.participantId)
  const back = openStock(hall, renewed, { doc: expiring.doc })
  await until('the other half is there', () => notes(witness.doc).length === 3)
  expect(back.codes).toEqual([])
  expect([...witness.doc.store.clients.keys()]).toEqual([expiring.doc.clientID])
})

test('[F23] frames that come with the handshake: applied once the token is known to be good, else never', async () => {
  const hall = await givenHall()
  const session = await hall.board.join('Groupe A')
  const door = { ...session, documentId: groupOf(session) }
  const bad = { ...door, token: `${session.token.slice(0, -4)}AAAA` }
  const frame = (text: string) => syncUpdate(noteUpdate(session, text))
  const speak = (at: typeof door, text: string) =>
    openRawSocket(hall.server.port, at, [frame(text)]).answer
  expect(await speak(bad, 'Sans droit')).toMatch(/^HTTP\/1.1 401/)
  expect(await speak(door, 'De plein droit')).toMatch(/^HTTP\/1.1 101/)
  const reader = openStock(hall, await hall.board.join('Groupe A'))
  await until('the note is there', () => notes(reader.doc).length === 1)
  expect(notes(reader.doc)[0]).toContain('De plein droit')
})

/** People who knock while nobody can be let in, and what each of them wants to get rid of at once. */
const KNOCKING = 20
const FLOOD_BYTES = 5_000_000

test('[F23] while it takes long to know who somebody is nothing of theirs is applied, and next to nothing is kept', async () => {
  const hall = await givenHall()
  const { pid, port, url } = hall.server
  const writer = givenClient(hall, await hall.board.join('Groupe A'))
  await writer.open()
  const session = await hall.board.join('Groupe A')
  const door = { ...session, documentId: groupOf(session) }
  const frame = syncUpdate(noteUpdate(session, 'x'.repeat(9_000)))

  // Who somebody is the store knows, and the store is in the middle of a long commit.
  const slow = await givenFaults(hall.server, syncs('delay_enter=3000000:when=1'))
  writer.stick('Longue à écrire')
  const bad = { ...door, token: `${session.token.slice(0, -4)}AAAA` }
  const before = await residentBytes(pid)
  let answered = 0
  const people = Array.from({ length: KNOCKING }, () => {
    const { socket, send, answer } = openRawSocket(port, door)
    void answer.then(() => (answered += 1))
    for (let sent = 0; sent < FLOOD_BYTES; sent += frame.length) send(frame)
    return socket
  })
  // A token that is none needs no store: who comes last is answered, whatever was to be read before is read.
  const first = syncUpdate(noteUpdate(session, 'Sans droit'))
  expect(await openRawSocket(port, bad, [first]).answer).toMatch(/^HTTP\/1.1 401/)
  let kept = 0
  await until('the store is back', async () => {
    if (answered === 0) kept = Math.max(kept, (await residentBytes(pid)) - before)
    return answered > 0
  })
  for (const socket of people) socket.destroy()
  await slow.release()
  // What the network holds is the kernel's. 64 KB of each are little more than a megabyte.
  expect(kept).toBeGreaterThan(0)
  expect(kept).toBeLessThan((KNOCKING * FLOOD_BYTES) / 4)

  const heir = openStock(hall, await hall.board.join('Groupe A'))
  await until('the server goes on', () => heir.provider.synced)
  const strangers = notes(heir.doc).filter((note) => note.includes('Sans droit'))
  expect(strangers).toEqual([])
  expect(await readMetric(url, 'murmure_pending_documents')).toBe(0)
})

const FORMATS = ['json', 'html', 'md', 'docx']

/** Every way to what a document holds that somebody who may not read it could try; what came back. */
async function tryAll({ server }: RealHall, who: CreatedSession, documentIds: readonly string[]) {
  const headers = { authorization: `Bearer ${who.token}` }
  const sync = `${server.url}/sync/${who.boardId}`
  const board = `${server.url}/api/boards/${who.boardId}`
  const answers = await Promise.all([
    ...documentIds.map((id) => fetch(`${sync}?since=${id}:0`, { headers })),
    ...documentIds.map((id) =>
      fetch(`${sync}/${id}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': FRAMES_TYPE },
        body: new Uint8Array(encodeFrames([syncStep1(Uint8Array.of(0))])),
      }),
    ),
    ...FORMATS.map((format) => fetch(`${board}/minutes.${format}`, { headers })),
    fetch(`${board}/copy`, { headers }),
  ])
  const doors = documentIds.map((id) => upgradeStatus(server.url, who, id))
  return {
    statuses: new Set([...answers.map(({ status }) => status), ...(await Promise.all(doors))]),
    bodies: (await Promise.all(answers.map((answer) => answer.text()))).join('\n'),
  }
}

test('[F24] before « Dévoiler » nobody is let into what is not theirs, and who only reads changes nothing', async () => {
  const hall = await givenHall()
  const { board } = hall
  const { documents } = board.facilitator
  const secret = givenClient(hall, await board.join('Groupe B'))
  await secret.open()
  secret.stick('Confidentiel')
  await until('it is SAVED', () => secret.isSaved())
  const [ada, screen] = [await board.join('Groupe A'), await board.screen()]
  const contents = documents.filter(({ kind }) => kind !== 'room')
  const foreign = (who: CreatedSession) =>
    contents
      .filter(({ groupId }) => who === screen || groupId !== ada.groupId)
      .map(({ documentId }) => documentId)
  for (const who of [ada, screen]) {
    const { statuses, bodies } = await tryAll(hall, who, foreign(who))
    expect([...statuses]).toEqual([403])
    expect(bodies).not.toContain('Confidentiel')
  }

  // The room document is the server's alone.
  const revealed = new Y.Doc()
  revealed.getMap('session').set('revealed', true)
  const forged = Y.encodeStateAsUpdate(revealed)
  for (const session of [screen, ada, board.facilitator]) {
    const frames = [syncUpdate(forged), syncStep2(forged)]
    await sendAll(hall.server.url, session, documentOf(session, 'room'), frames)
  }
  const witness = roomClient(hall.server.url, ada)
  onTestFinished(() => witness.vanish())
  await witness.open()
  expect(readRoom(witness.doc).session.revealed).toBe(false)
  expect(await refusals(hall.server.url)).toBe(0)
  const late = await board.join('Groupe B')
  expect(late.documents.some(({ kind }) => kind === 'wall')).toBe(false)

  await board.command({ type: 'reveal' })
  await board.command({ type: 'phase', phase: 'write' })
  await until('it is the first phase again', () => readRoom(witness.doc).session.phase === 'write')
  expect(readRoom(witness.doc).session.revealed).toBe(true)
  for (const who of [ada, screen]) {
    const now = CreatedSession.parse(
      await (await knock(hall, { boardId: who.boardId }, who.token)).json(),
    )
    const doors = foreign(who).map((id) => upgradeStatus(hall.server.url, now, id))
    expect(new Set(await Promise.all(doors))).toEqual(new Set([101]))
    const reader = openStock(hall, now, { documentId: groupOf(secret.session) })
    await until('what was secret is read', () => notes(reader.doc).length === 1)
    // And only read: whoever is no facilitator and of another group writes nothing there.
    stick(reader.doc, now, 'Chez les autres')
  }
  secret.stick('Toujours à nous')
  await until('it is SAVED', () => secret.isSaved())
  expect(notes(secret.doc).filter((note) => note.includes('Chez les autres'))).toEqual([])
})

test('[F49] three hundred people join from one address among wrong codes; then only the guesser waits', async () => {
  const hall = await givenHall()
  const { code, groups } = hall.board.created
  const right = (index: number) => ({ code, groupId: groups[index % groups.length]?.groupId })
  const wrong = (index: number) => ({ code: String(100_000 + index), groupId: groups[0]?.groupId })
  const answers = await Promise.all(
    Array.from({ length: 330 }, async (_, index) => {
      const isRight = index % 11 !== 10
      return { isRight, answer: await knock(hall, (isRight ? right : wrong)(index)) }
    }),
  )
  const statusesOf = (areRight: boolean) =>
    answers.filter(({ isRight }) => isRight === areRight).map(({ answer }) => answer.status)
  expect(new Set(statusesOf(true))).toEqual(new Set([201]))
  // As many mistakes as a hall makes: each is told that it was one.
  expect(statusesOf(false)).toEqual(Array.from({ length: 30 }, () => 404))
  const doors = await Promise.all(
    answers.map(async ({ isRight, answer }) => {
      if (!isRight) return 101
      const session = CreatedSession.parse(await answer.json())
      const documentId = documentOf(session, 'group', session.groupId)
      return upgradeStatus(hall.server.url, session, documentId)
    }),
  )
  expect(new Set(doors)).toEqual(new Set([101]))

  const guesses = []
  for (let guess = 0; guess < 40; guess++) guesses.push(await knock(hall, wrong(1_000 + guess)))
  expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([429]))
  expect(Number(guesses.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await knock(hall, right(0))).status).toBe(201)
})
