import { minutesEn } from '@murmure/client/texts/minutes.en'
import { minutesFr } from '@murmure/client/texts/minutes.fr'
import type { CreatedBoard } from '@murmure/shared/protocol/http'
import type { Locale } from '@murmure/shared/room'
import type { Page } from '@playwright/test'

import { createApi } from '../replay/api.ts'
import { at, joinOn, type Scene, type Stagehand } from './scene.ts'

const TEXTS = { fr: minutesFr, en: minutesEn }
const TITLE = { fr: 'Un mur d’essai', en: 'A trial wall' }

type OpenFace = (hand: Stagehand, created: CreatedBoard) => Promise<Page>

const FACES: Readonly<Record<string, OpenFace>> = {
  'wall-gone': openWallOf,
  async 'phone-gone'(hand, created) {
    const page = await hand.open()
    await joinOn(page, { created })
    return page
  },
  'screen-gone': (hand, { boardId, secrets }) => at(hand, `/p/${boardId}#${secrets.screen}`, 'h1'),
  async 'minutes-gone'(hand, created) {
    const page = await openWallOf(hand, created)
    await page.goto(`/c/${created.boardId}`)
    await page.locator('article').waitFor()
    return page
  },
}

/** Each face of a wall that is deleted while somebody looks at it: a wall of its own, which no other scene needs. */
export function goneScenes(locale: Locale): readonly Scene[] {
  return Object.entries(FACES).map(([name, openFace]) => ({
    name,
    async open(hand) {
      const api = createApi(hand.origin)
      const template = 'bilan-et-perspectives'
      const created = await api.createBoard({ template, title: TITLE[locale], locale })
      const { boardId, secrets } = created
      const page = await openFace(hand, created)
      const { token } = await api.openSession({ boardId, secret: secrets.facilitator })
      await page.request.delete(`/api/boards/${boardId}`, {
        headers: { authorization: `Bearer ${token}` },
      })
      // Minutes are read once: they learn of it when they are read again.
      if (name === 'minutes-gone') await page.reload()
      await page.getByRole('heading', { name: TEXTS[locale].goneTitle }).waitFor()
      return page
    },
  }))
}

function openWallOf(hand: Stagehand, { boardId, secrets }: CreatedBoard): Promise<Page> {
  return at(hand, `/a/${boardId}#${secrets.facilitator}`, 'header button[aria-label*="QR"]')
}
