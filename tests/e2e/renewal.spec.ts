import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, test } from '@playwright/test'
import { createTokens, TOKEN_LIFETIME_MS } from '@murmure/server/auth/tokens'

import { createTestBoard } from '../support/board.ts'
import { joinByCode, openPage, PHONE, writeNote } from '../support/journey.ts'
import { placeIn } from '../support/page-faults.ts'
import { type RunningServer, startServer } from '../support/server.ts'

let server: RunningServer
test.beforeEach(async () => {
  server = await startServer()
})
test.afterEach(async () => {
  await server.stop()
  await rm(server.dataDir, { recursive: true, force: true })
})

test('[F22] a page reloaded with an expired token, whose first renewal is lost: the same person goes on, and nobody storms the door', async ({
  browser,
}) => {
  const board = await createTestBoard(server.url)
  await board.command({ type: 'open', sectionId: 'bilan' })
  const phone = await openPage(browser, server.url, PHONE)
  await joinByCode(phone, board.created.code, 'Groupe A')
  await writeNote(phone, 'Avant')
  const state = phone.getByRole('status').first()
  await expect(state).toHaveText('Tout est enregistré.')
  const before = await placeIn(phone)

  const key = await readFile(join(server.dataDir, 'secret.key'))
  const group = board.created.groups.find(({ name }) => name === 'Groupe A')
  const expired = await createTokens(key, () => Date.now() - TOKEN_LIFETIME_MS - 1_000).sign({
    boardId: before.boardId,
    participantId: before.participantId,
    role: 'participant',
    ...(group && { groupId: group.groupId }),
  })
  await phone.evaluate(
    ({ token, expired }) => {
      for (const name of Object.keys(localStorage)) {
        const value = localStorage.getItem(name) ?? ''
        localStorage.setItem(name, value.replace(token, expired))
      }
    },
    { token: before.token, expired },
  )
  let asked = 0
  await phone.route('**/api/sessions', (route) => {
    asked += 1
    return asked === 1 ? route.abort() : route.continue()
  })
  let knocks = 0
  phone.on('websocket', () => (knocks += 1))
  await phone.reload()
  await writeNote(phone, 'Avec un jeton trop vieux')
  await expect(state).toHaveText('Tout est enregistré.', { timeout: 30_000 })
  await expect(phone.getByRole('listitem').filter({ hasText: /Avant|trop vieux/ })).toHaveCount(2)
  // What was lost is asked once more, and again where a door that had been knocked at before stays shut; each
  // document tries its door a few times meanwhile, later each time.
  expect(asked).toBeGreaterThan(1)
  expect(asked).toBeLessThan(5)
  expect(knocks).toBeLessThan(20)
  const after = await placeIn(phone)
  expect(after.participantId).toBe(before.participantId)
  expect(after.token).not.toBe(expired)
  await phone.context().close()
})
