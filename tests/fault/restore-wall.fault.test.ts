import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { type TestBoard } from '../support/board.ts'
import { runRestore } from '../support/restore.ts'

import {
  givenFolder,
  writeOneEach,
  notesOf,
  readAll,
  renew,
  upgradeStatus,
  idsOf,
  expectPeace,
  comeBack,
  openStatus,
  givenWall,
  expectAllBack,
} from './returning.ts'

test('[F12] the saved copy of one wall goes back into that wall, and touches no other', async () => {
  const { given, dataDir, board, other, people, older } = await givenWall(4)
  const copy = join(await givenFolder(), 'copie.json')
  await writeFile(copy, await savedCopy(board))
  await writeOneEach(people)
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
  expect(await readAll(board, facilitator)).toEqual(older)
  expect(await upgradeStatus(board.origin, board.facilitator, idsOf(board.facilitator)[0])).toBe(
    410,
  )
  await expectAllBack(board, facilitator, people)
  await expectPeace(given.server)
})

test('[F12] a wall that was deleted is made again at its address, and its people find their place', async () => {
  const { given, dataDir, board, people } = await givenWall(2)
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
