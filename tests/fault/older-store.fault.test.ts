import { cp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { createTestBoard } from '../support/board.ts'
import { until } from '../support/until.ts'
import {
  givenServer,
  givenFolder,
  allSynced,
  writeOneEach,
  readAll,
  renew,
  idsOf,
  expectPeace,
  countAnswers,
  givenWall,
  givenWallAndBackup,
  expectAllBack,
} from './returning.ts'

test('[F37] an older database put back by hand is noticed at the start: new ids, an alarm, nothing merged', async () => {
  const { given, dataDir, board, people, backup, older, other } = await givenWallAndBackup(4)
  await given.server.stop()

  const gone = countAnswers(people)
  // Into the same file, as `cp` does: only the heads in it tell.
  await writeFile(join(dataDir, 'murmure.db'), await readFile(join(backup, 'murmure.db')))
  const server = await given.restart()
  expect(server.output()).toContain('1 mur est dans un état plus ancien')
  expect(server.output()).toContain(`"boardIds":["${board.facilitator.boardId}"]`)
  await until('everybody was told 410', () => people.every((_, index) => gone(index) >= 1), 20_000)
  expect(idsOf(await renew(other.origin, other.facilitator))).toEqual(idsOf(other.facilitator))
  const facilitator = await renew(board.origin, board.facilitator)
  expect(await readAll(board, facilitator)).toEqual(older)
  await expectAllBack(board, facilitator, people)
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
  const { given, board, people } = await givenWall(4)
  for (const end of ['kill', 'stop', 'kill', 'kill'] as const) {
    await writeOneEach(people)
    await given.server[end]()
    const server = await given.restart()
    await allSynced(people)
    expect(server.output()).not.toContain('Attention')
  }
  expect(idsOf(await renew(board.origin, board.facilitator))).toEqual(idsOf(board.facilitator))
})
