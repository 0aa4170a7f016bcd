import { handsEn } from '@murmure/client/texts/hands.en'
import { handsFr } from '@murmure/client/texts/hands.fr'
import { headcountEn } from '@murmure/client/texts/headcount.en'
import { headcountFr } from '@murmure/client/texts/headcount.fr'
import { phoneEn } from '@murmure/client/texts/phone.en'
import { phoneFr } from '@murmure/client/texts/phone.fr'
import { wallEn } from '@murmure/client/texts/wall.en'
import { wallFr } from '@murmure/client/texts/wall.fr'
import { encodeRefused, encodeRoomNotice, MESSAGE } from '@murmure/shared/protocol/frames'
import type { Locale } from '@murmure/shared/room'
import type { Page } from '@playwright/test'

import { joinGroup, joinOn, openMenu, type Scene } from './scene.ts'
import { until } from './until.ts'

const WALL = { fr: wallFr, en: wallEn }
const TEXTS = { fr: phoneFr, en: phoneEn }
const HANDS = { fr: handsFr, en: handsEn }
const HEADCOUNT = { fr: headcountFr, en: headcountEn }
const LONG = {
  fr: 'Un banc à l’ombre du tilleul, assez long pour que les anciens et les enfants de l’école s’y assoient ensemble le mercredi, avec une table et un abri pour les jours de pluie, comme au jardin d’en face. ',
  en: 'A bench in the shade of the lime tree, long enough for the elders and the children of the school to sit there together, with a table and a shelter for rainy days, as in the garden across the street. ',
}

/** As many refusals in a row of a document does a page heal by a fresh start. */
const REFUSALS_HEALED = 3

/** What a phone shows when something is not as usual. */
export function phoneStateScenes(locale: Locale): readonly Scene[] {
  const { save } = TEXTS[locale]
  return [
    ...answeringScenes(locale),
    {
      name: 'phone-too-long',
      async open(hand) {
        const page = await joinGroup(hand, await hand.hang('writing'))
        await page.locator('input[name=column]').first().check()
        await page.locator('textarea').fill(LONG[locale].repeat(4))
        await page.locator('form button[type=submit]').click()
        await page.locator('[role=alert]').waitFor()
        return page
      },
    },
    told('phone-read-only', save.readOnly, (frame) =>
      frame[0] === MESSAGE.room
        ? encodeRoomNotice({ time: Date.now(), isReadOnly: true, people: 1 })
        : frame,
    ),
    notTakenScene(save.refused),
    {
      name: 'phone-expired',
      async open(hand) {
        const board = await hand.hang('writing')
        const page = await joinGroup(hand, board)
        await page.evaluate(() => {
          for (const key of Object.keys(localStorage).filter((each) => each.includes(':session:')))
            localStorage.setItem(
              key,
              (localStorage.getItem(key) ?? '').replace(/"token":"[^"]{8}/, '"token":"00000000'),
            )
        })
        await page.reload()
        await page.getByText(TEXTS[locale].lost.titleExpired).waitFor()
        return page
      },
    },
  ]
}

/** Writing has just begun. It opens the empty wall: for the end. */
export function phoneFirstScene(): Scene {
  return {
    name: 'phone-first',
    async open(hand) {
      const board = await hand.hang('empty')
      const [section] = board.created.sections
      if (section) await board.command({ type: 'open', sectionId: section.sectionId })
      const page = await joinGroup(hand, board)
      await page.locator('textarea').waitFor()
      return page
    },
  }
}

const ASIDE_REASON = { fr: 'dit deux fois', en: 'said twice' }

/** Two notes of each group were set aside, one without its words. It changes the wall: for the end. */
export function phoneAsideScene(locale: Locale): Scene {
  return {
    name: 'phone-aside',
    async open(hand) {
      const board = await hand.hang('filed')
      for (const { groupId } of board.created.groups) {
        const [first] = board.crowd.board().cards.filter((card) => card.groupId === groupId)
        if (first) board.crowd.setAside(first.cardId, ASIDE_REASON[locale])
        const [second] = board.crowd
          .board()
          .cards.filter((card) => card.groupId === groupId && card.outcome.kind === 'kept')
        const reason = WALL[locale].unquotedReason
        if (second) board.crowd.setAside(second.cardId, { reason, unquoted: true })
      }
      const page = await joinGroup(hand, board)
      await page.getByText(TEXTS[locale].notes.aside).first().scrollIntoViewIfNeeded()
      return page
    },
  }
}

/** Other parts of the phone, once they are answered. */
function answeringScenes(locale: Locale): readonly Scene[] {
  const texts = HEADCOUNT[locale]
  return [
    {
      name: 'phone-hand',
      async open(hand) {
        const page = await joinGroup(hand, await hand.hang('empty'))
        await openMenu(page)
        await page.getByRole('button', { name: HANDS[locale].raise }).click()
        await page.getByRole('button', { name: HANDS[locale].lower }).waitFor()
        return page
      },
    },
    {
      name: 'phone-declared',
      async open(hand) {
        const page = await joinGroup(hand, await hand.hang('empty'))
        await page.getByRole('button', { name: TEXTS[locale].closed.who }).click()
        await page.getByText(texts.kinds.volunteer).click()
        await page.getByLabel(texts.department).fill('41')
        await page.getByRole('button', { name: texts.declare }).click()
        await page.getByText(texts.declared).waitFor()
        return page
      },
    },
  ]
}

/** A phone to which the server says something else than it does. */
function told(name: string, shows: string, change: (frame: Buffer) => Uint8Array): Scene {
  return {
    name,
    async open(hand) {
      const page = await hand.open()
      await changeFrames(page, change)
      await joinOn(page, await hand.hang('writing'))
      await page.getByText(shows).waitFor()
      return page
    },
  }
}

/** A phone that was refused until it gave up: before, each refusal is healed at once, and the line says so. */
function notTakenScene(shows: string): Scene {
  return {
    name: 'phone-not-taken',
    async open(hand) {
      const page = await hand.open()
      const refusals = new Map<string, number>()
      // In the place of each SAVED: with one in between, a refusal would be the first of a new row.
      await changeFrames(page, (frame, address) => {
        if (frame[0] !== MESSAGE.saved) return frame
        refusals.set(address, (refusals.get(address) ?? 0) + 1)
        return encodeRefused('role')
      })
      await joinOn(page, await hand.hang('writing'))
      const isGivenUp = () => [...refusals.values()].some((count) => count > REFUSALS_HEALED)
      await until('refused more often than a page heals', isGivenUp)
      await page.getByText(shows).waitFor()
      return page
    },
  }
}

type ChangeFrame = (frame: Buffer, address: string) => Uint8Array

function changeFrames(page: Page, change: ChangeFrame): Promise<void> {
  return page.routeWebSocket(/\/sync\//, (socket) => {
    const server = socket.connectToServer()
    server.onMessage((message) =>
      socket.send(
        typeof message === 'string' ? message : Buffer.from(change(message, socket.url())),
      ),
    )
  })
}
