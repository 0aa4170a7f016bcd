import { expect, type Page } from '@playwright/test'

import { test } from '../support/house.ts'
import { joinByCode, LAPTOP, PHONE } from '../support/journey.ts'

test('minutes that are out while the phase is « Écrire » are what a phone speaks of, not of writing to come', async ({
  house,
}) => {
  const board = await house.hang('writing')
  const [section] = board.created.sections
  const phone = await house.visit(PHONE)
  await joinByCode(phone, board.created.code, board.created.groups[0]?.name ?? '')
  await board.command({ type: 'close', sectionId: section?.sectionId ?? '' })
  const toCome = phone.getByText('C’est l’animation qui l’ouvre.')
  await expect(toCome).toBeVisible()

  await board.command({ type: 'reveal' })
  await board.command({ type: 'phase', phase: 'write' })
  await board.command({ type: 'publish', published: true })
  await expect(phone.getByText('L’assemblée se conclut.')).toBeVisible()
  await expect(toCome).toHaveCount(0)
  await phone.getByRole('link', { name: 'Lire le compte-rendu' }).click()
  await expect(phone.getByRole('article').first()).toBeVisible()

  await board.command({ type: 'publish', published: false })
  await phone.getByRole('button', { name: 'Markdown' }).click()
  await expect(phone.getByRole('status')).toHaveText(
    'Vous pourrez lire le compte-rendu quand l’animation l’aura publié.',
  )
  await phone.goBack()
  await expect(toCome).toBeVisible()
})

test('a wall that was deleted is no more, in the same words, on its phones, its laptop and an open page of its minutes', async ({
  house,
}) => {
  const board = await house.hang('filed')
  const { boardId, token } = board.facilitator
  await board.command({ type: 'publish', published: true })
  const [phone, wall] = [await house.visit(PHONE), await house.visit(LAPTOP)]
  await joinByCode(phone, board.created.code, board.created.groups[0]?.name ?? '')
  await wall.goto(board.wallPath)
  await expect(wall.getByRole('article').first()).toBeVisible()
  const minutes = await wall.context().newPage()
  await minutes.goto(`/c/${boardId}`)
  await expect(minutes.getByRole('article')).toBeVisible()

  await wall.request.delete(`/api/boards/${boardId}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const saysGone = async (page: Page): Promise<void> => {
    await expect(page.getByRole('heading', { name: 'Ce mur n’existe plus' })).toBeVisible()
    await expect(page.getByText('Il a été supprimé par l’animation.')).toBeVisible()
  }
  for (const page of [phone, wall]) await saysGone(page)
  // In the dark it stays as dark as the wall that stood there.
  await wall.emulateMedia({ colorScheme: 'dark' })
  await expect(wall.locator('body')).toHaveCSS('background-color', 'rgb(14, 33, 26)')
  await minutes.getByRole('button', { name: 'Markdown' }).click()
  await expect(minutes.getByRole('status')).toHaveText(
    'Ce mur n’existe plus. Il a été supprimé par l’animation.',
  )
  await minutes.reload()
  await saysGone(minutes)
})

test('minutes that were left open for longer than a token lives are downloaded all the same', async ({
  house,
}) => {
  const board = await house.hang('filed')
  const wall = await house.visit(LAPTOP)
  await wall.goto(board.wallPath)
  await expect(wall.getByRole('article').first()).toBeVisible()
  await wall.goto(`/c/${board.created.boardId}`)
  await wall.route(
    '**/minutes.md',
    (route) => route.continue({ headers: { authorization: 'Bearer over' } }),
    { times: 1 },
  )
  const refused = wall.waitForResponse((answer) => answer.status() === 401)
  const file = wall.waitForEvent('download')
  await wall.getByRole('button', { name: 'Markdown' }).click()
  await refused
  expect((await file).suggestedFilename()).toMatch(/\.md$/)
  await expect(wall.getByRole('status')).toHaveText('Fichier téléchargé.')
})
