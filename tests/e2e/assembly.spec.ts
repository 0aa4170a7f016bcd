import { readFile, rm } from 'node:fs/promises'

import {
  type Browser,
  type BrowserContextOptions,
  expect,
  type Locator,
  type Page,
  test,
} from '@playwright/test'
import { extractRawText } from 'mammoth'

import {
  codeOf,
  createWall,
  fileUnderNewTheme,
  joinByCode,
  LAPTOP,
  openWriting,
  PHONE,
  PROJECTOR,
  reveal,
  screenLinkOf,
  writeNote,
} from '../support/journey.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { type Border, type Eavesdropper, eavesdrop, watchBorder } from './eavesdrop.ts'

/** The promise is one second on a quiet machine; a busy one still has to be faster than a person wonders. */
const FOLLOWS_MAX_MS = 5000

let server: RunningServer
test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(async () => {
  await server.stop()
  await rm(server.dataDir, { recursive: true, force: true })
})

type Phone = { readonly page: Page; readonly ear: Eavesdropper; readonly group: string }

/** A group's note, in words that stand nowhere else. */
const NOTES: Readonly<Record<string, string>> = {
  'Groupe A': 'abricot : se sentir moins seuls',
  'Groupe B': 'bergamote : trop de route pour deux heures',
  'Groupe C': 'cerise : des outils communs',
}
const LATE_NOTE = 'dattier : un bus pour tous'
const textOf = (group: string) => NOTES[group] ?? ''
const markOf = (group: string) => textOf(group).split(' ')[0] ?? ''

test('an assembly, from the first click to the minutes', async ({ browser }) => {
  const border: Border = { crossed: [], asked: 0 }
  const open = (options: BrowserContextOptions) => openWatched(browser, border, options)
  const wall = await open(LAPTOP)
  await createWall(wall)
  await openWriting(wall, 'Bilan')
  const code = await codeOf(wall)

  const screen = await open(PROJECTOR)
  const screenEar = eavesdrop(screen)
  await screen.goto(await screenLinkOf(wall))
  await expect(screen.getByText(code).first()).toBeVisible()

  const phones: Phone[] = []
  for (const group of Object.keys(NOTES)) {
    const page = await open(PHONE)
    const ear = eavesdrop(page)
    await joinByCode(page, code, group)
    phones.push({ page, ear, group })
  }
  for (const { page, group } of phones) await writeNote(page, textOf(group))
  for (const { page } of phones) await expect(page.getByText('Tout est enregistré.')).toBeVisible()
  for (const text of Object.values(NOTES)) await expect(noteOn(wall, text)).toBeVisible()

  await test.step('before « Dévoiler », nobody receives a byte of another group', async () => {
    for (const { ear, group } of phones) {
      expect(await ear.count()).toBeGreaterThan(10)
      for (const other of Object.keys(NOTES)) {
        expect(await ear.heard(markOf(other)), `${group} heard ${other}`).toBe(other === group)
      }
    }
    expect(await screenEar.count()).toBeGreaterThan(10)
    for (const group of Object.keys(NOTES)) {
      expect(await screenEar.heard(markOf(group)), `the screen heard ${group}`).toBe(false)
    }
  })

  await test.step('the screen follows: « Dévoiler », a theme, the theme alone', async () => {
    await reveal(wall)
    await follows('« Dévoiler »', screen.getByText('À ranger').first())
    expect(await screenEar.heard(markOf('Groupe A'))).toBe(true)
    for (const { page } of phones) {
      await expect(page.getByText('L’écriture est fermée')).toBeVisible()
    }
    await fileUnderNewTheme(wall, textOf('Groupe B'), 'Les distances')
    await follows('a theme', screen.getByText('Les distances').first())
    await wall.getByLabel('Montrer un thème').selectOption('Les distances')
    await follows('the theme alone', screen.getByText(textOf('Groupe B')))
  })

  await openWriting(wall, 'Perspectives')
  const [first] = phones as [Phone]
  await writeNote(first.page, LATE_NOTE, /inventer, créer/)
  await expect(noteOn(wall, LATE_NOTE)).toBeVisible()

  await test.step('the minutes hold everything, on the page and in the file', async () => {
    await wall.getByRole('link', { name: 'Voir le compte-rendu' }).click()
    const all = [...Object.values(NOTES), LATE_NOTE]
    for (const text of all) await expect(wall.getByText(text)).toBeVisible()
    await expect(wall.getByRole('heading', { name: 'Les distances' })).toBeVisible()
    const download = wall.waitForEvent('download')
    await wall.getByRole('button', { name: 'Télécharger (Word)' }).click()
    const path = await (await download).path()
    const { value } = await extractRawText({ buffer: await readFile(path) })
    // The file sets French blanks, which break no line.
    for (const text of all) expect(value.replaceAll('\u00a0', ' ')).toContain(text)
  })

  expect(border.asked).toBeGreaterThan(50)
  expect(border.crossed).toEqual([])
})

async function openWatched(
  browser: Browser,
  border: Border,
  options: BrowserContextOptions,
): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.url, locale: 'fr-FR', ...options })
  watchBorder(border, context, server.url)
  return context.newPage()
}

const noteOn = (wall: Page, text: string) => wall.getByRole('listitem').filter({ hasText: text })

/** Waits for what the screen is to show after something was done, and notes how long that took. */
async function follows(what: string, shown: Locator): Promise<void> {
  const start = performance.now()
  await shown.waitFor({ timeout: FOLLOWS_MAX_MS })
  const ms = performance.now() - start
  test.info().annotations.push({ type: `ms to the screen: ${what}`, description: ms.toFixed(0) })
  expect(ms).toBeLessThan(FOLLOWS_MAX_MS)
}
