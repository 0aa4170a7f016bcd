import { expect } from '@playwright/test'

import { openAssembly, test } from '../support/house.ts'
import { joinByCode, LAPTOP, PHONE, writeNote } from '../support/journey.ts'

test('a hurried hand: no group chosen, a tap that comes twice; and a hand that goes up moves nothing', async ({
  house,
}) => {
  const { wall, phone, code } = await openAssembly(house)
  const hurried = await house.visit(PHONE)
  await hurried.goto(`/r/${code.replace(/\D/g, '')}`)
  await hurried.getByRole('button', { name: /^Rejoindre/ }).click()
  await expect(hurried.getByRole('alert')).toHaveText('Choisissez votre groupe.')
  await expect(hurried).toHaveURL(/\/r\//)
  await joinByCode(hurried, code, 'Groupe A')

  await writeNote(phone, 'Une note')
  await phone.getByRole('textbox').fill('Une autre')
  await phone.getByRole('button', { name: /Coller sur le mur/ }).dblclick()
  await expect(phone.getByRole('listitem').filter({ hasText: 'Une autre' })).toBeVisible()
  await expect(phone.getByRole('alert')).toHaveCount(0)
  // What was typed and taken away again is no second tap.
  await phone.getByRole('textbox').fill('x')
  await phone.getByRole('textbox').fill('')
  await phone.getByRole('button', { name: /Coller sur le mur/ }).click()
  await expect(phone.getByRole('alert')).toHaveCount(1)

  const title = wall.getByRole('heading', { level: 1 })
  const before = await title.boundingBox()
  await phone.getByRole('button', { name: 'Menu' }).click()
  await phone.getByRole('button', { name: 'Demander la parole' }).click()
  await expect(wall.getByRole('banner').getByRole('button', { name: /parole/ })).toBeVisible()
  expect(await title.boundingBox()).toEqual(before)
})

test('a double click on the arrow of a note opens its menu, and chooses nothing in it', async ({
  house,
}) => {
  const board = await house.hang('filed')
  const wall = await house.visit(LAPTOP)
  await wall.goto(board.wallPath)
  const notes = wall.getByRole('article')
  const arrows = wall.getByRole('button', { name: /^Ranger ou mettre de côté/ })
  const all = board.crowd.board().cards.length
  await expect(notes).toHaveCount(all)
  const kept = () => board.crowd.board().cards.map(({ themeId, outcome }) => [themeId, outcome])
  const before = kept()
  const menu = wall.getByRole('dialog')
  const isOver = new Set<string>()
  for (let place = 0; place < (await arrows.count()); place += 3) {
    const arrow = arrows.nth(place)
    await arrow.scrollIntoViewIfNeeded()
    await arrow.dblclick()
    await expect(menu).toBeVisible()
    isOver.add(
      await wall.evaluate(() => document.querySelector('dialog button:hover')?.textContent ?? ''),
    )
    // What is pressed after that is meant, both halves of a double click.
    const choice = menu.getByRole('checkbox', { name: 'Sélectionner cette note' })
    await choice.click({ clickCount: 2 })
    await expect(choice).not.toBeChecked()
    await choice.click()
    await expect(choice).toBeChecked()
    await choice.click()
    await menu.getByRole('button', { name: 'Fermer' }).click()
    await expect(menu).toHaveCount(0)
  }
  // Otherwise nothing was there to be chosen.
  expect(isOver.size).toBeGreaterThan(1)
  await expect(notes).toHaveCount(all)
  expect(kept()).toEqual(before)
})

test('a theme that was named gives the focus back to « + Thème » of its own column', async ({
  house,
}) => {
  const board = await house.hang('filed')
  const wall = await house.visit(LAPTOP)
  await wall.goto(board.wallPath)
  for (const column of ['Ce qui a manqué', 'Inventer']) {
    const add = wall.getByRole('button', { name: `Nouveau thème dans ${column}` })
    await add.click()
    await wall.keyboard.type(`Thème de ${column}`)
    await wall.keyboard.press('Enter')
    await expect(wall.getByRole('group', { name: `Thème Thème de ${column}` })).toBeVisible()
    await expect(add).toBeFocused()
    await add.press('Enter')
    await wall.keyboard.press('Escape')
    await expect(add).toBeFocused()
  }
})

test('who concludes while somebody may still write is asked first', async ({ house }) => {
  const { wall, phone } = await openAssembly(house)
  const step = (name: string) =>
    wall.getByRole('list', { name: 'Étapes' }).getByRole('button', { name })
  await step('Dévoiler').click()
  await wall.getByRole('button', { name: 'Dévoiler les notes' }).click()
  await expect(phone.getByRole('textbox')).toHaveCount(0)
  await wall.getByRole('button', { name: 'Ouvrir l’écriture de Perspectives' }).click()
  await phone.getByRole('textbox').fill('Encore une idée')
  await step('Conclure').click()
  const question = wall.getByRole('dialog')
  await expect(question).toContainText('plus personne n’y écrira')
  await question.getByRole('button', { name: 'Pas encore' }).click()
  await expect(question).toHaveCount(0)
  await expect(step('Dévoiler')).toHaveAttribute('aria-current', 'step')
  await expect(phone.getByRole('textbox')).toHaveValue('Encore une idée')

  await step('Conclure').click()
  await question.getByRole('button', { name: 'Fermer et conclure' }).click()
  await expect(step('Conclure')).toHaveAttribute('aria-current', 'step')
  await expect(phone.getByRole('textbox')).toHaveCount(0)
  // Nobody writes: nothing to ask.
  await step('Regrouper').click()
  await expect(step('Regrouper')).toHaveAttribute('aria-current', 'step')
  await step('Conclure').click()
  await expect(step('Conclure')).toHaveAttribute('aria-current', 'step')
})
