import { readdirSync } from 'node:fs'
import { cp, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { generationOf } from '@murmure/shared/ids'
import { CreatedSecret } from '@murmure/shared/protocol/http'
import { expect, test } from 'vitest'

import { createTestBoard, type TestBoard } from '../support/board.ts'
import { runRestore } from '../support/restore.ts'
import { until } from '../support/until.ts'
import {
  givenServer,
  givenFolder,
  writeOneEach,
  notesOf,
  readAll,
  renew,
  statusesWithoutSocket,
  idsOf,
  expectPeace,
  countAnswers,
  sessionStatus,
  openStatus,
  givenWallAndBackup,
  expectAllBack,
} from './returning.ts'

const CLIENTS = 100
const KILLS = 10

test(`[F12] a backup is restored, ${CLIENTS} clients with newer history return: 410, nothing exchanged, own notes back, none twice`, async () => {
  const { given, board, people, backup, older, newer } = await givenWallAndBackup(CLIENTS)
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
  expect(await readAll(board, facilitator)).toEqual(older)
  expect(new Set(idsOf(facilitator).map(generationOf)).size).toBe(1)

  const returned = await expectAllBack(board, facilitator, people)
  // They go on as if nothing had been.
  await writeOneEach(returned)
  expect(await readAll(board, facilitator)).toEqual(notesOf(returned))
  await expectPeace(given.server)
})

test('[F12] kill -9 at any moment of a restore leaves the old walls or the restored ones, whole', async () => {
  const { given, dataDir, board, people, backup, older, newer } = await givenWallAndBackup(2)
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
    expect(await readAll(board, session)).toEqual(isOld ? newer : older)
    expect(server.output()).not.toContain('Attention')
    await server.kill()
  }
  expect(outcomes.old).toBeGreaterThan(0)

  // What a killed one left does not stand in the way of the next, and goes with it.
  expect(await runRestore(dataDir, [backup])).toMatchObject({ code: 0 })
  await given.restart()
  expect(await readAll(board, await renew(board.origin, board.facilitator))).toEqual(older)
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
  const { given, dataDir, board, people, backup, newer } = await givenWallAndBackup(2)
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
