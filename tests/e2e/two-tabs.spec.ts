import { rm } from 'node:fs/promises'

import { expect, type Page, test } from '@playwright/test'

import { EXHIBITS } from '../demo/exhibit.ts'
import { type ExhibitBoard, hangExhibit } from '../support/exhibit-board.ts'
import { joinByCode, openPage, PHONE, writeNote } from '../support/journey.ts'
import { refuseOneWrite } from '../support/page-faults.ts'
import { type RunningServer, startServer } from '../support/server.ts'

let server: RunningServer
let board: ExhibitBoard
test.beforeEach(async () => {
  // One listener per stock client, by y-websocket: not a leak.
  process.setMaxListeners(0)
  server = await startServer()
  board = await hangExhibit(server.url, { exhibit: EXHIBITS.fr, locale: 'fr', until: 'writing' })
})
test.afterEach(async () => {
  board.close()
  await server.stop()
  await rm(server.dataDir, { recursive: true, force: true })
})

test('[F13] two tabs of one person, reloaded together with unsaved notes: each note is there once', async ({
  browser,
}) => {
  const [one, two] = await openTabs(await openPage(browser, server.url, PHONE))
  await writeNote(one, 'Du premier onglet')
  await expect(two.getByText('Du premier onglet')).toBeVisible()

  await server.kill()
  await writeNote(one, 'Du premier, sans serveur')
  await writeNote(two, 'Du second, sans serveur')
  server = await startServer({ dataDir: server.dataDir, port: server.port })
  await Promise.all([one.reload(), two.reload()])
  for (const tab of [one, two]) {
    for (const text of ['Du premier, sans serveur', 'Du second, sans serveur']) {
      await expect(tab.getByRole('listitem').filter({ hasText: text })).toHaveCount(1)
    }
    await expect(tab.getByRole('status').first()).toHaveText('Tout est enregistré.')
  }
  const counts = () =>
    ['Du premier onglet', 'Du premier, sans serveur', 'Du second, sans serveur'].map(
      (text) => board.crowd.board().cards.filter((card) => card.text === text).length,
    )
  await expect.poll(counts).toEqual([1, 1, 1])
})

test('[F13] one of two tabs is refused while both have notes under way and words in their fields: each is there once, and nothing is typed in vain', async ({
  browser,
}) => {
  const page = await openPage(browser, server.url, PHONE)
  const refusing = await refuseOneWrite(page)
  const [one, two] = await openTabs(page)
  await writeNote(one, 'Du premier onglet')
  await expect(two.getByText('Du premier onglet')).toBeVisible()

  await two.context().setOffline(true)
  await writeNote(two, 'Du second, sans réseau')
  await two.context().setOffline(false)
  refusing.arm()
  await writeNote(one, 'Refusée une fois')
  await two.getByRole('textbox').fill('Commencée dans le second')
  await expect.poll(refusing.count).toBe(1)
  const texts = ['Du premier onglet', 'Refusée une fois', 'Du second, sans réseau']
  for (const tab of [one, two]) {
    for (const text of texts)
      await expect(tab.getByRole('listitem').filter({ hasText: text })).toHaveCount(1)
    await expect(tab.getByRole('status').first()).toHaveText('Tout est enregistré.')
  }
  await expect(two.getByRole('textbox')).toHaveValue('Commencée dans le second')
  await Promise.all([one.reload(), two.reload()])
  for (const tab of [one, two]) {
    await expect(tab.getByRole('listitem').filter({ hasText: 'Refusée une fois' })).toHaveCount(1)
    await expect(tab.getByRole('status').first()).toHaveText('Tout est enregistré.')
  }
  const counts = () =>
    texts.map((text) => board.crowd.board().cards.filter((card) => card.text === text).length)
  await expect.poll(counts).toEqual([1, 1, 1])
})

/** Two tabs in one browser: one person, one identity, one store. */
async function openTabs(one: Page): Promise<readonly [Page, Page]> {
  await joinByCode(one, board.created.code, 'Groupe A')
  const two = await one.context().newPage()
  await two.goto(one.url())
  await expect(two.getByRole('textbox')).toBeVisible()
  return [one, two]
}
