import { rm } from 'node:fs/promises'

import { encodeRefused, MESSAGE } from '@murmure/shared/protocol/frames'
import { expect, type Locator, test } from '@playwright/test'

import { EXHIBITS } from '../demo/exhibit.ts'
import { type ExhibitBoard, hangExhibit } from '../support/exhibit-board.ts'
import { joinByCode, openPage, PHONE, writeNote } from '../support/journey.ts'
import { type RunningServer, startServer } from '../support/server.ts'

const SMALL = { viewport: { width: 320, height: 568 }, hasTouch: true }
const NOTE =
  'Une bouilloire qui chante, des tasses pour tout le monde, une longue table sous le tilleul et un banc pour celles et ceux qui n’aiment pas rester debout longtemps'

let server: RunningServer
let board: ExhibitBoard
test.beforeEach(async () => {
  server = await startServer()
  board = await hangExhibit(server.url, { exhibit: EXHIBITS.fr, locale: 'fr', until: 'writing' })
})
test.afterEach(async () => {
  board.close()
  await server.stop()
  await rm(server.dataDir, { recursive: true, force: true })
})

/** Does nothing lie over its upper and lower edge? */
const isUncovered = (part: Locator): Promise<boolean> =>
  part.evaluate((element) => {
    const { left, top, bottom } = element.getBoundingClientRect()
    return [top + 1, bottom - 1].every((y) => {
      const hit = document.elementFromPoint(left + 4, y)
      return hit !== null && (element.contains(hit) || hit.contains(element))
    })
  })

test('on the smallest phone « Annuler » leaves in sight that the note is saved', async ({
  browser,
}) => {
  const phone = await openPage(browser, server.url, SMALL)
  await joinByCode(phone, board.created.code, board.created.groups[0]?.name ?? '')
  await writeNote(phone, NOTE)
  await expect(phone.getByRole('button', { name: 'Annuler' })).toBeVisible()
  const saved = phone
    .getByRole('listitem')
    .filter({ hasText: NOTE })
    .getByText('Enregistré', { exact: true })
  await expect(saved).toBeVisible()
  // Both at once: « Annuler » goes by itself, and covers nothing then.
  await expect
    .poll(async () => [
      await isUncovered(saved),
      await phone.getByRole('button', { name: 'Annuler' }).isVisible(),
    ])
    .toEqual([true, true])
  await phone.context().close()
})

test('with the largest letters the name of the home page is whole', async ({ browser }) => {
  const page = await openPage(browser, server.url, { viewport: { width: 160, height: 284 } })
  await page.goto('/')
  const name = page.getByText('murmure', { exact: true })
  await expect(name).toBeVisible()
  const right = await name.evaluate((element) => element.getBoundingClientRect().right)
  expect(right).toBeLessThanOrEqual(160 - 20)
  await page.context().close()
})

test('a phone that is refused for good keeps the words, and leads back to the way in', async ({
  browser,
}) => {
  const phone = await openPage(browser, server.url, PHONE)
  // In the place of each SAVED: with one in between, a refusal would be the first of a new row.
  await phone.routeWebSocket(/\/sync\//, (socket) => {
    socket.connectToServer().onMessage((message) => {
      const isSaved = typeof message !== 'string' && message[0] === MESSAGE.saved
      socket.send(isSaved ? Buffer.from(encodeRefused('role')) : message)
    })
  })
  await joinByCode(phone, board.created.code, board.created.groups[0]?.name ?? '')
  await expect(phone.getByText('Le mur ne prend plus vos notes')).toBeVisible()
  await phone.getByRole('textbox').last().fill(NOTE)
  const way = phone.getByRole('link', { name: 'Rejoindre de nouveau' })
  await expect(way).toHaveAttribute('href', `/r/${board.created.code}`)
  await way.click()
  await phone.waitForURL(/\/r\//)
  await phone.context().close()
})
