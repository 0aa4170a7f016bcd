import { rm } from 'node:fs/promises'

import { expect, test } from '@playwright/test'

import { openDesign } from '../support/design-page.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { sidewaysScroll } from './controls.ts'

const SIZES = [
  [390, 844],
  [1440, 900],
] as const

let server: RunningServer
test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(async () => {
  await server.stop()
  await rm(server.dataDir, { recursive: true, force: true })
})

test('the page of components is built, fits its window, and is photographed', async ({
  browser,
}, testInfo) => {
  const context = await browser.newContext({ baseURL: server.url, locale: 'fr-FR' })
  const hang = () => Promise.reject(new Error('the page of components has no wall'))
  const page = await openDesign({ origin: server.url, open: () => context.newPage(), hang })
  const errors: Error[] = []
  page.on('pageerror', (error) => errors.push(error))
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height })
    expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
    const path = testInfo.outputPath(`components-${width}.png`)
    const picture = await page.screenshot({ path, fullPage: true })
    expect(picture.length).toBeGreaterThan(20_000)
    await testInfo.attach(`components-${width}`, { path, contentType: 'image/png' })
  }
  expect(await page.locator('section section').count()).toBeGreaterThan(5)
  expect(errors).toEqual([])
  await context.close()
})
