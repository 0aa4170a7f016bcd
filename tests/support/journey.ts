import { type Browser, type BrowserContextOptions, expect, type Page } from '@playwright/test'

export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true }
export const LAPTOP = { viewport: { width: 1440, height: 900 } }
export const PROJECTOR = { viewport: { width: 1920, height: 1080 } }

/** A page in a browser profile of its own: another person, or another device. */
export async function openPage(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions,
): Promise<Page> {
  const context = await browser.newContext({ baseURL: origin, locale: 'fr-FR', ...options })
  return context.newPage()
}

/** The one click of the start page. Ends on the facilitator's wall. */
export async function createWall(page: Page): Promise<void> {
  await page.goto('/')
  await page.getByRole('button', { name: 'Créer ce mur', exact: true }).click()
  await page.waitForURL(/\/a\//)
  await expect(page.getByRole('region', { name: 'Bilan', exact: true })).toBeVisible()
}

/** « 482 915 », as it stands on the wall. */
export async function codeOf(wall: Page): Promise<string> {
  const button = wall.getByRole('button', { name: /^Code \d{3}/ })
  return /\d{3}.\d{3}/.exec((await button.getAttribute('aria-label')) ?? '')?.[0] ?? ''
}

/** Where « Ouvrir l’écran » leads. */
export async function screenLinkOf(wall: Page): Promise<string> {
  const link = await wall.getByRole('link', { name: /Ouvrir l’écran/ }).getAttribute('href')
  return new URL(link ?? '', wall.url()).href
}

export async function openWriting(wall: Page, section: string): Promise<void> {
  await wall.getByRole('button', { name: `Ouvrir l’écriture de ${section}` }).click()
  await expect(wall.getByRole('button', { name: `Fermer l’écriture de ${section}` })).toBeVisible()
}

/** By the code, without a name. Ends on the phone's page. */
export async function joinByCode(page: Page, code: string, group: string): Promise<void> {
  await page.goto(`/r/${code.replace(/\D/g, '')}`)
  await page.getByRole('radio', { name: group }).check()
  await page.getByRole('button', { name: /^Rejoindre/ }).click()
  await page.waitForURL(/\/e\//)
}

/** Sticks a note under a question, the first one if there is no matter which. */
export async function writeNote(phone: Page, text: string, question?: RegExp): Promise<void> {
  const questions = phone.getByRole('radio')
  await expect(phone.getByRole('textbox')).toBeVisible()
  if (question) await phone.getByRole('radio', { name: question }).check()
  else if ((await questions.count()) > 0) await questions.first().check()
  await phone.getByRole('textbox').fill(text)
  await phone.getByRole('button', { name: /Coller sur le mur/ }).click()
  await expect(phone.getByRole('listitem').filter({ hasText: text })).toBeVisible()
}

export async function reveal(wall: Page): Promise<void> {
  await wall.getByRole('button', { name: /Dévoiler$/ }).click()
  await wall.getByRole('button', { name: 'Dévoiler les notes' }).click()
}

/** By the note's menu: no dragging. */
export async function fileUnderNewTheme(wall: Page, text: string, theme: string): Promise<void> {
  await wall.getByRole('button', { name: `Ranger ou mettre de côté : ${text}` }).click()
  const dialog = wall.getByRole('dialog')
  await dialog.getByLabel(/^Nouveau thème dans/).fill(theme)
  await dialog.getByRole('button', { name: 'Créer' }).click()
  await expect(dialog).toBeHidden()
}

/** Takes the first note off the wall, by one key. */
export async function retireFirst(wall: Page): Promise<void> {
  const notes = wall.getByRole('listitem').filter({ has: wall.getByRole('article') })
  await notes.first().focus()
  await wall.keyboard.press('r')
}
