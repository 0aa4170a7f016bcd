import { rm } from 'node:fs/promises'

import { wallEn } from '@murmure/client/texts/wall.en'
import { wallFr } from '@murmure/client/texts/wall.fr'
import type { Locale } from '@murmure/shared/room'
import { type Browser, expect, type Locator, type Page, test } from '@playwright/test'

import { EXHIBITS } from '../demo/exhibit.ts'
import { hangExhibit } from '../support/exhibit-board.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { cutOff, keyboardGaps, sidewaysScroll, smallTargets } from './controls.ts'

/** Laptops and projectors of meeting rooms, at 100 %. */
const SIZES = [
  [1024, 768],
  [1280, 720],
  [1366, 768],
  [1440, 900],
  [1920, 1080],
] as const
const TEXTS = { fr: wallFr, en: wallEn }
const COLUMNS = 4

let server: RunningServer
const closing: (() => unknown)[] = []
test.beforeAll(async () => {
  // One listener per stock client, by y-websocket: not a leak.
  process.setMaxListeners(0)
  server = await startServer()
})
test.afterAll(async () => {
  for (const close of closing) await close()
  await server.stop()
  await rm(server.dataDir, { recursive: true, force: true })
})

async function openWall(browser: Browser, locale: Locale): Promise<Page> {
  const board = await hangExhibit(server.url, {
    exhibit: EXHIBITS[locale],
    locale,
    until: 'filed',
  })
  const context = await browser.newContext({ baseURL: server.url, reducedMotion: 'reduce' })
  closing.push(board.close, () => context.close())
  const page = await context.newPage()
  await page.goto(board.wallPath)
  await page.locator('header button[aria-label*="QR"]').waitFor()
  await page.locator('[data-card-id]').first().waitFor()
  return page
}

/** What of the columns, the title and the steps is not wholly in view, in words. */
function hiddenParts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const hidden: string[] = []
    const look = (name: string, element: Element, frame: Element): void => {
      const box = element.getBoundingClientRect()
      const around = frame.getBoundingClientRect()
      if (box.left < around.left - 0.5 || box.right > around.right + 0.5)
        hidden.push(`${name}: ${box.left}–${box.right} in ${around.left}–${around.right}`)
      const middle = document.elementFromPoint((box.left + box.right) / 2, box.top + 8)
      if (!middle || !element.contains(middle)) hidden.push(`${name}: covered`)
    }
    const main = document.querySelector('main')
    const header = document.querySelector('header')
    if (!main || !header) return ['no wall']
    for (const column of document.querySelectorAll('[data-column-of-wall]'))
      look(column.querySelector('h3')?.textContent ?? '', column, main)
    for (const part of header.querySelectorAll('h1, ol, ol button'))
      look(part.textContent ?? '', part, header)
    return hidden
  })
}

/** By how many pixels the columns are wider than the room that they have. */
function columnsBeyond(page: Page): Promise<number> {
  return page
    .locator('[data-scrolls="wall"]')
    .evaluate((wall) => wall.scrollWidth - wall.clientWidth)
}

const fontPx = (element: Locator): Promise<number> =>
  element.evaluate((letters) => parseFloat(getComputedStyle(letters).fontSize))

for (const locale of ['fr', 'en'] as const) {
  test(`four columns and what stands beside them, on every laptop (${locale})`, async ({
    browser,
  }) => {
    const page = await openWall(browser, locale)
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height })
      await test.step(`${width} × ${height}`, async () => {
        await expect(page.locator('[data-column-of-wall]')).toHaveCount(COLUMNS)
        expect.soft(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
        expect.soft(await columnsBeyond(page)).toBeLessThanOrEqual(0)
        expect.soft(await hiddenParts(page)).toEqual([])
        expect.soft(await cutOff(page)).toEqual([])
      })
    }
  })
}

test('larger text folds the panel, before the four columns lose their room', async ({
  browser,
}) => {
  const texts = TEXTS.fr
  const page = await openWall(browser, 'fr')
  const panel = page.getByRole('complementary', { name: texts.remote })
  await page.setViewportSize({ width: 1280, height: 720 })
  await expect(panel).toBeVisible()
  const letters = page.locator('[data-card-id]').first().getByRole('paragraph')
  const usual = await fontPx(letters)
  for (const percent of [115, 130]) {
    await page.getByRole('button', { name: texts.largerText }).click()
    await expect(page.getByText(texts.textSize(percent))).toBeVisible()
    expect.soft((await fontPx(letters)) / usual).toBeCloseTo(percent / 100)
    for (const width of [1280, 1366]) {
      await page.setViewportSize({ width, height: 768 })
      await test.step(`${percent} %, ${width}`, async () => {
        await expect(panel).toBeHidden()
        expect.soft(await columnsBeyond(page)).toBeLessThanOrEqual(0)
        expect.soft(await hiddenParts(page)).toEqual([])
      })
    }
  }
  await page.setViewportSize({ width: 1920, height: 1080 })
  await expect(panel).toBeVisible()
})

test('where larger text leaves no room for four columns, they go below each other, never sideways', async ({
  browser,
}) => {
  const texts = TEXTS.fr
  const page = await openWall(browser, 'fr')
  await page.setViewportSize({ width: 1024, height: 768 })
  for (const percent of [115, 130, 150, 175, 200]) {
    await page.getByRole('button', { name: texts.largerText }).click()
    await expect(page.getByText(texts.textSize(percent))).toBeVisible()
    await test.step(`${percent} %`, async () => {
      expect.soft(await columnsBeyond(page)).toBeLessThanOrEqual(0)
      expect.soft(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
      for (const column of await page.locator('[data-column-of-wall]').all()) {
        await column.scrollIntoViewIfNeeded()
        const wall = await page.getByRole('main').boundingBox()
        const box = await column.boundingBox()
        if (!wall || !box) throw new Error('no column')
        expect.soft(box.x + box.width).toBeLessThanOrEqual(wall.x + wall.width)
        // Enough of it to read a theme, and no more than can be seen at once.
        expect.soft(box.height).toBeGreaterThan(wall.height / 2)
        expect.soft(box.height).toBeLessThanOrEqual(wall.height)
      }
    })
  }
})

test('on a phone the wall is one column, and nothing is wider', async ({ browser }) => {
  const page = await openWall(browser, 'fr')
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 640 })
    await expect(page.getByText(TEXTS.fr.state.online, { exact: true })).toBeAttached()
    expect.soft(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
    expect.soft(await cutOff(page)).toEqual([])
  }
})

test('on a small laptop the panel is folded, and every part of it is one key away', async ({
  browser,
}) => {
  const texts = TEXTS.fr
  const page = await openWall(browser, 'fr')
  await page.setViewportSize({ width: 1024, height: 768 })
  const panel = page.getByRole('complementary', { name: texts.remote })
  await expect(panel).toBeHidden()
  expect(await smallTargets(page)).toEqual([])
  const parts: readonly (readonly [part: string, holds: string | RegExp])[] = [
    [texts.onScreen, texts.stage.blank],
    [texts.groups, texts.editGroups],
    [texts.report, texts.openReport],
    [texts.keep, texts.saveCopy],
  ]
  for (const [part, holds] of parts) {
    const opener = page.getByRole('button', { name: part, exact: true })
    await opener.focus()
    await page.keyboard.press('Enter')
    await expect(opener).toHaveAttribute('aria-expanded', 'true')
    await expect(panel.getByRole('heading', { name: part })).toBeFocused()
    await expect(panel.getByText(holds)).toBeInViewport()
    await page.keyboard.press('Escape')
    await expect(panel).toBeHidden()
    await expect(opener).toBeFocused()
  }
  await page.getByRole('button', { name: texts.onScreen, exact: true }).click()
  // What lies under the panel is for when it is folded again.
  expect(await smallTargets(page, '#remote')).toEqual([])
  expect(await keyboardGaps(page)).toEqual([])
  await panel.getByRole('button', { name: texts.foldPanel }).click()
  await expect(panel).toBeHidden()
})
