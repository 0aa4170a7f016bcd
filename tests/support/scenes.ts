import { centreEn } from '@murmure/client/texts/centre.en'
import { centreFr } from '@murmure/client/texts/centre.fr'
import { wallEn } from '@murmure/client/texts/wall.en'
import { wallFr } from '@murmure/client/texts/wall.fr'
import type { Locale } from '@murmure/shared/room'
import type { Page } from '@playwright/test'

import { makeCuttable } from './cut-network.ts'
import type { ExhibitBoard, ExhibitStage } from './exhibit-board.ts'
import { goneScenes } from './gone-scenes.ts'
import { lateScene } from './late-scene.ts'
import { minutesAsidesScene, paperScenes } from './paper-scenes.ts'
import { fillCounts, phoneScenes } from './phone-scenes.ts'
import { phoneAsideScene, phoneFirstScene } from './phone-state-scenes.ts'
import { openWall, type Scene } from './scene.ts'
import { screenScenes } from './screen-scenes.ts'
import { startScenes } from './start-scenes.ts'

const CENTRE_TEXTS = { fr: centreFr, en: centreEn }
const WALL = { fr: wallFr, en: wallEn }
const TIMER_SECONDS = 754
const CENTRE = 'Saint-Amand'
const VISIO = 'https://visio.example.org/jardins'
/** On the words of a note, beside its buttons. */
const GRIP = { x: 24, y: 12 }

/**
 * Scenes share boards. Each says itself what it needs of them: published or not, what the screens show. The
 * walls come first, before phones leave notes of their own.
 */
export function openScenes(locale: Locale): readonly Scene[] {
  return [
    ...startScenes(locale),
    ...wallScenes(locale),
    ...paperScenes(locale),
    ...phoneScenes(locale),
    ...screenScenes(locale),
    phoneFirstScene(),
    phoneAsideScene(locale),
    minutesAsidesScene(),
    lateScene(locale),
    ...goneScenes(locale),
  ]
}

function wallScenes(locale: Locale): readonly Scene[] {
  const texts = WALL[locale]
  const scene = (
    name: string,
    until: ExhibitStage,
    prepare: (page: Page, board: ExhibitBoard) => Promise<unknown> = async () => undefined,
  ): Scene => ({
    name,
    async open(hand) {
      const board = await hand.hang(until)
      // Another scene may have gone on with this board.
      if (until === 'filed') await goOnGrouping(board)
      const page = await openWall(hand, board)
      if (until !== 'empty') await page.locator('[data-card-id]').first().waitFor()
      await prepare(page, board)
      return page
    },
  })
  return [
    scene('wall-empty', 'empty'),
    scene('wall-before', 'writing', (_page, board) => startTimer(board)),
    scene('wall-reveal', 'writing', (page) => page.locator('ol button').nth(1).click()),
    scene('wall-join', 'writing', (page) =>
      page.locator('header button[aria-label*="QR"]').first().click(),
    ),
    scene('wall-board', 'writing', (page) => page.locator('h1 button').click()),
    {
      name: 'wall-offline',
      async open(hand) {
        const board = await hand.hang('writing')
        const page = await hand.open()
        const cutNetwork = await makeCuttable(page)
        await page.goto(board.wallPath)
        await page.locator('[data-card-id]').first().waitFor()
        await page.locator('header button[aria-label*="QR"]').waitFor()
        await cutNetwork()
        const [lost = ''] = texts.connectionLost(new Date(0)).split(/\d/)
        await page.getByText(lost).waitFor()
        return page
      },
    },
    scene('wall-revealed', 'filed', (page, board) => goTo(page, board, 'reveal')),
    scene('wall-reveal-again', 'filed', async (page, board) => {
      await board.command({ type: 'phase', phase: 'write' })
      const step = page.locator('header ol button')
      await step.first().and(page.locator('[aria-current]')).waitFor()
      await step.nth(1).click()
    }),
    scene('wall-after', 'filed'),
    scene('wall-conclude', 'filed', async (page, board) => {
      const [{ sectionId } = { sectionId: '' }] = board.created.sections
      await board.command({ type: 'open', sectionId })
      await page.getByRole('button', { name: texts.closeWriting }).first().waitFor()
      await page.locator('header ol button').nth(3).click()
      await page.getByRole('dialog').waitFor()
    }),
    scene('wall-concluding', 'filed', async (page, board) => {
      await board.command({ type: 'publish', published: false })
      await goTo(page, board, 'conclude')
      await page.getByRole('button', { name: texts.publishReport }).waitFor()
    }),
    scene('wall-published', 'filed', async (page, board) => {
      await board.command({ type: 'publish', published: true })
      await goTo(page, board, 'conclude')
      await page.getByRole('button', { name: texts.reportLink }).first().click()
    }),
    scene('wall-selection', 'filed', async (page) => {
      await page.locator('[data-note]').first().click({ position: GRIP })
      await page
        .locator('[data-note]')
        .nth(1)
        .click({ position: GRIP, modifiers: ['Control'] })
    }),
    scene('wall-asides', 'filed', async (page) => {
      await page.locator('[data-note]').first().focus()
      await page.keyboard.press('r')
      await page.getByRole('button', { name: texts.aside(1) }).click()
      await page.getByLabel(texts.doNotQuote(1)).check()
    }),
    scene('wall-columns', 'filed', async (page) => {
      await page.getByRole('button', { name: texts.editColumns }).click()
      await page.locator('dialog summary').first().click()
    }),
    scene('wall-counts', 'filed', async (page) => {
      await page.getByRole('button', { name: texts.countPeople }).click()
      await fillCounts(page, locale)
    }),
    scene('wall-groups', 'filed', async (page) => {
      await page.getByRole('button', { name: texts.editGroups }).click()
      await page.locator('dialog summary').first().click()
    }),
    scene('wall-group-stays', 'filed', async (page) => {
      await page.getByRole('button', { name: texts.editGroups }).click()
      await page.locator('dialog summary').first().click()
      await page.locator('dialog details[open] button').last().click()
      await page.locator('dialog [role=alert]').scrollIntoViewIfNeeded()
    }),
    scene('wall-larger', 'filed', async (page) => {
      for (const percent of [115, 130]) {
        await page.getByRole('button', { name: texts.largerText }).click()
        await page.getByText(texts.textSize(percent)).waitFor()
      }
    }),
    scene('wall-centre', 'filed', async (page) => {
      await page.getByRole('button', { name: texts.editGroups }).click()
      const dialog = page.getByRole('dialog')
      if ((await dialog.locator('summary', { hasText: CENTRE }).count()) === 0) {
        await dialog.getByRole('radio', { name: texts.kind.centre }).check()
        await dialog.getByLabel(texts.groupName).last().fill(CENTRE)
        await dialog.getByRole('button', { name: texts.addGroup }).click()
      } else {
        await dialog.locator('summary', { hasText: CENTRE }).click()
        await dialog.getByRole('button', { name: CENTRE_TEXTS[locale].openOf(CENTRE) }).click()
      }
      await dialog.getByRole('button', { name: CENTRE_TEXTS[locale].prepare }).click()
      await dialog.getByRole('button', { name: texts.copy, exact: true }).waitFor()
    }),
    scene('wall-visio', 'filed', async (page) => {
      const add = page.getByRole('button', { name: texts.addVisio })
      if (await add.isVisible()) {
        await add.click()
        await page.getByLabel(texts.visioUrl).fill(VISIO)
        await page.getByRole('button', { name: texts.save, exact: true }).click()
      }
      await page.getByRole('button', { name: texts.showVisio }).click()
    }),
    scene('wall-colleague', 'filed', async (page) => {
      await page.getByRole('button', { name: texts.colleagueLink }).click()
      await page.getByRole('button', { name: texts.makeLink }).click()
      await page.getByRole('button', { name: texts.copy, exact: true }).waitFor()
    }),
    scene('wall-note', 'filed', (page) => page.locator('[data-card-id] button').first().click()),
    scene('wall-theme', 'filed', (page) => {
      const [, name = ''] = texts.themeMenu('|').split('|')
      return page.getByRole('button', { name: name.trim() }).first().click()
    }),
    // The last: it leaves the hall as it is.
    scene('wall-too-deep', 'filed', async (page, board) => {
      board.crowd.show({ mode: 'wall', room: { depth: 20, width: 2.4 } })
      await page.getByText(texts.imageTooSmall(2.4, 14)).waitFor()
    }),
  ]
}

/** The page shows what the command did, before it is photographed. */
async function goTo(page: Page, board: ExhibitBoard, phase: 'reveal' | 'conclude'): Promise<void> {
  await board.command({ type: 'phase', phase })
  const step = { reveal: 1, conclude: 3 }[phase]
  await page.locator('header ol button').nth(step).and(page.locator('[aria-current]')).waitFor()
}

/** Nobody writes, whatever another scene left open. */
async function goOnGrouping(board: ExhibitBoard): Promise<void> {
  for (const { sectionId } of board.created.sections)
    await board.command({ type: 'close', sectionId })
  await board.command({ type: 'phase', phase: 'group' })
}

const startTimer = (board: ExhibitBoard): Promise<void> =>
  board.command({ type: 'timer', seconds: TIMER_SECONDS })
