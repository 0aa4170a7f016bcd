import { rm } from 'node:fs/promises'

import { type Browser, expect, type Page, test } from '@playwright/test'

import {
  codeOf,
  createWall,
  fileUnderNewTheme,
  joinByCode,
  LAPTOP,
  openPage,
  openWriting,
  PHONE,
  PROJECTOR,
  reveal,
  screenLinkOf,
  writeNote,
} from '../support/journey.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { startStrippingProxy, type StrippingProxy } from '../support/stripping-proxy.ts'

let server: RunningServer
let proxy: StrippingProxy
test.beforeAll(async () => {
  server = await startServer()
  proxy = await startStrippingProxy(server.port)
})
test.afterAll(async () => {
  await proxy.close()
  await server.stop()
  await rm(server.dataDir, { recursive: true, force: true })
})

test('[F29] an assembly behind a proxy that strips websockets: nobody has to know', async ({
  browser,
}) => {
  const wall = await openPage(browser, proxy.url, LAPTOP)
  const socketsOpened = countSockets(wall)
  await createWall(wall)
  await openWriting(wall, 'Bilan')
  const code = await codeOf(wall)
  const screen = await openPage(browser, proxy.url, PROJECTOR)
  await screen.goto(await screenLinkOf(wall))
  await expect(screen.getByText(code).first()).toBeVisible()
  const ada = await join(browser, code, 'Groupe A')
  const ben = await join(browser, code, 'Groupe B')

  await test.step('a note is saved, and seen on the wall and in its group only', async () => {
    await writeNote(ada, 'par la petite porte')
    await expect(ada.getByText('Tout est enregistré.')).toBeVisible()
    await expect(noteOn(wall, 'par la petite porte')).toBeVisible()
    await writeNote(ben, 'chez les voisins')
    await expect(noteOn(wall, 'chez les voisins')).toBeVisible()
    await expect(noteOn(ada, 'chez les voisins')).toBeHidden()
  })

  await test.step('written without network, saved when it is back', async () => {
    await ada.context().setOffline(true)
    await expect(ada.getByText(/^Hors ligne/)).toBeVisible()
    await writeNote(ada, 'pendant la coupure')
    await expect(ada.getByText(/1 note en\sattente/)).toBeVisible()
    await ada.context().setOffline(false)
    await expect(ada.getByText('Tout est enregistré.')).toBeVisible({ timeout: 30_000 })
    await expect(noteOn(wall, 'pendant la coupure')).toBeVisible()
  })

  await test.step('« Dévoiler » and a theme: the screen follows, and the phones', async () => {
    await reveal(wall)
    await expect(screen.getByText('À ranger').first()).toBeVisible({ timeout: 30_000 })
    await expect(ben.getByText('L’écriture est fermée')).toBeVisible()
    await fileUnderNewTheme(wall, 'par la petite porte', 'Les portes')
    await expect(screen.getByText('Les portes').first()).toBeVisible()
  })

  expect(await socketsOpened()).toBe(0)
  expect(proxy.counts.get('POST /sync') ?? 0).toBeGreaterThan(3)
  // One for each page, and for a moment its successor: never one for each document.
  expect(proxy.pollsAtOnce()).toBeLessThanOrEqual(8)
})

test('[F29] where upgrades pass again the page goes back to websockets, and nobody notices', async ({
  browser,
}) => {
  proxy.rules.strips = true
  const wall = await openPage(browser, proxy.url, LAPTOP)
  await createWall(wall)
  await openWriting(wall, 'Bilan')
  const phone = await openPage(browser, proxy.url, PHONE)
  await phone.clock.install()
  const socketsOpened = countSockets(phone)
  await joinByCode(phone, await codeOf(wall), 'Groupe A')
  await writeNote(phone, 'avant')
  await expect(phone.getByText('Tout est enregistré.')).toBeVisible()
  expect(await socketsOpened()).toBe(0)
  proxy.rules.strips = false
  // The next try is up to a minute and a half away.
  await phone.clock.fastForward(100_000)
  // One that tries, then the room's and the group's own.
  await expect.poll(socketsOpened).toBeGreaterThanOrEqual(3)
  const posts = proxy.counts.get('POST /sync') ?? 0
  await writeNote(phone, 'après')
  await expect(phone.getByText('Tout est enregistré.')).toBeVisible()
  await expect(noteOn(wall, 'après')).toBeVisible()
  await expect(noteOn(phone, 'avant')).toHaveCount(1)
  expect(proxy.counts.get('POST /sync') ?? 0).toBe(posts)
})

async function join(browser: Browser, code: string, group: string): Promise<Page> {
  const phone = await openPage(browser, proxy.url, PHONE)
  await joinByCode(phone, code, group)
  return phone
}

/** Websockets of this page on which the server spoke. */
function countSockets(page: Page): () => Promise<number> {
  let spoken = 0
  page.on('websocket', (socket) => socket.once('framereceived', () => spoken++))
  return async () => spoken
}

const noteOn = (page: Page, text: string) => page.getByRole('listitem').filter({ hasText: text })
