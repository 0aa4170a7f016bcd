import { rm } from 'node:fs/promises'

import { type BrowserContextOptions, type Page, test as base } from '@playwright/test'

import { EXHIBITS } from '../demo/exhibit.ts'
import { type ExhibitBoard, type ExhibitStage, hangExhibit } from './exhibit-board.ts'
import { codeOf, createWall, joinByCode, LAPTOP, openPage, openWriting, PHONE } from './journey.ts'
import { type RunningServer, startServer } from './server.ts'
import { startStrippingProxy, type StrippingProxy, type StrippingRules } from './stripping-proxy.ts'

/** Where an assembly meets: a server of the test's own, and whoever comes. All of it goes with the test. */
export type House = {
  /** The process that serves now. */
  readonly server: () => RunningServer
  /** The same folder and the same port, as after an update of the machine. The earlier process has ended. */
  readonly startAgain: () => Promise<void>
  /** A person or a device of its own. `origin`: what stands between it and the server, if anything does. */
  readonly visit: (options: BrowserContextOptions, origin?: string) => Promise<Page>
  /** A proxy in front of the server that only counts, unless told otherwise. */
  readonly proxy: (rules?: Partial<StrippingRules>) => Promise<StrippingProxy>
  /** The French exhibit on a wall of its own. */
  readonly hang: (until: ExhibitStage) => Promise<ExhibitBoard>
}

/** Playwright's `test` with a house for each test. */
export const test = base.extend<{ readonly house: House }>({
  house: async ({ browser }, lend) => {
    let server = await startServer()
    const pages: Page[] = []
    const boards: ExhibitBoard[] = []
    const proxies: StrippingProxy[] = []
    await lend({
      server: () => server,
      async startAgain() {
        server = await startServer({ dataDir: server.dataDir, port: server.port })
      },
      async visit(options, origin = server.url) {
        const page = await openPage(browser, origin, options)
        pages.push(page)
        return page
      },
      async proxy(rules = {}) {
        const proxy = await startStrippingProxy(server.port, { strips: false, ...rules })
        proxies.push(proxy)
        return proxy
      },
      async hang(until) {
        // One listener per stock client, by y-websocket: not a leak.
        process.setMaxListeners(0)
        const exhibit = { exhibit: EXHIBITS.fr, locale: 'fr', until } as const
        const board = await hangExhibit(server.url, exhibit)
        boards.push(board)
        return board
      },
    })
    for (const page of pages) await page.context().close()
    for (const board of boards) board.close()
    for (const proxy of proxies) await proxy.close()
    await server.stop()
    await rm(server.dataDir, { recursive: true, force: true })
  },
})

export type Assembly = { readonly wall: Page; readonly phone: Page; readonly code: string }

/** A wall whose first part is open, and a phone in « Groupe A ». `phoneOrigin`: what stands between it and the server. */
export async function openAssembly(
  house: House,
  options: { readonly wall?: Page; readonly phoneOrigin?: string } = {},
): Promise<Assembly> {
  const wall = options.wall ?? (await house.visit(LAPTOP))
  await createWall(wall)
  await openWriting(wall, 'Bilan')
  const code = await codeOf(wall)
  const phone = await house.visit(PHONE, options.phoneOrigin)
  await joinByCode(phone, code, 'Groupe A')
  return { wall, phone, code }
}

/** The link by which somebody else leads this wall, too. */
export async function colleagueLink(wall: Page): Promise<string> {
  await wall.getByRole('button', { name: /co-animer|Animer à plusieurs/ }).click()
  const dialog = wall.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Créer le lien' }).click()
  const link = await dialog.getByRole('textbox').first().inputValue()
  await wall.keyboard.press('Escape')
  return link
}
