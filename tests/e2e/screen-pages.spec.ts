import { expect } from '@playwright/test'

import { addCentre } from '../support/centre.ts'
import { test } from '../support/house.ts'
import { LAPTOP, PROJECTOR } from '../support/journey.ts'
import { illegible, smallestPx } from './legibility.ts'

test('the wall knows how many pages a screen in another browser has, and which it shows', async ({
  house,
}) => {
  const board = await house.hang('filed')
  const wall = await house.visit(LAPTOP)
  await wall.goto(board.wallPath)
  const next = wall.getByRole('button', { name: 'Page suivante' })
  await wall.getByRole('combobox', { name: 'Montrer un groupe' }).selectOption('Groupe A')
  await wall.getByText('Salle et écrans').click()
  await wall.getByLabel('Dernier rang, en mètres').fill('30')
  await wall.keyboard.press('Tab')
  await expect(next).toBeEnabled()
  await expect(wall.getByText(/^page \d/)).toHaveCount(0)

  const screen = await house.visit(PROJECTOR)
  await screen.goto(board.screenPath)
  await expect(wall.getByText(/^page 1 sur \d+$/)).toBeVisible()
  const told = (await wall.getByText(/^page 1 sur/).textContent()) ?? ''
  const pages = Number(told.split(' ').at(-1))
  expect(pages).toBeGreaterThan(1)
  for (let page = 2; page <= pages; page++) {
    await expect(next).toBeEnabled()
    await next.click()
    await expect(wall.getByText(`page ${page} sur ${pages}`, { exact: true })).toBeVisible()
  }
  await expect(next).toBeDisabled()
  await expect(screen.getByText(new RegExp(`^${pages}\\s/\\s${pages}$`)).first()).toBeVisible()

  await wall.getByRole('button', { name: 'Écran vide' }).click()
  await wall.getByRole('combobox', { name: 'Montrer un groupe' }).selectOption('Groupe A')
  await expect(wall.getByText(`page 1 sur ${pages}`, { exact: true })).toBeVisible()
  await screen.context().close()
  await expect(wall.getByText(/^page \d/)).toHaveCount(0)
  await expect(next).toBeEnabled()
})

test('the key to the bricks is whole in a deep hall: without names where these have no room, or not there', async ({
  house,
}) => {
  const board = await house.hang('filed')
  const room = { depth: 14, width: 2.4 }
  board.crowd.show({ mode: 'wall', room })
  const screen = await house.visit(PROJECTOR)
  await screen.goto(board.screenPath)
  const signs = screen.getByRole('contentinfo').getByRole('listitem')
  const least = smallestPx(room, PROJECTOR.viewport.width)
  const staysLegible = () => expect.poll(() => illegible(screen, least)).toEqual([])
  const add = (name: string) => addCentre(house.server().url, board, name)
  await expect(signs).toHaveCount(4)
  await staysLegible()
  await add('Saint-Germain-en-Laye')
  await expect(signs).toHaveCount(5)
  await staysLegible()
  for (const name of ['Dreux', 'Vierzon', 'Blois', 'Tours', 'Loches', 'Chinon']) await add(name)
  await expect(signs).toHaveCount(11)
  await staysLegible()
  const more = [
    'Gien',
    'Amboise',
    'Bourges',
    'Salbris',
    'Vendôme',
    'Sully',
    'Pithiviers',
    'Lamotte',
  ]
  for (const name of more) await add(name)
  await expect(signs).toHaveCount(0)
  await staysLegible()
})

test('a page is shared out again with the letters that came after it', async ({ house }) => {
  const board = await house.hang('filed')
  const room = { depth: 14, width: 2.4 }
  board.crowd.show({ mode: 'wall', room })
  const screen = await house.visit(PROJECTOR)
  let come = (): void => undefined
  const isLate = new Promise<void>((resolve) => {
    come = resolve
  })
  await screen.route(/besley[^/]*\.woff2$/i, async (route) => {
    await isLate
    await route.continue()
  })
  await screen.goto(board.screenPath)
  await expect(screen.getByRole('main').getByText('Cuisine')).toBeAttached()
  await expect(screen.locator('[data-measuring]')).toHaveCount(0)
  come()
  await screen.evaluate(() => document.fonts.ready)
  const least = smallestPx(room, PROJECTOR.viewport.width)
  await expect.poll(() => illegible(screen, least)).toEqual([])
})
