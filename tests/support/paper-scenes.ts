import { kitEn } from '@murmure/client/texts/kit.en'
import { kitFr } from '@murmure/client/texts/kit.fr'
import type { Locale } from '@murmure/shared/room'
import type { Page } from '@playwright/test'

import { openDesign } from './design-page.ts'
import { at, joinGroup, openWall, type Scene, type Stagehand } from './scene.ts'

const KIT = { fr: kitFr, en: kitEn }
const NOWHERE = 'aaaaaaaaaaaaaaaa'
const WIFI = { fr: 'Salle des fêtes', en: 'Village hall' }

/** What ends on paper: the minutes and the kit; and the page of components. */
export function paperScenes(locale: Locale): readonly Scene[] {
  return [
    ...minutesScenes(),
    ...kitScenes(locale),
    { name: 'design', whole: true, open: openDesign },
  ]
}

function minutesScenes(): readonly Scene[] {
  return [
    { name: 'minutes', open: openMinutes },
    { name: 'minutes-whole', whole: true, open: openMinutes },
    {
      name: 'minutes-empty',
      async open(hand) {
        const board = await hand.hang('empty')
        const page = await openWall(hand, board)
        await page.goto(`/c/${board.created.boardId}`)
        await page.locator('article').waitFor()
        return page
      },
    },
    {
      name: 'minutes-participant',
      async open(hand) {
        const board = await hand.hang('filed')
        await board.command({ type: 'publish', published: true })
        const page = await joinGroup(hand, board)
        await page.goto(`/c/${board.created.boardId}`)
        await page.locator('table').first().waitFor()
        return page
      },
    },
    {
      name: 'minutes-unpublished',
      async open(hand) {
        const board = await hand.hang('filed')
        await board.command({ type: 'publish', published: false })
        const page = await joinGroup(hand, board)
        await page.goto(`/c/${board.created.boardId}`)
        await page.locator('main button').waitFor()
        return page
      },
    },
    { name: 'minutes-unknown', open: (hand) => at(hand, `/c/${NOWHERE}`, 'main a') },
  ]
}

function kitScenes(locale: Locale): readonly Scene[] {
  const texts = KIT[locale]
  const openKit = async (hand: Stagehand): Promise<Page> => {
    const board = await hand.hang('empty')
    const page = await openWall(hand, board)
    await page.goto(`/k/${board.created.boardId}`)
    await page.locator('main article').first().waitFor()
    return page
  }
  return [
    { name: 'kit', whole: true, open: openKit },
    {
      name: 'kit-more',
      whole: true,
      async open(hand) {
        const page = await openKit(hand)
        const sheets = await page.locator('main article').count()
        await page.getByLabel(texts.wifiName).fill(WIFI[locale])
        await page.getByLabel(texts.wifiPassword).fill('tilleul-2026')
        await page.getByRole('button', { name: texts.addScribe }).click()
        await page.locator('main article').nth(sheets).waitFor()
        await page.getByRole('button', { name: texts.addFacilitator }).click()
        await page
          .locator('main article')
          .nth(sheets + 1)
          .waitFor()
        return page
      },
    },
    { name: 'kit-unknown', open: (hand) => at(hand, `/k/${NOWHERE}`, 'main a') },
  ]
}

/** The annex of the notes that `phoneAsideScene` set aside. */
export function minutesAsidesScene(): Scene {
  return {
    name: 'minutes-asides',
    async open(hand) {
      const page = await openMinutes(hand)
      // It is at the end of a long page, at each size that the page is given.
      await page.evaluate(() => {
        const toEnd = () => window.scrollTo(0, document.body.scrollHeight)
        window.addEventListener('resize', toEnd)
        toEnd()
      })
      return page
    },
  }
}

async function openMinutes(hand: Stagehand): Promise<Page> {
  const board = await hand.hang('filed')
  const page = await openWall(hand, board)
  await page.goto(`/c/${board.created.boardId}`)
  await page.locator('table').first().waitFor()
  return page
}
