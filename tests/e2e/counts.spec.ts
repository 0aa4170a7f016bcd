import { expect, type Page } from '@playwright/test'

import { scribeLink } from '../support/centre.ts'
import type { ExhibitBoard } from '../support/exhibit-board.ts'
import { type House, test } from '../support/house.ts'
import { joinByCode, LAPTOP, PHONE } from '../support/journey.ts'

const groupName = ({ created }: ExhibitBoard, index: number): string =>
  created.groups[index]?.name ?? ''
const save = (page: Page) => page.getByRole('button', { name: 'Enregistrer', exact: true }).click()

async function attendance(house: House, { facilitator }: ExhibitBoard): Promise<string> {
  const { boardId, token } = facilitator
  const answer = await fetch(`${house.server().url}/api/boards/${boardId}/minutes.md`, {
    headers: { authorization: `Bearer ${token}` },
  })
  return (await answer.text()).split('## Qui était là')[1] ?? ''
}

test('facilitators count each group over what its people declared, and the minutes say so', async ({
  house,
}) => {
  const board = await house.hang('empty')
  const phone = await house.visit(PHONE)
  await joinByCode(phone, board.created.code, groupName(board, 0))
  await phone.getByRole('button', { name: 'Qui êtes-vous' }).click()
  await phone.getByText('Bénévole', { exact: true }).click()
  await phone.getByLabel('Votre département').fill('41')
  await phone.getByRole('button', { name: 'Compter dans le groupe' }).click()
  await expect(phone.getByText('C’est noté')).toBeVisible()

  const wall = await house.visit(LAPTOP)
  await wall.goto(board.wallPath)
  await wall.getByRole('button', { name: 'Compter les personnes' }).click()
  const [first, second] = [groupName(board, 0), groupName(board, 1)].map((name) =>
    wall.getByRole('group', { name }),
  )
  if (!first || !second) throw new Error('two groups')
  await expect(first.getByLabel('Bénévoles')).toHaveValue('1')
  await expect(first).toContainText(
    'Déclaré par les personnes\u00A0: Bénévole\u00A0: 1 · Département\u00A0: 41',
  )
  // What nobody declared is to be typed, not to be overwritten.
  await expect(second.getByLabel('Salariés')).toHaveValue('')
  const alone = 'Aucun téléphone n’a déclaré de personnes\u00A0: seul votre compte vaut.'
  await expect(second).toContainText(alone)
  await first.getByLabel('Bénévoles').fill('8')
  await second.getByLabel('Salariés').fill('onze')
  await save(wall)
  await expect(second.getByLabel('Salariés')).toBeFocused()
  await expect(second).toContainText('Un nombre de personnes s’écrit en chiffres.')
  expect(await attendance(house, board)).toContain(`| ${groupName(board, 0)} | 1 | – | 41 |`)

  await second.getByLabel('Salariés').fill('11')
  await second.getByLabel('Départements').fill('37, 36')
  await save(wall)
  await expect(wall.getByRole('status').filter({ hasText: 'C’est enregistré.' })).toBeVisible()
  expect(await attendance(house, board)).toContain(
    `| ${groupName(board, 0)} | 8 | – | 41 |\n| ${groupName(board, 1)} | – | 11 | 36, 37 |`,
  )
  await expect(second).toContainText(alone)
  // What was declared is still there to be seen, and to go back to.
  await expect(first).toContainText('Bénévole\u00A0: 1')
  await first.getByLabel('Bénévoles').fill('')
  await save(wall)
  await expect(first.getByLabel('Bénévoles')).toHaveValue('1')
})

test('a scribe counts the whole table on one phone', async ({ house }) => {
  const board = await house.hang('empty')
  const scribe = await house.visit(PHONE)
  await scribe.goto(await scribeLink(house.server().url, board))
  await scribe.getByRole('button', { name: 'Menu' }).click()
  await scribe.getByRole('button', { name: 'Compter le groupe' }).click()
  await scribe.getByLabel('Bénévoles').fill('5')
  await scribe.getByLabel('Salariés').fill('7')
  await scribe.getByLabel('Départements').fill('45 37 36')
  await save(scribe)
  await expect(scribe.getByText('C’est enregistré.')).toBeVisible()
  expect(await attendance(house, board)).toContain(
    `| ${groupName(board, 0)} | 5 | 7 | 36, 37, 45 |`,
  )
})
