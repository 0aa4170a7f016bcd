import { rm } from 'node:fs/promises'

import { noScriptEn } from '@murmure/client/texts/no-script.en'
import { noScriptFr } from '@murmure/client/texts/no-script.fr'
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
import { expectNoSecureContext, launchForPlainHttp, plainOrigin } from '../support/plain-http.ts'
import { type RunningServer, startServer } from '../support/server.ts'

let server: RunningServer
let browser: Browser
test.beforeAll(async ({ launchOptions }) => {
  server = await startServer()
  browser = await launchForPlainHttp(launchOptions)
})
test.afterAll(async () => {
  await browser.close()
  await server.stop()
  await rm(server.dataDir, { recursive: true, force: true })
})

const origin = () => plainOrigin(server.port)

test('[F50] an assembly on plain http, with the network lost in the middle', async () => {
  const wall = await openPage(browser, origin(), LAPTOP)
  await createWall(wall)
  await expectNoSecureContext(wall)
  await openWriting(wall, 'Bilan')
  const code = await codeOf(wall)
  const screen = await openPage(browser, origin(), PROJECTOR)
  await screen.goto(await screenLinkOf(wall))
  await expect(screen.getByText(code).first()).toBeVisible()
  await expectNoSecureContext(screen)

  const [ada, ben, cleo] = await Promise.all([
    join(code, 'Groupe A'),
    join(code, 'Groupe B'),
    join(code, 'Groupe C'),
  ])
  await expectNoSecureContext(ada)
  await writeNote(ada, 'avant la coupure')
  await writeNote(ben, 'chez les voisins')
  await expect(noteOn(wall, 'avant la coupure')).toBeVisible()

  await test.step('a phone reloaded keeps its draft and who it is', async () => {
    await cleo.getByRole('radio').first().check()
    await cleo.getByRole('textbox').fill('à moitié écrit')
    const before = await identityOf(cleo)
    expect(before).toMatch(/^[A-Za-z0-9_-]{16}$/)
    await cleo.reload()
    await expect(cleo.getByRole('textbox')).toHaveValue('à moitié écrit')
    await expect(cleo.getByRole('heading', { name: 'Groupe C' })).toBeVisible()
    expect(await identityOf(cleo)).toBe(before)
    await cleo.getByRole('button', { name: /Coller sur le mur/ }).click()
    await expect(noteOn(wall, 'à moitié écrit')).toBeVisible()
  })

  await test.step('two tabs of one person: each note is there once, in both', async () => {
    const second = await ada.context().newPage()
    await second.goto(ada.url())
    await expectNoSecureContext(second)
    await expect(second.getByText('Tout est enregistré.')).toBeVisible()
    expect(await identityOf(second)).toBe(await identityOf(ada))
    await writeNote(second, 'du second onglet')
    await expect(ada.getByRole('listitem').filter({ hasText: 'du second onglet' })).toHaveCount(1)
    await second.reload()
    await expect(noteOn(second, 'du second onglet')).toHaveCount(1)
    await second.close()
    await expect(noteOn(wall, 'du second onglet')).toHaveCount(1)
  })

  await test.step('a note written without network arrives when it is back', async () => {
    await server.kill()
    await expect(ada.getByText(/^Hors ligne/)).toBeVisible()
    await writeNote(ada, 'pendant la coupure')
    await expect(ada.getByText(/1 note en\sattente/)).toBeVisible()
    server = await startServer({ dataDir: server.dataDir, port: server.port })
    await expect(ada.getByText('Tout est enregistré.')).toBeVisible({ timeout: 30_000 })
    await expect(noteOn(wall, 'pendant la coupure')).toBeVisible({ timeout: 30_000 })
  })

  await test.step('« Dévoiler », a theme', async () => {
    await reveal(wall)
    await expect(screen.getByText('À ranger').first()).toBeVisible({ timeout: 30_000 })
    await expect(ben.getByText('L’écriture est fermée')).toBeVisible()
    await fileUnderNewTheme(wall, 'pendant la coupure', 'Le réseau')
    await expect(screen.getByText('Le réseau').first()).toBeVisible()
  })

  await test.step('restitution: the notes of one group, for the person who speaks for it', async () => {
    const choice = wall.getByRole('combobox', { name: 'Montrer un groupe' })
    await choice.selectOption('Groupe B')
    await expect(screen.getByRole('heading', { name: /Groupe B/ })).toBeVisible()
    await expect(screen.getByText('chez les voisins')).toBeVisible()
    await expect(screen.getByText('avant la coupure')).toBeHidden()
    await choice.selectOption('Groupe A')
    await expect(screen.getByText('avant la coupure')).toBeVisible()
    await expect(screen.getByText('pendant la coupure')).toBeVisible()
    await expect(screen.getByText('chez les voisins')).toBeHidden()
  })

  await test.step('the minutes, on the page and as a file', async () => {
    await wall.getByRole('link', { name: 'Voir le compte-rendu' }).click()
    const written = ['avant la coupure', 'pendant la coupure', 'chez les voisins', 'à moitié écrit']
    for (const text of written) await expect(wall.getByText(text)).toBeVisible()
    await expect(wall.getByRole('heading', { name: 'Le réseau' })).toBeVisible()
    const download = wall.waitForEvent('download')
    await wall.getByRole('button', { name: 'Télécharger (Word)' }).click()
    expect((await download).suggestedFilename()).toMatch(/\.docx$/)
  })

  await test.step('printed, the minutes are a sheet of paper', async () => {
    const pdf = await wall.pdf({ format: 'A4' })
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pdf.length).toBeGreaterThan(10_000)
  })
})

test('the join page works without script', async () => {
  const wall = await openPage(browser, origin(), LAPTOP)
  await createWall(wall)
  const phone = await openPage(browser, origin(), { ...PHONE, javaScriptEnabled: false })
  await joinByCode(phone, await codeOf(wall), 'Groupe B')
  expect(new URL(phone.url()).pathname).toMatch(/^\/e\//)
  await test.step('and the page behind it says that it cannot do without', async () => {
    // Not by its text: that search passes over what stands in a noscript.
    const said = phone.locator('noscript p')
    await expect(said).toHaveText([noScriptFr.needed, noScriptEn.needed])
    await expect(said.first()).toBeVisible()
  })
})

async function join(code: string, group: string): Promise<Page> {
  const phone = await openPage(browser, origin(), PHONE)
  await joinByCode(phone, code, group)
  return phone
}

/** The participant id that this browser keeps for its board. */
function identityOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const stored = JSON.stringify(localStorage)
    return /participantId[^A-Za-z0-9]+([A-Za-z0-9_-]+)/.exec(stored)?.[1] ?? ''
  })
}

const noteOn = (wall: Page, text: string) => wall.getByRole('listitem').filter({ hasText: text })
