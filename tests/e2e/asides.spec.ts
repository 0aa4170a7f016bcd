import { expect, type Page } from '@playwright/test'

import { scribeLink } from '../support/centre.ts'
import type { ExhibitBoard } from '../support/exhibit-board.ts'
import { test } from '../support/house.ts'
import { joinByCode, LAPTOP, PHONE, retireFirst, writeNote } from '../support/journey.ts'

const ASIDE = 'Un banc de plus'
const KEPT = 'Un lieu ouvert le soir'

const noteIn = (page: Page, words: string) => page.getByRole('listitem').filter({ hasText: words })

/** What became of the notes that were set aside, in the order of the notes. */
const asidesOf = (board: ExhibitBoard) =>
  board.crowd.board().cards.flatMap(({ outcome }) => (outcome.kind === 'aside' ? [outcome] : []))

/** The facilitators have the note, and set it aside. */
async function setAside(board: ExhibitBoard, words: string, reason: string): Promise<void> {
  const find = () => board.crowd.board().cards.find(({ text }) => text === words)
  await expect.poll(find).toBeDefined()
  board.crowd.setAside(find()?.cardId ?? '', reason)
}

test('a note that was set aside says so to its author once the wall is unveiled, with the reason, and not before', async ({
  house,
}) => {
  const board = await house.hang('writing')
  const phone = await house.visit(PHONE)
  const [group] = board.created.groups
  await joinByCode(phone, board.created.code, group?.name ?? '')
  await writeNote(phone, ASIDE)
  await writeNote(phone, KEPT)
  await setAside(board, ASIDE, 'dit deux fois')
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
})

test('what aims at a person is set aside without its words: the phone, the box beside it and the minutes say so', async ({
  house,
}) => {
  const board = await house.hang('writing')
  const phone = await house.visit(PHONE)
  await joinByCode(phone, board.created.code, board.created.groups[0]?.name ?? '')
  await writeNote(phone, ASIDE)
  const wall = await house.visit(LAPTOP)
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
})

test('the reason of a note that is set aside can be changed; before « Dévoiler » none is made up', async ({
  house,
}) => {
  const board = await house.hang('writing')
  const wall = await house.visit(LAPTOP)
  await wall.goto(board.wallPath)
  const asides = () => asidesOf(board)
  await retireFirst(wall)
  await expect.poll(asides).toEqual([{ kind: 'aside', reason: '' }])

  await wall.getByRole('button', { name: 'De côté\u00a0: 1' }).click()
  const reason = wall.getByRole('combobox', { name: 'Raison' })
  const unquoted = wall.getByLabel('Ne pas citer ses mots dans le compte-rendu')
  await expect(reason.locator(':checked')).toHaveText('Sans raison donnée')
  await reason.selectOption('Hors sujet')
  await expect.poll(asides).toEqual([{ kind: 'aside', reason: 'hors sujet' }])
  await expect(unquoted).not.toBeChecked()
  await reason.selectOption('Vise une personne')
  await expect
    .poll(asides)
    .toEqual([{ kind: 'aside', reason: 'vise une personne', unquoted: true }])
  await expect(unquoted).toBeChecked()
  await reason.selectOption('Une autre raison…')
  await wall.getByRole('textbox', { name: 'Une autre raison' }).fill(' Dit en séance ')
  await wall.keyboard.press('Enter')
  await expect.poll(asides).toEqual([{ kind: 'aside', reason: 'Dit en séance', unquoted: true }])
  await expect(reason.locator(':checked')).toHaveText('Dit en séance')
  await expect(reason).toBeFocused()
  await wall.keyboard.press('Escape')
  const undo = wall.getByRole('button', { name: /^Annuler\s?: raison changée/ })
  await undo.click()
  await expect
    .poll(asides)
    .toEqual([{ kind: 'aside', reason: 'vise une personne', unquoted: true }])
})

test('a note that leaves while the screens show notes has that for a reason', async ({ house }) => {
  const board = await house.hang('filed')
  const wall = await house.visit(LAPTOP)
  await wall.goto(board.wallPath)
  const asides = () => asidesOf(board)
  await retireFirst(wall)
  await expect.poll(asides).toEqual([{ kind: 'aside', reason: 'retirée de l’écran' }])
})

test('every reason to set a note aside is in sight when its dialog opens', async ({ house }) => {
  const board = await house.hang('writing')
  const wall = await house.visit({ viewport: { width: 1440, height: 900 } })
  await wall.goto(board.wallPath)
  await wall
    .getByRole('button', { name: /^Ranger ou mettre de côté/ })
    .first()
    .click()
  const reasons = wall.getByRole('region', { name: 'Mettre de côté avec une raison' })
  const buttons = await reasons.getByRole('button').all()
  expect(buttons).toHaveLength(5)
  for (const button of buttons) await expect(button).toBeInViewport({ ratio: 1 })
})

test('a note that the scribe took away says so to its author at once', async ({ house }) => {
  const board = await house.hang('writing')
  const [phone, scribe] = [await house.visit(PHONE), await house.visit(PHONE)]
  await joinByCode(phone, board.created.code, board.created.groups[0]?.name ?? '')
  await writeNote(phone, ASIDE)
  await scribe.goto(await scribeLink(house.server().url, board))
  await noteIn(scribe, ASIDE).getByRole('button', { name: 'Modifier cette note' }).click()
  await scribe.getByRole('button', { name: 'Retirer la note' }).click()
  await expect(noteIn(phone, ASIDE)).toContainText('Retirée par une autre personne')
  await expect(noteIn(phone, ASIDE)).toContainText('Elle reste citée à la fin du compte-rendu.')

  await noteIn(phone, ASIDE).getByRole('button', { name: 'Remettre' }).click()
  await expect(noteIn(phone, ASIDE)).not.toContainText('Retirée')
  await expect(noteIn(scribe, ASIDE)).not.toContainText('Retirée')
})

test('a note that the scribe corrected says so, until its author corrects it', async ({
  house,
}) => {
  const board = await house.hang('writing')
  const [phone, scribe] = [await house.visit(PHONE), await house.visit(PHONE)]
  const correct = async (page: Page, from: string, to: string): Promise<void> => {
    const whose = page === scribe ? 'cette' : 'ma'
    await noteIn(page, from)
      .getByRole('button', { name: `Modifier ${whose} note` })
      .click()
    await page.locator('li textarea').fill(to)
    await page.getByRole('button', { name: 'Garder la correction' }).click()
  }
  await joinByCode(phone, board.created.code, board.created.groups[0]?.name ?? '')
  await writeNote(phone, ASIDE)
  await scribe.goto(await scribeLink(house.server().url, board))
  await correct(scribe, ASIDE, 'Un banc à l’ombre')
  await expect(noteIn(phone, 'Un banc à l’ombre')).toContainText(
    'Corrigée par la personne qui note',
  )
  await correct(phone, 'Un banc à l’ombre', 'Un banc au soleil')
  await expect(noteIn(scribe, 'Un banc au soleil')).toBeVisible()
  await expect(phone.getByText('Corrigée par')).toHaveCount(0)
})

test('two quick presses on the eye of a note take this one off the wall, not the next that moves up under it', async ({
  house,
}) => {
  const board = await house.hang('writing')
  const wall = await house.visit(LAPTOP)
  await wall.goto(board.wallPath)
  const notes = wall.getByRole('article')
  const eyes = wall.getByRole('button', { name: /^Mettre de côté\s?:/ })
  const all = board.crowd.board().cards.length
  await expect(notes).toHaveCount(all)
  // It is there where the pointer is.
  await notes.first().hover()
  const gone = await eyes.first().getAttribute('aria-label')
  await eyes.first().click()
  await expect(notes).toHaveCount(all - 1)
  const under = () =>
    wall.evaluate(() => document.querySelector('button:hover')?.getAttribute('aria-label') ?? '')
  const isNextEye = async () =>
    /^Mettre de côté\s?:/.test(await under()) && (await under()) !== gone
  await expect.poll(isNextEye).toBe(true)
  // The second half of a double click, where the pointer is.
  await wall.mouse.down({ clickCount: 2 })
  await wall.mouse.up({ clickCount: 2 })
  await wall.getByRole('button', { name: /^Annuler/ }).click()
  await expect(notes).toHaveCount(all)
  await expect(wall.getByRole('button', { name: 'Annuler', exact: true })).toBeDisabled()
})
