import { expect, type Page } from '@playwright/test'

import { makeCuttable } from '../support/cut-network.ts'
import { colleagueLink, type House, openAssembly, test } from '../support/house.ts'
import { fileUnderNewTheme, LAPTOP, reveal, writeNote } from '../support/journey.ts'

const NOTE = 'Le bus du soir'
const THEME = 'Se déplacer le soir'

/** A wall with one note, led by two: what one of them does without network, the other must see afterwards. */
async function openLedByTwo(house: House) {
  const wall = await house.visit(LAPTOP)
  const cutNetwork = await makeCuttable(wall)
  const { phone } = await openAssembly(house, { wall })
  await writeNote(phone, NOTE)
  await reveal(wall)
  const link = await colleagueLink(wall)
  const colleague = await house.visit(LAPTOP)
  await colleague.goto(link)
  await expect(noteOn(colleague)).toHaveCount(1)
  await expect(wall.getByText('Enregistré', { exact: true })).toBeVisible()
  return { wall, colleague, cutNetwork }
}

type Assembly = Awaited<ReturnType<typeof openLedByTwo>>
type Restore = () => Promise<void>

async function arrangeOffline({ wall, colleague, cutNetwork }: Assembly): Promise<Restore> {
  const restore = await cutNetwork()
  await expect(wall.getByText('Hors ligne').first()).toBeVisible()
  await fileUnderNewTheme(wall, NOTE, THEME)
  await expect(themeOn(wall)).toHaveCount(1)
  expect(await themeOn(colleague).count()).toBe(0)
  return restore
}

const noteOn = (page: Page) => page.getByRole('article').filter({ hasText: NOTE })
const themeOn = (page: Page) => page.getByRole('heading', { name: THEME })
const filedOn = (page: Page) =>
  page.getByRole('region', { name: new RegExp(`^${THEME}, .*1 note$`) }).getByRole('article')

test('what was arranged without network outlives a reload, comes once, and can be undone', async ({
  house,
}) => {
  const assembly = await openLedByTwo(house)
  const { wall, colleague } = assembly
  const address = wall.url()
  const restore = await arrangeOffline(assembly)
  await expect(wall.reload()).rejects.toThrow(/ERR_INTERNET_DISCONNECTED/)
  await restore()
  await wall.goto(address)
  await expect(wall.getByRole('heading', { name: 'Le mur a été rechargé' })).toBeVisible()
  for (const page of [wall, colleague]) {
    await expect(filedOn(page)).toHaveCount(1)
    await expect(themeOn(page)).toHaveCount(1)
    await expect(noteOn(page)).toHaveCount(1)
  }
  await expect(wall.getByText('Enregistré', { exact: true })).toBeVisible()
  await wall.reload()
  await expect(filedOn(wall)).toHaveCount(1)
  await expect(wall.getByRole('heading', { name: 'Le mur a été rechargé' })).toHaveCount(0)
  await wall.getByRole('button', { name: /^Annuler/ }).click()
  for (const page of [wall, colleague]) {
    await expect(themeOn(page)).toHaveCount(0)
    await expect(noteOn(page)).toHaveCount(1)
  }
})

test('the page is killed: another one of this browser finds what it arranged, and says that it cannot undo it', async ({
  house,
}) => {
  const assembly = await openLedByTwo(house)
  const { wall, colleague } = assembly
  const address = wall.url()
  const restore = await arrangeOffline(assembly)
  const context = wall.context()
  const devTools = await context.newCDPSession(wall)
  const crash = wall.waitForEvent('crash')
  // Its renderer dies, as by `kill -9`: no farewell, no answer.
  devTools.send('Page.crash').catch(() => undefined)
  await crash
  await wall.close()
  await restore()
  const next = await context.newPage()
  await next.goto(address)
  for (const page of [next, colleague]) {
    await expect(filedOn(page)).toHaveCount(1)
    await expect(themeOn(page)).toHaveCount(1)
  }
  await expect(next.getByRole('button', { name: 'Annuler', exact: true })).toBeDisabled()
})
