import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import type { Locale } from '@murmure/shared/room'

import { EXHIBITS } from '../demo/exhibit.ts'
import config from '../playwright.config.ts'
import { type ExhibitBoard, type ExhibitStage, hangExhibit } from '../support/exhibit-board.ts'
import { indexPng } from '../support/indexed-png.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { ROOT } from './run-command.ts'
import type { Scene } from '../support/scene.ts'
import { openScenes } from '../support/scenes.ts'

const SIZES = [
  [390, 844],
  [320, 568],
  [1440, 900],
  [1024, 768],
  [1920, 1080],
] as const
const SCHEMES = ['light', 'dark'] as const
const LOCALES: readonly Locale[] = ['fr', 'en']

/** Those of the README: file, scene, width; in French, by daylight. */
const CHOSEN: readonly (readonly [file: string, scene: string, width: number])[] = [
  ['home', 'home', 1440],
  ['join', 'join', 390],
  ['phone', 'phone-writing', 390],
  ['wall-before', 'wall-before', 1440],
  ['wall', 'wall-after', 1440],
  ['screen-before', 'screen-before', 1920],
  ['screen-wall', 'screen-wall', 1920],
  ['minutes', 'minutes', 1440],
]
const CHOSEN_MAX_BYTES = 200_000

type Shot = { readonly scene: string; readonly file: string }

/**
 * `pnpm screenshots [scene…]`: every face in every state, size, scheme and language, into
 * `test-results/screenshots`, with a page that shows them all. Those of the README go to `docs/screenshots`
 * when all of theirs are photographed.
 */
async function main(wanted: readonly string[]): Promise<void> {
  const folder = join(ROOT, 'test-results/screenshots')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const server = await startServer()
  const browser = await chromium.launch(config.use?.launchOptions ?? {})
  try {
    const shots: Shot[] = []
    for (const locale of LOCALES) {
      shots.push(...(await photographAll(browser, server, locale, folder, wanted)))
    }
    await writeFile(join(folder, 'index.html'), contactSheet(shots))
    const hasChosen = CHOSEN.every(([, scene]) => wanted.includes(scene))
    if (wanted.length === 0 || hasChosen) await choose(folder)
    process.stdout.write(`${shots.length} → ${folder}/index.html\n`)
  } finally {
    await browser.close()
    await server.stop()
    await rm(server.dataDir, { recursive: true, force: true })
  }
}

async function photographAll(
  browser: Browser,
  server: RunningServer,
  locale: Locale,
  folder: string,
  wanted: readonly string[],
): Promise<readonly Shot[]> {
  const exhibit = EXHIBITS[locale]
  const boards = new Map<ExhibitStage, Promise<ExhibitBoard>>()
  const contexts: BrowserContext[] = []
  const open = async (): Promise<Page> => {
    const context = await browser.newContext({
      baseURL: server.url,
      locale: locale === 'fr' ? 'fr-FR' : 'en-GB',
      timezoneId: 'Europe/Paris',
      reducedMotion: 'reduce',
    })
    contexts.push(context)
    return context.newPage()
  }
  // Once each: scenes share boards, and an address may not make many.
  const hang = (until: ExhibitStage) => {
    const board = boards.get(until) ?? hangExhibit(server.url, { exhibit, locale, until })
    boards.set(until, board)
    return board
  }
  const shots: Shot[] = []
  for (const scene of openScenes(locale)) {
    if (wanted.length > 0 && !wanted.includes(scene.name)) continue
    const page = await scene.open({ open, hang, origin: server.url })
    shots.push(...(await photograph(page, scene, join(folder, locale))))
    for (const context of contexts.splice(0)) await context.close()
  }
  for (const board of boards.values()) (await board).close()
  return shots
}

async function photograph(page: Page, scene: Scene, folder: string): Promise<readonly Shot[]> {
  const shots: Shot[] = []
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height })
    for (const scheme of SCHEMES) {
      await page.emulateMedia({ colorScheme: scheme })
      await page.evaluate(() => document.fonts.ready)
      const file = join(folder, scheme, `${scene.name}-${width}x${height}.png`)
      await page.screenshot({ path: file, fullPage: scene.whole ?? false, animations: 'disabled' })
      shots.push({ scene: scene.name, file })
    }
  }
  return shots
}

async function choose(folder: string): Promise<void> {
  const target = join(ROOT, 'docs/screenshots')
  await rm(target, { recursive: true, force: true })
  await mkdir(target, { recursive: true })
  for (const [name, scene, width] of CHOSEN) {
    const height = SIZES.find(([each]) => each === width)?.[1] ?? 0
    const source = join(folder, 'fr/light', `${scene}-${width}x${height}.png`)
    const image = indexPng(await readFile(source))
    if (image.length > CHOSEN_MAX_BYTES) throw new Error(`${name}: ${image.length} bytes`)
    await writeFile(join(target, `${name}.png`), image)
  }
}

function contactSheet(shots: readonly Shot[]): string {
  const figures = shots.map(({ scene, file }) => {
    const path = file.split('/screenshots/').at(-1) ?? file
    return `<figure><a href="${path}"><img src="${path}" alt="${scene}" loading="lazy"></a><figcaption>${path}</figcaption></figure>`
  })
  return `<!doctype html><meta charset="utf-8"><title>Murmure</title><style>body{display:flex;flex-wrap:wrap;gap:12px;font:12px sans-serif;background:#888}figure{margin:0}img{height:320px;max-width:560px;object-fit:contain;object-position:top left}</style>${figures.join('\n')}\n`
}

// One listener per stock client, by y-websocket: not a leak.
process.setMaxListeners(0)
await main(process.argv.slice(2).filter((argument) => argument !== '--'))
