import { expect } from '@playwright/test'

import { openAssembly, test } from '../support/house.ts'
import { joinByCode, PHONE, writeNote } from '../support/journey.ts'

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
