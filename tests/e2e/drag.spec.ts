import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { type Browser, expect, type Locator, type Page, test } from '@playwright/test'

import { createApi } from '../replay/api.ts'
import { BIN, ROOT } from '../scripts/run-command.ts'
import { gatherCrowd } from '../support/crowd.ts'
import { LAPTOP, openPage } from '../support/journey.ts'
import { expectNoSecureContext, launchForPlainHttp, plainOrigin } from '../support/plain-http.ts'
import { type RunningServer, startServer } from '../support/server.ts'

const THEMES = 52
/** One more still fits: a theme shows its first forty. */
const NOTES_EACH = 39
/** What one person writes: at most 500 notes. */
const THEMES_EACH = 10

let server: RunningServer
/** Everything here on plain http, under a name: nothing that moves a note may need a secure context. */
let browser: Browser
/** A build that counts how often notes render: `noteRenders` (see `note-renders.ts`). */
let measured: string
let crowdedWall: string
let smallWall: string
let close: readonly (() => void)[]

test.beforeAll(async ({ launchOptions }) => {
  test.setTimeout(120_000)
  // One listener per stock client, by y-websocket: not a leak.
  process.setMaxListeners(0)
  measured = await mkdtemp(join(tmpdir(), 'murmure-measured-'))
  const args = ['build', 'client', '--mode', 'measure', '--outDir', measured, '--emptyOutDir']
  const env = { ...process.env, NODE_ENV: 'production' }
  const { status, stderr } = spawnSync(BIN.vite, args, { cwd: ROOT, encoding: 'utf8', env })
  expect(status, stderr).toBe(0)
  server = await startServer()
  browser = await launchForPlainHttp(launchOptions)
  const crowded = await hangWall(THEMES, NOTES_EACH)
  const small = await hangWall(4, 2)
  crowdedWall = crowded.path
  smallWall = small.path
  close = [crowded.close, small.close]
})
test.afterAll(async () => {
  for (const end of close) end()
  await browser.close()
  await server.stop()
  await rm(server.dataDir, { recursive: true, force: true })
  await rm(measured, { recursive: true, force: true })
})

test('over 2,000 notes: dragging one renders none, dropping it only what changed', async () => {
  const wall = await openMeasured(crowdedWall)
  await expect(wall.locator('[data-card-id]')).toHaveCount(THEMES * NOTES_EACH)
  const note = noteOn(wall, 'note 0.0')
  // The first of the second column: both stand in the window.
  const target = themeOn(wall, 'Thème 13')
  const to = await centreOf(themeHead(target))
  const before = await renders(wall)
  expect(before).toBeGreaterThanOrEqual(THEMES * NOTES_EACH)

  await wall.mouse.move(...(await centreOf(note)))
  await wall.mouse.down()
  await wall.mouse.move(...to, { steps: 30 })
  await expect(target).toHaveAttribute('data-over', 'true')
  expect(await renders(wall)).toBe(before)

  await wall.mouse.up()
  await expect(target.getByText('note 0.0', { exact: true })).toBeVisible()
  const rendered = (await renders(wall)) - before
  test.info().annotations.push({ type: 'renders by the drop', description: String(rendered) })
  expect(rendered).toBeLessThanOrEqual(2)
})

test('by touch only: a finger that rests takes the note', async () => {
  const wall = await openPage(browser, plainOrigin(server.port), { ...LAPTOP, hasTouch: true })
  await wall.goto(smallWall)
  await expectNoSecureContext(wall)
  const target = themeOn(wall, 'Thème 1')
  const from = await centreOf(noteOn(wall, 'note 0.0'))
  const to = await centreOf(themeHead(target))
  const finger = await wall.context().newCDPSession(wall)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: readonly [number, number]) =>
    finger.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: at ? [{ x: at[0], y: at[1] }] : [],
    })
  await touch('touchStart', from)
  await expect(wall.locator('[data-held]').first()).toBeAttached()
  for (const part of [0.25, 0.5, 0.75, 1]) {
    await touch('touchMove', [
      from[0] + (to[0] - from[0]) * part,
      from[1] + (to[1] - from[1]) * part,
    ])
  }
  await expect(target).toHaveAttribute('data-over', 'true')
  await touch('touchEnd')
  await expect(target.getByText('note 0.0', { exact: true })).toBeVisible()
})

test('by its menu only', async () => {
  const wall = await openPage(browser, plainOrigin(server.port), LAPTOP)
  await wall.goto(smallWall)
  await expectNoSecureContext(wall)
  await wall.getByRole('button', { name: 'Ranger ou mettre de côté : note 0.1' }).click()
  await wall.getByRole('dialog').getByRole('button', { name: 'Thème 2' }).click()
  await expect(themeOn(wall, 'Thème 2').getByText('note 0.1', { exact: true })).toBeVisible()
  await wall.getByRole('button', { name: /^Annuler/ }).click()
  await expect(themeOn(wall, 'Thème 0').getByText('note 0.1', { exact: true })).toBeVisible()
})

test('by keyboard only: taken, carried, put down, and the focus goes along', async () => {
  const wall = await openPage(browser, plainOrigin(server.port), LAPTOP)
  await wall.goto(smallWall)
  await expectNoSecureContext(wall)
  const note = wall.getByRole('listitem', { name: 'note 3.0' })
  await expect(note).toBeVisible()
  await tabUntil(wall, wall.locator('[data-stop]').first())
  for (let press = 0; press < 30 && !(await isFocused(note)); press++) {
    await wall.keyboard.press('ArrowDown')
  }
  await expect(note).toBeFocused()
  await wall.keyboard.press('Space')
  await wall.keyboard.press('ArrowUp')
  await wall.keyboard.press('Enter')
  await expect(themeOn(wall, 'Thème 2').getByText('note 3.0', { exact: true })).toBeVisible()
  await expect(wall.getByRole('listitem', { name: 'note 3.0' })).toBeFocused()

  // By its dialog: the note is a new element at its new place, and the dialog's way back is gone.
  await wall.keyboard.press('Enter')
  await wall.getByRole('dialog').getByRole('button', { name: 'Thème 1', exact: true }).focus()
  await wall.keyboard.press('Enter')
  await expect(themeOn(wall, 'Thème 1').getByText('note 3.0', { exact: true })).toBeVisible()
  await expect(wall.getByRole('listitem', { name: 'note 3.0' })).toBeFocused()
  await wall.keyboard.press('ArrowUp')
  await expect(wall.locator('[data-stop]:focus')).toBeVisible()
  await wall.keyboard.press('Control+z')
  await expect(themeOn(wall, 'Thème 2').getByText('note 3.0', { exact: true })).toBeVisible()
  await wall.keyboard.press('Control+z')
  await expect(themeOn(wall, 'Thème 3').getByText('note 3.0', { exact: true })).toBeVisible()
})

test('on « + Thème » a dropped note makes a theme there, and its name is asked for', async () => {
  const wall = await openPage(browser, plainOrigin(server.port), LAPTOP)
  await wall.goto(smallWall)
  await expectNoSecureContext(wall)
  await expect(noteOn(wall, 'note 3.1')).toBeVisible()
  const add = wall.getByRole('button', { name: /^Nouveau thème dans/ })
  const elsewhere = add.nth(1)
  const column = (await elsewhere.getAttribute('aria-label'))?.replace('Nouveau thème dans ', '')
  await drag(wall, noteOn(wall, 'note 3.1'), elsewhere)
  const field = wall.getByRole('textbox', { name: 'Renommer le thème Sans titre' })
  await expect(field).toBeFocused()
  await expect(wall.getByRole('contentinfo').getByRole('status').first()).toHaveText(
    /^Note rangée dans «\u00a0Sans titre\u00a0» \(colonne .+\)\. «\u00a0Annuler\u00a0» la remet/,
  )
  await wall.keyboard.type('Du soir')
  await wall.keyboard.press('Enter')
  const made = themeOn(wall, 'Du soir')
  await expect(made).toHaveAccessibleName(`Du soir, ${column}, 1 note`)
  await expect(made.getByText('note 3.1', { exact: true })).toBeVisible()
  await expect(themeHead(made)).toBeFocused()
  await wall.keyboard.press('Control+z')
  await wall.keyboard.press('Control+z')
  await expect(themeOn(wall, 'Thème 3').getByText('note 3.1', { exact: true })).toBeVisible()
})

test('a note that comes into another column by its theme says so', async () => {
  const wall = await openPage(browser, plainOrigin(server.port), LAPTOP)
  await wall.goto(smallWall)
  await expectNoSecureContext(wall)
  const said = wall.getByRole('contentinfo').getByRole('status').first()
  await wall.getByRole('button', { name: 'Ranger ou mettre de côté : note 2.1' }).click()
  await wall.getByRole('dialog').getByRole('button', { name: 'Thème 3', exact: true }).click()
  await expect(said).toHaveText('Note rangée dans Thème 3.')
  await wall.keyboard.press('Control+z')
  await expect(themeOn(wall, 'Thème 2').getByText('note 2.1', { exact: true })).toBeVisible()
  const column = wall.getByRole('region', { name: /^À ranger, (?!Ce que)/ }).first()
  await drag(wall, noteOn(wall, 'note 2.1'), column)
  await expect(said).toContainText('(colonne ')
  await wall.keyboard.press('Control+z')
  await expect(themeOn(wall, 'Thème 2').getByText('note 2.1', { exact: true })).toBeVisible()
})

async function drag(wall: Page, note: Locator, to: Locator): Promise<void> {
  await wall.mouse.move(...(await centreOf(note)))
  await wall.mouse.down()
  await wall.mouse.move(...(await centreOf(to)), { steps: 20 })
  await expect(wall.locator('[data-over]')).toHaveCount(1)
  await wall.mouse.up()
}

async function hangWall(themes: number, notesEach: number) {
  const api = createApi(server.url)
  const created = await api.createBoard({ title: `${themes} thèmes` })
  const { boardId, code, secrets, sections, columns, groups } = created
  const facilitator = await api.openSession({ boardId, secret: secrets.facilitator })
  for (const { sectionId } of sections) await api.command(facilitator, { type: 'open', sectionId })
  const join = (groupId: string) => api.openSession({ code, groupId })
  const crowd = await gatherCrowd({ origin: server.url, facilitator, join })
  // The small wall fits one column; on the crowded one the first themes stand in the first column.
  const all = Array.from({ length: themes }, (_, theme) => ({
    title: `Thème ${theme}`,
    columnId:
      columns[Math.floor((theme * columns.length) / Math.max(themes, THEMES))]?.columnId ?? '',
    texts: Array.from({ length: notesEach }, (_each, note) => `note ${theme}.${note}`),
  }))
  for (let person = 0; person * THEMES_EACH < themes; person++) {
    const own = all.slice(person * THEMES_EACH, (person + 1) * THEMES_EACH)
    const notes = own.flatMap(({ columnId, texts }) => texts.map((text) => ({ columnId, text })))
    const cardIds = await crowd.stick(groups[person % groups.length]?.groupId ?? '', notes)
    for (const [index, { title, columnId }] of own.entries()) {
      crowd.theme(title, columnId, cardIds.slice(index * notesEach, (index + 1) * notesEach))
    }
  }
  return { path: `/a/${boardId}#${secrets.facilitator}`, close: crowd.close }
}

/**
 * The scripts of the measuring build in the page of the real server: a page that does not come from there
 * itself may not speak to a local address.
 */
async function openMeasured(path: string): Promise<Page> {
  const wall = await openPage(browser, plainOrigin(server.port), {
    viewport: { width: 1920, height: 1080 },
  })
  const names = await readdir(join(measured, 'assets'))
  const isEntry = (name: string) => /^wall-(?!parts-)[^.]*\.js$/.test(name)
  const entry = names.find(isEntry) ?? ''
  await wall.route('**/assets/*.js', (route) => {
    const asked = new URL(route.request().url()).pathname.split('/').at(-1) ?? ''
    const name = isEntry(asked) ? entry : asked
    if (!names.includes(name)) return route.continue()
    return route.fulfill({ path: join(measured, 'assets', name) })
  })
  await wall.goto(path)
  return wall
}

const renders = (wall: Page) => wall.evaluate(() => globalThis.noteRenders ?? 0)

const noteOn = (wall: Page, text: string): Locator =>
  wall.locator('[data-card-id]').filter({ has: wall.getByText(text, { exact: true }) })

const themeOn = (wall: Page, title: string): Locator =>
  wall.getByRole('region', { name: new RegExp(`^${title}, `) })

const themeHead = (theme: Locator): Locator => theme.locator('header').first()

async function centreOf(target: Locator): Promise<[x: number, y: number]> {
  const box = await target.boundingBox()
  if (!box) throw new Error('nothing there to point at')
  return [box.x + box.width / 2, box.y + box.height / 2]
}

async function tabUntil(wall: Page, target: Locator): Promise<void> {
  for (let press = 0; press < 40 && !(await isFocused(target)); press++) {
    await wall.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}

const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement)

declare global {
  var noteRenders: number | undefined
}
