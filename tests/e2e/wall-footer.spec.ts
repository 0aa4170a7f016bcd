import { expect, type Page } from '@playwright/test'

import { test } from '../support/house.ts'
import { LAPTOP, retireFirst } from '../support/journey.ts'

/** Longer than an act is told, shorter than it takes to forget it. */
const TOLD_MS = 21_000

const footer = (page: Page) => page.getByRole('contentinfo')
const saidOn = (page: Page) => footer(page).getByRole('status').first()
const undoOn = (page: Page) => footer(page).getByRole('button', { name: /^Annuler/ })

test('what was done takes two lines at most of a bar that keeps its height, and leaves with time', async ({
  house,
}) => {
  const board = await house.hang('writing')
  const wall = await house.visit(LAPTOP)
  await wall.clock.install()
  await wall.goto(board.wallPath)
  const height = async () => (await footer(wall).boundingBox())?.height
  const menus = wall.getByRole('button', { name: /^Ranger ou mettre de côté/ })
  await expect(menus.first()).toBeVisible()
  const before = await height()
  await menus.first().click()
  await wall.getByRole('button', { name: 'Vise une personne (mots non cités)' }).click()
  await expect(saidOn(wall)).toContainText('Le compte-rendu en parle sans citer ses mots.')
  expect(await height()).toBe(before)
  const lines = await saidOn(wall)
    .locator('span')
    .evaluate((element) => element.clientHeight / parseFloat(getComputedStyle(element).lineHeight))
  expect(lines).toBeLessThan(2.1)

  await wall.clock.fastForward(TOLD_MS)
  await expect(saidOn(wall)).toBeEmpty()
  await expect(undoOn(wall)).toHaveAccessibleName(/^Annuler\s?: note mise de côté/)
})

test('what was done in a phase leaves with the phase', async ({ house }) => {
  const board = await house.hang('writing')
  const wall = await house.visit(LAPTOP)
  await wall.goto(board.wallPath)
  await wall.getByRole('article').first().waitFor()
  await retireFirst(wall)
  await expect(saidOn(wall)).toContainText('Mise de côté')
  await board.command({ type: 'reveal' })
  await expect(saidOn(wall)).toBeEmpty()
  await expect(undoOn(wall)).toBeEnabled()

  // Nor does it come back with the phase.
  await board.command({ type: 'phase', phase: 'write' })
  const steps = wall.getByRole('banner').getByRole('button')
  await expect(steps.filter({ hasText: 'Écrire' })).toHaveAttribute('aria-current', 'step')
  await expect(saidOn(wall)).toBeEmpty()
})
