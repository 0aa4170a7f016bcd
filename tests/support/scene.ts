import type { Page } from '@playwright/test'

import type { ExhibitBoard, ExhibitStage } from './exhibit-board.ts'

export type Stagehand = {
  readonly origin: string
  /** A page in a browser profile of its own. */
  readonly open: () => Promise<Page>
  readonly hang: (until: ExhibitStage) => Promise<ExhibitBoard>
}

/** A face in a state. */
export type Scene = {
  readonly name: string
  /** The whole page, beyond the window: for pages that scroll. */
  readonly whole?: boolean
  readonly open: (hand: Stagehand) => Promise<Page>
}

/** A page at an address, when it shows this. */
export async function at({ open }: Stagehand, path: string, shows: string): Promise<Page> {
  const page = await open()
  await page.goto(path)
  await page.locator(shows).first().waitFor()
  return page
}

export async function openWall(hand: Stagehand, board: ExhibitBoard): Promise<Page> {
  const page = await at(hand, board.wallPath, 'ol')
  await page.locator('header button[aria-label*="QR"]').waitFor()
  return page
}

export async function joinGroup(hand: Stagehand, board: ExhibitBoard): Promise<Page> {
  const page = await hand.open()
  await joinOn(page, board)
  return page
}

/** In the second group, or in the one of the name. */
export async function joinOn(
  page: Page,
  { created }: Pick<ExhibitBoard, 'created'>,
  group?: string,
): Promise<void> {
  await page.goto(`/r/${created.code}`)
  await page.locator('input#name').fill('Camille')
  const choice =
    group === undefined ? page.locator('label').nth(2) : page.locator('label', { hasText: group })
  await choice.locator('input').check()
  await page.locator('button[type=submit]').click()
  await page.waitForURL(/\/e\//)
  await page.locator('h1').waitFor()
}

export async function openMenu(page: Page): Promise<void> {
  await page.locator('header button').last().click()
  await page.locator('main > section h2').first().waitFor()
}
