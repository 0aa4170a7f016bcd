import { expect, type Page } from '@playwright/test'

import { scribeLink } from '../support/centre.ts'
import { test } from '../support/house.ts'
import { joinByCode, PHONE, writeNote } from '../support/journey.ts'

const WORDS = 'Un lieu ouvert le soir'
const CORRECTED = 'Un lieu ouvert le samedi'

const noteIn = (page: Page, words: string) => page.getByRole('listitem').filter({ hasText: words })

test('a note that its author corrects says so to the scribe, who may still correct it, until the field is closed', async ({
  house,
}) => {
  const board = await house.hang('writing')
  const [author, scribe] = [await house.visit(PHONE), await house.visit(PHONE)]
  await joinByCode(author, board.created.code, board.created.groups[0]?.name ?? '')
  await writeNote(author, WORDS)
  await scribe.goto(await scribeLink(house.server().url, board))
  const note = noteIn(scribe, WORDS)
  await expect(note).toBeVisible()
  await expect(note.getByText('En cours de correction')).toBeHidden()

  await noteIn(author, WORDS).getByRole('button', { name: 'Modifier ma note' }).click()
  await expect(note.getByText('En cours de correction')).toBeVisible()
  await note.getByRole('button', { name: /que quelqu’un d’autre corrige/ }).click()
  const both = 'Quelqu’un d’autre corrige cette note.'
  for (const page of [scribe, author])
    await expect(page.getByRole('status').filter({ hasText: both })).toBeVisible()

  await author.getByRole('textbox', { name: 'Texte de la note' }).fill(CORRECTED)
  await author.getByRole('button', { name: 'Garder la correction' }).click()
  const changed = `Quelqu’un vient de la corriger\u00A0: «\u00A0${CORRECTED}\u00A0».`
  await expect(scribe.getByRole('status').filter({ hasText: changed })).toBeVisible()
  await scribe.getByRole('button', { name: 'Ne rien changer' }).click()
  await expect(noteIn(author, CORRECTED).getByText('En cours de correction')).toBeHidden()
  await expect(noteIn(scribe, CORRECTED).getByText('En cours de correction')).toBeHidden()

  // A phone that goes away leaves no hint behind.
  await noteIn(author, CORRECTED).getByRole('button', { name: 'Modifier ma note' }).click()
  await expect(noteIn(scribe, CORRECTED).getByText('En cours de correction')).toBeVisible()
  await author.context().close()
  await expect(noteIn(scribe, CORRECTED).getByText('En cours de correction')).toBeHidden()
})
