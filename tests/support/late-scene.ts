import { wallNewsEn } from '@murmure/client/texts/wall-news.en'
import { wallNewsFr } from '@murmure/client/texts/wall-news.fr'
import type { Locale } from '@murmure/shared/room'

import { joinGroup, openWall, type Scene } from './scene.ts'

const NEWS = { fr: wallNewsFr, en: wallNewsEn }
const NOTE = { fr: 'Une fontaine près du four', en: 'A fountain near the oven' }
/** A note that comes within 5 s of the closing is in time. */
const GRACE_MS = 7000

/** The wall beside which a note waits that came after closing. Last of all: it ends the writing. */
export function lateScene(locale: Locale): Scene {
  return {
    name: 'wall-late',
    async open(hand) {
      const board = await hand.hang('writing')
      const sectionId = board.created.sections[0]?.sectionId ?? ''
      await board.command({ type: 'open', sectionId })
      const phone = await joinGroup(hand, board)
      await phone.locator('input[name=column]').first().check()
      await phone.context().setOffline(true)
      await phone.locator('textarea').fill(NOTE[locale])
      await phone.locator('form button[type=submit]').click()
      await phone.getByText(NOTE[locale]).first().waitFor()
      await board.command({ type: 'close', sectionId })
      await phone.waitForTimeout(GRACE_MS)
      await phone.context().setOffline(false)
      const page = await openWall(hand, board)
      await page.getByRole('region', { name: NEWS[locale].late }).waitFor({ timeout: 60_000 })
      return page
    },
  }
}
