import { rm } from 'node:fs/promises'

import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test'

import { EXHIBITS } from '../demo/exhibit.ts'
import { type ExhibitBoard, type ExhibitStage, hangExhibit } from '../support/exhibit-board.ts'
import type { Scene } from '../support/scene.ts'
import { openScenes } from '../support/scenes.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { violations } from './axe.ts'
import {
  changedSight,
  cutOff,
  keyboardGaps,
  markSight,
  sidewaysScroll,
  smallTargets,
} from './controls.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const CONTRAST = { type: 'rule' as const, values: ['color-contrast'] }
const NEWS_EVERY_MS = 5000
const BURST = 50
const BATCH = 5

// The longest file: shared by the workers, each with a server of its own.
test.describe.configure({ mode: 'parallel' })

let server: RunningServer
const boards = new Map<ExhibitStage, Promise<ExhibitBoard>>()
test.beforeAll(async () => {
  // One listener per stock client, by y-websocket: not a leak.
  process.setMaxListeners(0)
  server = await startServer()
})
test.afterAll(async () => {
  for (const board of boards.values()) (await board).close()
  await server.stop()
  await rm(server.dataDir, { recursive: true, force: true })
})

/** The page of components is for those who build them: both palettes at once, beside each other. */
const SERVED = openScenes('fr').filter(({ name }) => name !== 'design')

for (const scene of SERVED) {
  test(`${scene.name}: readable and workable by everybody`, async ({ browser }) => {
    const { page, context } = await openScene(browser, scene)
    await test.step('axe', async () => {
      expect.soft(await violations(page, TAGS)).toEqual([])
    })
    // What axe judges besides colours follows from what is shown: once the same is, it need not be judged again.
    // Nor is what a pointer uncovers: axe scrolls under it.
    await page.mouse.move(0, 0)
    await markSight(page)
    await test.step('dark: the same is shown, with enough contrast', async () => {
      await page.emulateMedia({ colorScheme: 'dark' })
      expect.soft(await changedSight(page)).toEqual([])
      expect.soft(await violations(page, CONTRAST)).toEqual([])
    })
    // The palette is the person's own there: axe would compute with colours that nobody sees.
    await test.step('forced colours: the same is shown', async () => {
      await page.emulateMedia({ forcedColors: 'active', colorScheme: 'light' })
      expect.soft(await changedSight(page)).toEqual([])
      await page.emulateMedia({ forcedColors: 'none' })
    })
    await test.step('targets of 44 px', async () => {
      expect.soft(await smallTargets(page)).toEqual([])
    })
    await test.step('every control by Tab, with a visible focus', async () => {
      expect.soft(await keyboardGaps(page)).toEqual([])
    })
    await test.step('at 200 %, nothing is cut off', async () => {
      const { width, height } = sizeOf(scene)
      await page.setViewportSize({ width: width / 2, height: height / 2 })
      expect.soft(await cutOff(page)).toEqual([])
      expect.soft(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
    })
    if (/^(?:phone|join|home|minutes|kit)/.test(scene.name)) {
      await test.step('320 px wide, no sideways scrolling', async () => {
        await page.setViewportSize({ width: 320, height: 568 })
        expect.soft(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
        expect.soft(await cutOff(page)).toEqual([])
      })
    }
    await context.close()
  })
}

test('a burst of notes from elsewhere is announced at most once in five seconds', async ({
  browser,
}) => {
  const board = await hang('empty')
  const [section] = board.created.sections
  await board.command({ type: 'open', sectionId: section?.sectionId ?? '' })
  const page = await (await browser.newContext({ baseURL: server.url })).newPage()
  await page.goto(board.wallPath)
  await page.getByRole('button', { name: /^Fermer l’écriture/ }).waitFor()
  await page.evaluate(recordLiveRegions)
  const [group] = board.created.groups
  const columns = board.created.columns.filter(({ section: own }) => own === section?.sectionId)
  const stick = (count: number, text: string) =>
    board.crowd.stick(
      group?.groupId ?? '',
      Array.from({ length: count }, (_, place) => ({
        // A column shows its first forty notes only.
        columnId: columns[place % columns.length]?.columnId ?? '',
        text: `${text} ${place}`,
      })),
    )
  const heard = () => page.evaluate(() => globalThis.murmureSaid ?? [])
  // What comes while a wall opens is not news: so until it speaks.
  const hears = expect.configure({ timeout: 20_000 })
  await hears
    .poll(async () => {
      await stick(1, 'goutte')
      return (await heard()).length
    })
    .toBeGreaterThan(0)
  for (let sent = 0; sent < BURST; sent += BATCH) await stick(BATCH, `rafale ${sent}`)
  await expect(page.getByText(`rafale ${BURST - BATCH} ${BATCH - 1}`)).toBeVisible()
  await hears.poll(async () => (await heard()).length).toBeGreaterThan(1)
  const said = await heard()
  test.info().annotations.push({ type: 'announcements', description: JSON.stringify(said) })
  for (const [index, { at }] of said.entries()) {
    const before = said[index - 1]?.at ?? -Infinity
    expect(at - before).toBeGreaterThan(NEWS_EVERY_MS * 0.95)
  }
})

declare global {
  var murmureSaid: { readonly at: number; readonly text: string }[] | undefined
}

/** Notes each text that a screen reader would be told. */
function recordLiveRegions(): void {
  const said: NonNullable<typeof globalThis.murmureSaid> = []
  globalThis.murmureSaid = said
  const isLive = (node: Node | null): Element | null | undefined =>
    (node instanceof Element ? node : node?.parentElement)?.closest(
      '[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log], output',
    )
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const text = isLive(target)?.textContent?.trim() ?? ''
      if (text !== '' && said.at(-1)?.text !== text) said.push({ at: performance.now(), text })
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true })
}

function sizeOf({ name }: Scene): { width: number; height: number } {
  if (/^(?:phone|join)/.test(name)) return { width: 780, height: 1688 }
  return name.startsWith('screen') ? { width: 1920, height: 1080 } : { width: 1440, height: 900 }
}

async function openScene(
  browser: Browser,
  scene: Scene,
): Promise<{ readonly page: Page; readonly context: BrowserContext }> {
  const contexts: BrowserContext[] = []
  const page = await scene.open({
    origin: server.url,
    hang,
    async open() {
      // Without motion: a colour that is still on its way has a contrast of its own.
      const options = { locale: 'fr-FR', reducedMotion: 'reduce' } as const
      const context = await browser.newContext({ baseURL: server.url, ...options })
      contexts.push(context)
      return context.newPage()
    },
  })
  const context = page.context()
  for (const other of contexts) if (other !== context) await other.close()
  const isPhone = /^(?:phone|join)/.test(scene.name)
  await page.setViewportSize(isPhone ? { width: 390, height: 844 } : sizeOf(scene))
  return { page, context }
}

function hang(until: ExhibitStage): Promise<ExhibitBoard> {
  const board =
    boards.get(until) ?? hangExhibit(server.url, { exhibit: EXHIBITS.fr, locale: 'fr', until })
  boards.set(until, board)
  return board
}
