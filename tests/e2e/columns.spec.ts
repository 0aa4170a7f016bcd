import { expect, type Locator, type Page } from '@playwright/test'

import { type House, test } from '../support/house.ts'
import {
  codeOf,
  createWall,
  joinByCode,
  LAPTOP,
  openWriting,
  PHONE,
  writeNote,
} from '../support/journey.ts'

async function fill(form: Locator, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, words] of Object.entries(fields)) await form.getByLabel(label).fill(words)
}

/** An empty wall, made from the start page. */
async function openEmptyWall(house: House): Promise<Page> {
  const wall = await house.visit(LAPTOP)
  await wall.goto('/')
  await wall.getByRole('button', { name: /^Créer ce mur.*Mur vide/ }).click()
  return wall
}

const TITLE = 'Titre de la colonne'
const QUESTION = 'Question posée sur les téléphones'

test('« Mur vide » is named and completed from the wall, and the phones ask what was typed', async ({
  house,
}) => {
  const wall = await openEmptyWall(house)
  await openWriting(wall, 'Mur')
  const phone = await house.visit(PHONE)
  await joinByCode(phone, await codeOf(wall), 'Groupe A')
  await expect(phone.getByText('Qu’avez-vous à dire')).toBeVisible()

  await wall.getByRole('button', { name: 'Nommer la colonne et poser la question' }).click()
  const dialog = wall.getByRole('dialog', { name: 'Colonnes et questions' })
  const mur = dialog.getByRole('region', { name: 'Mur', exact: true })
  const notes = mur.getByRole('listitem').first()
  await fill(notes, { [TITLE]: ' Jardin ', [QUESTION]: 'Que planter ?' })
  await wall.keyboard.press('Enter')
  await expect(phone.getByText('Que planter')).toBeVisible()
  await expect(notes.getByRole('button', { name: 'Enregistrer' })).toBeDisabled()
  await expect(notes.getByLabel(TITLE)).toHaveValue('Jardin')

  const more = mur.getByRole('listitem').last()
  await more.locator('summary').click()
  await fill(more, { [TITLE]: 'Outils', [QUESTION]: 'Que prêter ?' })
  await more.getByRole('button', { name: 'Ajouter une colonne' }).click()
  await expect(mur.getByRole('listitem')).toHaveCount(3)
  await writeNote(phone, 'Une brouette', /Que prêter/)

  await dialog.getByText('Ajouter une partie').first().click()
  const part = dialog.locator('details').last()
  await fill(part, {
    'Titre de la partie': 'Fête',
    [TITLE]: 'Musique',
    [QUESTION]: 'Qui joue ?',
  })
  await part.getByRole('button', { name: 'Ajouter une partie' }).click()
  await expect(dialog.getByRole('region', { name: 'Fête' })).toBeVisible()
  await mur.getByLabel('Titre de la partie').fill('Terrain')
  await wall.keyboard.press('Enter')
  await expect(dialog.getByRole('region', { name: 'Terrain' })).toBeVisible()

  await wall.keyboard.press('Escape')
  const terrain = wall.getByRole('region', { name: 'Terrain' })
  await expect(terrain.getByRole('heading', { level: 3 })).toHaveText(['Jardin0', 'Outils1'])
  await openWriting(wall, 'Fête')
  await writeNote(phone, 'La fanfare', /Qui joue/)
})

test('what a colleague changes is shown, except where one is typing', async ({ house }) => {
  const one = await openEmptyWall(house)
  await one.getByRole('button', { name: 'Colonnes et questions' }).click()
  const two = await one.context().newPage()
  await two.goto(one.url())
  await two.getByRole('button', { name: 'Colonnes et questions' }).click()

  await one.getByLabel(TITLE).first().fill('Idées')
  await two.getByLabel(TITLE).first().fill('Notes du soir')
  await two.getByLabel(QUESTION).first().fill('Et ce soir ?')
  await two.keyboard.press('Enter')
  await expect(one.getByLabel(QUESTION).first()).toHaveValue('Et ce soir ?')
  await expect(one.getByLabel(TITLE).first()).toHaveValue('Idées')
  await one.keyboard.press('Enter')
  await expect(two.getByLabel(TITLE).first()).toHaveValue('Idées')
  await expect(two.getByLabel(QUESTION).first()).toHaveValue('Et ce soir ?')
})

test('columns and parts are moved by their buttons; the focus stays on the one that was pressed', async ({
  house,
}) => {
  const wall = await house.visit(LAPTOP)
  await createWall(wall)
  await wall.getByRole('button', { name: 'Colonnes et questions' }).click()
  const dialog = wall.getByRole('dialog', { name: 'Colonnes et questions' })
  const move = (what: string) => dialog.getByRole('button', { name: what, exact: true })
  const parts = dialog.getByRole('region')
  await expect(move('Monter Bilan')).toBeDisabled()
  await move('Descendre Bilan').click()
  await expect(parts).toHaveCount(2)
  await expect(parts.last()).toHaveAccessibleName('Bilan')
  // Last now: what is left to press is the way back.
  await expect(move('Monter Bilan')).toBeFocused()
  await expect(dialog.getByRole('status').first()).toHaveText('Bilan\u00a0: 2 sur 2')

  await move('Monter Inventer').focus()
  await wall.keyboard.press('Enter')
  await expect(move('Descendre Inventer')).toBeFocused()
  await expect(move('Monter Inventer')).toBeDisabled()
  await wall.keyboard.press('Escape')
  await wall.reload()
  await expect(wall.getByRole('main').getByRole('heading', { level: 2 })).toHaveText([
    'Perspectives',
    'Bilan',
  ])
  const part = wall.getByRole('main').getByRole('region', { name: 'Perspectives', exact: true })
  await expect(part.getByRole('heading', { level: 3 })).toHaveText(['Inventer0', 'Conserver0'])
})
