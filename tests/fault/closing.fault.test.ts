import { rm } from 'node:fs/promises'

import { cardsRoot, readCards } from '@murmure/shared/group-doc'
import { MESSAGE } from '@murmure/shared/protocol/frames'
import type { CreatedSession } from '@murmure/shared/protocol/http'
import { readRoom } from '@murmure/shared/room-doc'
import { expect, onTestFinished, test } from 'vitest'
import type * as Y from 'yjs'

import { createTestBoard } from '../support/board.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'
import { until } from '../support/until.ts'
import { givenHall } from './given.ts'
import { groupClient, joinAll, roomClient } from './hall.ts'

test('[F21] closed, killed, started again: an offline note is late though nobody opened the room, and listed though the process dies at once', async () => {
  let server: RunningServer = await startServer()
  const { dataDir, port, url } = server
  onTestFinished(async () => {
    await server.kill()
    await rm(dataDir, { recursive: true, force: true })
  })
  const board = await createTestBoard(url)
  const ada = groupClient(url, await board.join('Groupe A'))
  await board.command({ type: 'close', sectionId: 'bilan' })
  const again = async () => {
    await server.kill()
    server = await startServer({ dataDir, port })
  }
  await again()
  const cardId = ada.stick('Écrite sans réseau')
  await ada.open()
  await until('it is SAVED', () => ada.isSaved())
  await again()
  const nadia = roomClient(url, board.facilitator)
  await nadia.open()
  await until('it is listed', () => readRoom(nadia.doc).session.late?.includes(cardId) === true)
  expect(readRoom(nadia.doc).session.open).toEqual([])
}, 60_000)

const TYPING = 40
/** Each way: 300 ms there and back. */
const LINE = { delayMs: 150 } as const
const KEYSTROKE_MS = 200
/** They have 5 s from when the closing was sent to them: what they type in the last one may come too late. */
const TYPED_ON_MS = 4_000

/** A phone whose person types into one note, and that knows from its room document when it is closed. */
async function openTypist(origin: string, session: CreatedSession) {
  const [group, room] = [groupClient(origin, session), roomClient(origin, session)]
  let toldAt: number | undefined
  room.doc.on('update', () => {
    if (readRoom(room.doc).session.open.length === 0) toldAt ??= performance.now()
  })
  await Promise.all([group.open(), room.open()])
  const cardId = group.stick('')
  const text = cardsRoot(group.doc).get(cardId)?.get('text') as Y.Text
  const typing = setInterval(() => text.insert(text.length, 'x'), KEYSTROKE_MS)
  onTestFinished(() => {
    clearInterval(typing)
    for (const client of [group, room]) client.vanish()
  })
  return {
    group,
    cardId,
    stop: () => clearInterval(typing),
    text: () => text.toString(),
    msSinceTold: () => (toldAt === undefined ? -1 : performance.now() - toldAt),
    isReset: () => group.count(MESSAGE.refused) > 0 || group.closed() !== undefined,
  }
}

test('[F21] forty type over a line of 300 ms while it is closed: nobody is reset within their 5 s, and what was written without a network is late', async () => {
  const { server, board } = await givenHall()
  const network = await startTcpProxy({ port: server.port, line: LINE })
  onTestFinished(() => network.close())
  const away = groupClient(network.url, await board.join('Groupe A'))
  await away.open()
  away.vanish()
  const lateId = away.stick('Écrite sans réseau')
  const sessions = await joinAll(board, TYPING)
  const phones = await Promise.all(sessions.map((session) => openTypist(network.url, session)))
  const [deaf] = phones
  // Nobody is spared for having come only just now.
  await until('all are in the middle of it', () => phones.every(({ text }) => text().length > 10))

  await board.command({ type: 'close', sectionId: 'bilan' })
  for (const phone of phones.slice(1)) {
    await until('they were told, and typed on', () => phone.msSinceTold() > TYPED_ON_MS)
    phone.stop()
  }
  await until('all of it is answered', () =>
    phones.slice(1).every(({ group, isReset }) => group.isSaved() || isReset()),
  )
  expect(phones.map(({ isReset }) => isReset())).toEqual(phones.map(() => false))
  await until('who does not stop is refused', () => deaf?.isReset() === true)
  expect(deaf?.msSinceTold()).toBeGreaterThan(TYPED_ON_MS)
  deaf?.stop()

  await away.open()
  await until('what she wrote is SAVED', () => away.isSaved())
  const nadia = roomClient(server.url, board.facilitator)
  await nadia.open()
  const listed = () => readRoom(nadia.doc).session.late ?? []
  await until('it is listed', () => listed().length > 0)
  expect(listed()).toEqual([lateId])
  // Everybody is told the same.
  const typed = new Map(phones.map(({ cardId, text }) => [cardId, text()]))
  for (const { groupId } of board.created.groups) {
    const reader = groupClient(server.url, board.facilitator, groupId)
    await reader.open()
    for (const { cardId, text } of readCards(reader.doc, groupId)) {
      if (cardId === lateId || cardId === deaf?.cardId) continue
      expect(text).toBe(typed.get(cardId))
      typed.delete(cardId)
    }
    reader.vanish()
  }
  expect([...typed.keys()]).toEqual([deaf?.cardId])
  nadia.vanish()
}, 60_000)
