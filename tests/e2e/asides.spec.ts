import { rm } from 'node:fs/promises'

import { expect, type Page, test } from '@playwright/test'

import { EXHIBITS } from '../demo/exhibit.ts'
import { scribeLink } from '../support/centre.ts'
import { type ExhibitBoard, hangExhibit } from '../support/exhibit-board.ts'
import { joinByCode, LAPTOP, openPage, PHONE, writeNote } from '../support/journey.ts'
import { type RunningServer, startServer } from '../support/server.ts'

const ASIDE = 'Un banc de plus'
const KEPT = 'Un lieu ouvert le soir'

let server: RunningServer
let board: ExhibitBoard
test.beforeEach(async () => {
  server = await startServer()
  board = await hangExhibit(server.url, { exhibit: EXHIBITS.fr, locale: 'fr', until: 'writing' })
})
test.afterEach(async () => {
  board.close()
  await server.stop()
  await rm(server.dataDir, { recursive: true, force: true })
})

const noteIn = (page: Page, words: string) => page.getByRole('listitem').filter({ hasText: words })

/** The facilitators have the note, and set it aside. */
async function setAside(words: string, reason: string): Promise<void> {
  const find = () => board.crowd.board().cards.find(({ text }) => text === words)
  await expect.poll(find).toBeDefined()
  board.crowd.setAside(find()?.cardId ?? '', reason)
}

test('a note that was set aside says so to its author once the wall is unveiled, with the reason, and not before', async ({
  browser,
}) => {
  const phone = await openPage(browser, server.url, PHONE)
  const [group] = board.created.groups
  await joinByCode(phone, board.created.code, group?.name ?? '')
  await writeNote(phone, ASIDE)
  await writeNote(phone, KEPT)
  await setAside(ASIDE, 'dit deux fois')
  const columnId = board.created.columns[0]?.columnId ?? ''
  await board.crowd.stick(group?.groupId ?? '', [{ columnId, text: 'Écrite après' }])
  await expect(noteIn(phone, 'Écrite après')).toBeVisible()
  await expect(phone.getByText('Mise de côté')).toHaveCount(0)

  await board.command({ type: 'reveal' })
  await expect(noteIn(phone, ASIDE)).toContainText('Mise de côté par l’animation')
  await expect(noteIn(phone, ASIDE)).toContainText(
    'Raison\u00A0: «\u00A0dit deux fois\u00A0». Elle reste citée à la fin du compte-rendu.',
  )
  await expect(phone.getByText('Mise de côté')).toHaveCount(1)
  await phone.context().close()
})

test('what aims at a person is set aside without its words: the phone, the box beside it and the minutes say so', async ({
  browser,
}) => {
  const phone = await openPage(browser, server.url, PHONE)
  await joinByCode(phone, board.created.code, board.created.groups[0]?.name ?? '')
  await writeNote(phone, ASIDE)
  const wall = await openPage(browser, server.url, LAPTOP)
  await wall.goto(board.wallPath)
  await wall.getByRole('button', { name: `Ranger ou mettre de côté\u00a0: ${ASIDE}` }).click()
  await wall.getByRole('button', { name: 'Vise une personne (mots non cités)' }).click()
  await expect(wall.getByText('sans citer ses mots')).toBeVisible()
  await board.command({ type: 'reveal' })
  await expect(noteIn(phone, ASIDE)).toContainText(
    'Le compte-rendu la mentionne sans reprendre ses mots.',
  )
  const readMinutes = async () =>
    (
      await wall.request.get(`/api/boards/${board.created.boardId}/minutes.md`, {
        headers: { authorization: `Bearer ${board.facilitator.token}` },
      })
    ).text()
  expect(await readMinutes()).not.toContain(ASIDE)
  expect(await readMinutes()).toContain('- (mots non repris) – ')

  await wall.getByRole('button', { name: /^De côté/ }).click()
  await wall.getByLabel('Ne pas citer ses mots dans le compte-rendu').uncheck()
  await expect(noteIn(phone, ASIDE)).toContainText('Elle reste citée à la fin du compte-rendu.')
  expect(await readMinutes()).toContain(`«\u00A0${ASIDE}\u00A0» – `)
  for (const page of [phone, wall]) await page.context().close()
})

test('a note that the scribe took away says so to its author at once', async ({ browser }) => {
  const [phone, scribe] = [
    await openPage(browser, server.url, PHONE),
    await openPage(browser, server.url, PHONE),
  ]
  await joinByCode(phone, board.created.code, board.created.groups[0]?.name ?? '')
  await writeNote(phone, ASIDE)
  await scribe.goto(await scribeLink(server.url, board))
  await noteIn(scribe, ASIDE).getByRole('button', { name: 'Modifier ma note' }).click()
  await scribe.getByRole('button', { name: 'Retirer la note' }).click()
  await expect(noteIn(phone, ASIDE)).toContainText('Retirée par une autre personne')
  await expect(noteIn(phone, ASIDE)).toContainText('Elle reste citée à la fin du compte-rendu.')
  for (const page of [phone, scribe]) await page.context().close()
})
