import { countsEn } from '@murmure/client/texts/counts.en'
import { countsFr } from '@murmure/client/texts/counts.fr'
import { phoneMenuEn } from '@murmure/client/texts/phone-menu.en'
import { phoneMenuFr } from '@murmure/client/texts/phone-menu.fr'
import { phoneEn } from '@murmure/client/texts/phone.en'
import { phoneFr } from '@murmure/client/texts/phone.fr'
import type { Locale } from '@murmure/shared/room'
import type { Page } from '@playwright/test'

import { addCentre, scribeLink } from './centre.ts'
import { makeCuttable } from './cut-network.ts'
import { phoneStateScenes } from './phone-state-scenes.ts'
import { joinGroup, joinOn, openMenu, type Scene, type Stagehand } from './scene.ts'

const TEXTS = { fr: phoneFr, en: phoneEn }
const MENU = { fr: phoneMenuFr, en: phoneMenuEn }
const COUNTS = { fr: countsFr, en: countsEn }
const HALF_WRITTEN = { fr: 'Un banc à l’ombre du till', en: 'A bench in the shade of the lim' }
const OWN_NOTE = { fr: 'Une bouilloire qui chante', en: 'A kettle that sings' }
const CENTRE = 'Vendôme'
const TIMER_SECONDS = 754
/** A note that comes within 5 s of the closing is in time. */
const GRACE_MS = 7000

/** A note of somebody's, on their own phone and on their scribe's. */
async function openCorrection(hand: Stagehand, locale: Locale) {
  const board = await hand.hang('writing')
  const author = await hand.open()
  await joinOn(author, board, board.created.groups[0]?.name)
  await author.locator('input[name=column]').first().check()
  await author.locator('textarea').fill(OWN_NOTE[locale])
  await author.locator('form button[type=submit]').click()
  const scribe = await hand.open()
  await scribe.goto(await scribeLink(hand.origin, board))
  await scribe.getByText(OWN_NOTE[locale]).first().waitFor()
  return { author, scribe }
}

/** A count of the first group, saved. */
export async function fillCounts(page: Page, locale: Locale): Promise<void> {
  const texts = COUNTS[locale]
  await page.getByLabel(texts.fields.volunteers).first().fill('12')
  await page.getByLabel(texts.fields.employees).first().fill('3')
  await page.getByLabel(texts.fields.departments).first().fill('18, 36, 37')
  await page.getByRole('button', { name: texts.save, exact: true }).click()
  await page.getByText(texts.saved, { exact: true }).waitFor()
}

/** A participant's, a scribe's and a remote centre's phone. They share boards: what ends the writing comes last. */
export function phoneScenes(locale: Locale): readonly Scene[] {
  const texts = TEXTS[locale]
  const menu = MENU[locale]
  const writing = async (hand: Stagehand) => {
    const board = await hand.hang('writing')
    const page = await joinGroup(hand, board)
    await page.locator('textarea').waitFor()
    return { board, page }
  }
  const stick = async (page: Page): Promise<void> => {
    await page.locator('input[name=column]').first().check()
    await page.locator('textarea').fill(OWN_NOTE[locale])
    await page.locator('form button[type=submit]').click()
    await page.getByText(texts.undo.stuck(OWN_NOTE[locale])).waitFor()
  }
  return [
    {
      name: 'phone-writing',
      async open(hand) {
        const { page } = await writing(hand)
        await page.locator('input[name=column]').first().check()
        await page.locator('textarea').fill(HALF_WRITTEN[locale])
        return page
      },
    },
    {
      name: 'phone-stuck',
      async open(hand) {
        const { page } = await writing(hand)
        await stick(page)
        return page
      },
    },
    {
      name: 'phone-correcting',
      async open(hand) {
        const { page } = await writing(hand)
        await stick(page)
        await page.getByRole('button', { name: texts.notes.edit }).click()
        return page
      },
    },
    {
      name: 'phone-refused',
      async open(hand) {
        const { page } = await writing(hand)
        await page.locator('form button[type=submit]').click()
        await page.locator('[role=alert]').waitFor()
        return page
      },
    },
    {
      name: 'phone-headcount',
      async open(hand) {
        const page = await joinGroup(hand, await hand.hang('empty'))
        await page.getByRole('button', { name: texts.closed.who }).click()
        await page.locator('fieldset').waitFor()
        return page
      },
    },
    {
      name: 'phone-change-group',
      async open(hand) {
        const { page } = await writing(hand)
        await openMenu(page)
        await page.getByRole('button', { name: menu.changeGroup }).click()
        await page.locator('main section fieldset input').last().check()
        return page
      },
    },
    {
      name: 'phone-count',
      async open(hand) {
        const page = await hand.open()
        await page.goto(await scribeLink(hand.origin, await hand.hang('writing')))
        await page.locator('h1').waitFor()
        await openMenu(page)
        await page.getByRole('button', { name: menu.count }).click()
        await fillCounts(page, locale)
        return page
      },
    },
    {
      name: 'phone-scribe',
      async open(hand) {
        const board = await hand.hang('writing')
        const page = await hand.open()
        await page.goto(await scribeLink(hand.origin, board))
        await page.locator('textarea').waitFor()
        return page
      },
    },
    {
      name: 'phone-centre',
      async open(hand) {
        const board = await hand.hang('empty')
        await addCentre(hand.origin, board, CENTRE)
        const page = await hand.open()
        await joinOn(page, board, CENTRE)
        await openMenu(page)
        await page.locator('a[target=_blank]').waitFor()
        return page
      },
    },
    {
      name: 'phone-offline',
      async open(hand) {
        const board = await hand.hang('writing')
        const page = await hand.open()
        const cutNetwork = await makeCuttable(page)
        await joinOn(page, board)
        await page.locator('[data-card-id]').first().waitFor()
        await cutNetwork()
        await page.locator('input[name=column]').first().check()
        await page.locator('textarea').fill(OWN_NOTE[locale])
        await page.locator('form button[type=submit]').click()
        await page.getByText(texts.save.offlineNotes(1)).waitFor()
        return page
      },
    },
    {
      name: 'phone-closed',
      async open(hand) {
        const page = await joinGroup(hand, await hand.hang('empty'))
        await page.getByText(texts.closed.title).waitFor()
        return page
      },
    },
    {
      name: 'phone-after-reveal',
      async open(hand) {
        const board = await hand.hang('filed')
        await board.command({ type: 'publish', published: true })
        const page = await joinGroup(hand, board)
        await page.getByText(texts.closed.title).waitFor()
        return page
      },
    },
    {
      name: 'phone-corrected',
      async open(hand) {
        const { author, scribe } = await openCorrection(hand, locale)
        await author.getByRole('button', { name: texts.notes.edit }).click()
        await scribe.getByText(texts.notes.correcting).scrollIntoViewIfNeeded()
        return scribe
      },
    },
    {
      name: 'phone-by-scribe',
      async open(hand) {
        const { scribe } = await openCorrection(hand, locale)
        const note = scribe.getByRole('listitem').filter({ hasText: OWN_NOTE[locale] })
        await note.first().getByRole('button', { name: texts.notes.editOther }).click()
        await scribe.locator('li textarea').fill(`${OWN_NOTE[locale]}…`)
        await scribe.getByRole('button', { name: texts.edit.save }).click()
        await scribe.getByText(texts.notes.correctedBy.scribe).first().waitFor()
        await scribe.getByRole('button', { name: texts.notes.editOther }).last().click()
        await scribe.getByRole('button', { name: texts.edit.remove }).click()
        await scribe.getByRole('button', { name: texts.notes.restore }).waitFor()
        return scribe
      },
    },
    {
      name: 'phone-correcting-too',
      async open(hand) {
        const { author, scribe } = await openCorrection(hand, locale)
        await author.getByRole('button', { name: texts.notes.edit }).click()
        await scribe.getByRole('button', { name: texts.notes.editAnyway }).click()
        await scribe.getByText(texts.edit.both).waitFor()
        return scribe
      },
    },
    {
      name: 'phone-menu',
      async open(hand) {
        const page = await joinGroup(hand, await hand.hang('empty'))
        await openMenu(page)
        return page
      },
    },
    {
      name: 'phone-lost',
      async open(hand) {
        const { created } = await hand.hang('empty')
        const page = await hand.open()
        await page.goto(`/e/${created.boardId}`)
        await page.locator('form').waitFor()
        return page
      },
    },
    ...phoneStateScenes(locale),
    {
      name: 'phone-offline-timer',
      async open(hand) {
        const board = await hand.hang('writing')
        await board.command({ type: 'timer', seconds: TIMER_SECONDS })
        const page = await hand.open()
        const cutNetwork = await makeCuttable(page)
        await joinOn(page, board)
        await page.getByText(texts.timer.minutes(Math.ceil(TIMER_SECONDS / 60))).waitFor()
        await page.locator('[data-card-id]').first().waitFor()
        await cutNetwork()
        await stick(page)
        await page.getByText(texts.save.offlineNotes(1)).waitFor()
        return page
      },
    },
    {
      name: 'phone-published',
      async open(hand) {
        // Unveiled, and a part reopened: people write beside the minutes.
        const board = await hand.hang('filed')
        const [section] = board.created.sections
        if (section) await board.command({ type: 'open', sectionId: section.sectionId })
        await board.command({ type: 'publish', published: true })
        const page = await joinGroup(hand, board)
        await page.getByRole('link', { name: texts.closed.minutes }).waitFor()
        return page
      },
    },
    {
      name: 'phone-late',
      async open(hand) {
        const board = await hand.hang('writing')
        const page = await hand.open()
        const cutNetwork = await makeCuttable(page)
        await joinOn(page, board)
        await page.locator('textarea').waitFor()
        const giveBack = await cutNetwork()
        await stick(page)
        const [section] = board.created.sections
        if (section) await board.command({ type: 'close', sectionId: section.sectionId })
        await page.waitForTimeout(GRACE_MS)
        await giveBack()
        await page.getByText(texts.closed.title).waitFor({ timeout: 60_000 })
        await page.getByText(texts.save.late(1)).waitFor({ timeout: 60_000 })
        return page
      },
    },
  ]
}
