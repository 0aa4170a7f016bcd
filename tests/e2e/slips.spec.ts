import { rm } from 'node:fs/promises'

import { expect, test } from '@playwright/test'

import {
  codeOf,
  createWall,
  joinByCode,
  LAPTOP,
  openPage,
  openWriting,
  PHONE,
  writeNote,
} from '../support/journey.ts'
import { type RunningServer, startServer } from '../support/server.ts'

let server: RunningServer
test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(async () => {
  await server.stop()
  await rm(server.dataDir, { recursive: true, force: true })
})

test('a hurried hand: no group chosen, a tap that comes twice; and a hand that goes up moves nothing', async ({
  browser,
}) => {
  const wall = await openPage(browser, server.url, LAPTOP)
  await createWall(wall)
  await openWriting(wall, 'Bilan')
  const code = await codeOf(wall)

  const phone = await openPage(browser, server.url, PHONE)
  await phone.goto(`/r/${code.replace(/\D/g, '')}`)
  await phone.getByRole('button', { name: /^Rejoindre/ }).click()
  await expect(phone.getByRole('alert')).toHaveText('Choisissez votre groupe.')
  await expect(phone).toHaveURL(/\/r\//)
  await joinByCode(phone, code, 'Groupe A')

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
  for (const page of [wall, phone]) await page.context().close()
})
