import { homeEn } from '@murmure/client/texts/home.en'
import { homeFr } from '@murmure/client/texts/home.fr'
import { shelfEn } from '@murmure/client/texts/shelf.en'
import { shelfFr } from '@murmure/client/texts/shelf.fr'
import type { Locale } from '@murmure/shared/room'
import type { Page } from '@playwright/test'

import type { ExhibitStage } from './exhibit-board.ts'
import { at, joinGroup, openWall, type Scene, type Stagehand } from './scene.ts'

const HOME = { fr: homeFr, en: homeEn }
const SHELF = { fr: shelfFr, en: shelfEn }
/** Anything but a copy of a wall. */
const NO_COPY = { name: 'liste.json', mimeType: 'application/json', buffer: Buffer.from('[]') }

/** How one comes in: the start page, and the join page. */
export function startScenes(locale: Locale): readonly Scene[] {
  return [...homeScenes(locale), ...joinScenes()]
}

function homeScenes(locale: Locale): readonly Scene[] {
  const home = HOME[locale]
  const shelf = SHELF[locale]
  return [
    { name: 'home', whole: true, open: (hand) => at(hand, '/', 'main') },
    { name: 'home-recent', whole: true, open: openRecent },
    {
      name: 'home-delete',
      async open(hand) {
        const page = await openRecent(hand)
        await page.locator('h2#recent + ul button').first().click()
        await page.getByRole('button', { name: shelf.deletion.confirm, exact: true }).waitFor()
        return page
      },
    },
    {
      name: 'home-copy',
      whole: true,
      async open(hand) {
        const page = await at(hand, '/', 'summary')
        await page.getByText(shelf.copy.open).click()
        await page.getByLabel(shelf.copy.file).setInputFiles(NO_COPY)
        await page.getByRole('button', { name: shelf.copy.restore }).click()
        await page.getByRole('alert').waitFor()
        return page
      },
    },
    {
      name: 'home-unreachable',
      whole: true,
      async open(hand) {
        const page = await at(hand, '/', 'summary')
        await page.context().setOffline(true)
        await page.getByRole('button', { name: home.create, exact: true }).first().click()
        await page.getByRole('alert').waitFor()
        return page
      },
    },
  ]
}

/** Walls of this browser: one that is finished, one under way, one that has just been made. */
async function openRecent(hand: Stagehand): Promise<Page> {
  const stages: readonly ExhibitStage[] = ['writing', 'empty', 'filed']
  const [first = 'writing', ...others] = stages
  const page = await openWall(hand, await hand.hang(first))
  for (const stage of others) {
    const board = await hand.hang(stage)
    if (stage === 'filed') await board.command({ type: 'publish', published: true })
    await page.goto(board.wallPath)
    await page.locator('header button[aria-label*="QR"]').waitFor()
  }
  await page.goto('/')
  await page.locator('h2#recent + ul > li').nth(2).locator('span > small').waitFor()
  // As it was found: walls are photographed after this.
  await (await hand.hang('filed')).command({ type: 'publish', published: false })
  return page
}

function joinScenes(): readonly Scene[] {
  const openForm = async (hand: Stagehand): Promise<Page> => {
    const { created } = await hand.hang('empty')
    return at(hand, `/r/${created.code}`, 'form')
  }
  const choose = async (page: Page): Promise<void> => {
    await page.locator('input#name').fill('Camille')
    await page.locator('label input').nth(1).check()
  }
  return [
    { name: 'join', whole: true, open: openForm },
    {
      name: 'join-chosen',
      whole: true,
      async open(hand) {
        const page = await openForm(hand)
        await choose(page)
        return page
      },
    },
    {
      name: 'join-unreachable',
      whole: true,
      async open(hand) {
        const page = await openForm(hand)
        await choose(page)
        await page.context().setOffline(true)
        await page.locator('button[type=submit]').click()
        await page.locator('[role=alert]').waitFor()
        return page
      },
    },
    {
      name: 'join-again',
      whole: true,
      async open(hand) {
        const board = await hand.hang('empty')
        const page = await joinGroup(hand, board)
        await page.goto(`/r/${board.created.code}`)
        await page.locator('.present').waitFor()
        return page
      },
    },
    { name: 'join-code', whole: true, open: (hand) => at(hand, '/r', 'form') },
    { name: 'join-wrong', whole: true, open: (hand) => at(hand, '/r/000000', '[role=alert]') },
  ]
}
