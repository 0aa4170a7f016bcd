import { encodeRefused, MESSAGE } from '@murmure/shared/protocol/frames'
import { expect, type Locator } from '@playwright/test'

import { test } from '../support/house.ts'
import { joinByCode, PHONE, writeNote } from '../support/journey.ts'

const SMALL = { viewport: { width: 320, height: 568 }, hasTouch: true }
const NOTE =
  'Une bouilloire qui chante, des tasses pour tout le monde, une longue table sous le tilleul et un banc pour celles et ceux qui n’aiment pas rester debout longtemps'

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
  house,
}) => {
  const board = await house.hang('writing')
  const phone = await house.visit(SMALL)
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
})

test('with the largest letters the name of the home page is whole', async ({ house }) => {
  const page = await house.visit({ viewport: { width: 160, height: 284 } })
  await page.goto('/')
  const name = page.getByText('murmure', { exact: true })
  await expect(name).toBeVisible()
  const right = await name.evaluate((element) => element.getBoundingClientRect().right)
  expect(right).toBeLessThanOrEqual(160 - 20)
})

test('a phone that is refused for good keeps the words, and leads back to the way in', async ({
  house,
}) => {
  const board = await house.hang('writing')
  const phone = await house.visit(PHONE)
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
})
