import { expect } from '@playwright/test'

import { test } from '../support/house.ts'
import { joinByCode, PHONE } from '../support/journey.ts'

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
  await phone.goBack()
  await expect(toCome).toBeVisible()
})
