import { rm } from 'node:fs/promises'

import { expect, test } from '@playwright/test'

import { EXHIBITS } from '../demo/exhibit.ts'
import { hangExhibit } from '../support/exhibit-board.ts'
import { LAPTOP, openPage, PROJECTOR } from '../support/journey.ts'
import { type RunningServer, startServer } from '../support/server.ts'

let server: RunningServer
test.beforeAll(async () => {
  // One listener per stock client, by y-websocket: not a leak.
  process.setMaxListeners(0)
  server = await startServer()
})
test.afterAll(async () => {
  await server.stop()
  await rm(server.dataDir, { recursive: true, force: true })
})

test('the wall knows how many pages a screen in another browser has, and which it shows', async ({
  browser,
}) => {
  const board = await hangExhibit(server.url, {
    exhibit: EXHIBITS.fr,
    locale: 'fr',
    until: 'filed',
  })
  const wall = await openPage(browser, server.url, LAPTOP)
  await wall.goto(board.wallPath)
  const next = wall.getByRole('button', { name: 'Page suivante' })
  await wall.getByRole('combobox', { name: 'Montrer un groupe' }).selectOption('Groupe A')
  await wall.getByText('Salle et écrans').click()
  await wall.getByLabel('Dernier rang, en mètres').fill('30')
  await wall.keyboard.press('Tab')
  await expect(next).toBeEnabled()
  await expect(wall.getByText(/^page \d/)).toHaveCount(0)

  const screen = await openPage(browser, server.url, PROJECTOR)
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
  await wall.context().close()
  board.close()
})
