import { rm } from 'node:fs/promises'

import { readRoom } from '@murmure/shared/room-doc'
import { expect, onTestFinished, test } from 'vitest'

import { createTestBoard } from '../support/board.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { until } from '../support/until.ts'
import { groupClient, roomClient } from './hall.ts'

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
