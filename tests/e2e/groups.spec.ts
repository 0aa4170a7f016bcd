import { expect, type Page } from '@playwright/test'

import { makeCuttable } from '../support/cut-network.ts'
import { test } from '../support/house.ts'
import {
  codeOf,
  createWall,
  joinByCode,
  LAPTOP,
  openWriting,
  PHONE,
  writeNote,
} from '../support/journey.ts'

const REMOVE = 'Retirer Groupe D du mur'

/** The dialog, with the group that was just added there, unfolded. */
async function addGroupD(wall: Page) {
  await wall.getByRole('button', { name: 'Nommer ou ajouter un groupe' }).click()
  const dialog = wall.getByRole('dialog')
  await expect(dialog.getByLabel('Nom', { exact: true }).last()).toHaveValue('Groupe D')
  await dialog.getByRole('button', { name: 'Ajouter un groupe' }).click()
  const group = dialog.getByRole('listitem').filter({ hasText: 'Groupe D' })
  await group.locator('summary').click()
  return { dialog, group }
}

test('the next group is proposed, named and located, and says that it is saved', async ({
  house,
}) => {
  const wall = await house.visit(LAPTOP)
  await createWall(wall)
  const { dialog, group } = await addGroupD(wall)
  await expect(dialog.getByLabel('Nom', { exact: true }).last()).toHaveValue('Groupe E')
  await dialog.getByRole('radio', { name: 'Centre à distance' }).check()
  await expect(dialog.getByLabel('Nom', { exact: true }).last()).toHaveValue('')

  const saved = group.getByRole('status')
  await group.getByLabel('Salle ou lieu').fill('Sous le préau')
  await expect(saved).toHaveText('')
  await group.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(saved).toHaveText('Enregistré')
  await group.getByLabel('Salle ou lieu').fill('Dans la cour')
  await expect(saved).toHaveText('')
})

test('a group that was added by mistake is removed, once nobody is there; who was away is told, and the note follows', async ({
  house,
}) => {
  // It waits for beats and for a presence to end.
  test.setTimeout(180_000)
  const wall = await house.visit(LAPTOP)
  await createWall(wall)
  await openWriting(wall, 'Bilan')
  const code = await codeOf(wall)
  const { dialog, group } = await addGroupD(wall)
  const phone = await house.visit(PHONE)
  const cut = await makeCuttable(phone)
  await joinByCode(phone, code, 'Groupe D')
  await expect(phone.getByText('Tout est enregistré.')).toBeVisible()
  await group.getByRole('button', { name: REMOVE }).click()
  await expect(group.getByRole('alert')).toContainText('est connecté')
  await expect(group.getByRole('alert')).toBeInViewport()
  // There alone: not once more in the bar behind, and not any more once the dialog was closed.
  await expect(wall.locator('[role=alert]')).toHaveCount(1)
  await wall.keyboard.press('Escape')
  await expect(wall.locator('[role=alert]')).toHaveCount(0)
  await wall.getByRole('button', { name: 'Nommer ou ajouter un groupe' }).click()
  await group.locator('summary').click()

  const restore = await cut()
  await expect(phone.getByText(/^Hors ligne/)).toBeVisible()
  await writeNote(phone, 'Écrite sans réseau')
  await expect(async () => {
    await group.getByRole('button', { name: REMOVE }).click()
    await expect(group).toHaveCount(0, { timeout: 1000 })
  }).toPass()
  await expect(dialog.getByRole('status').filter({ hasText: 'Groupe D' })).toHaveText(
    'Retiré du mur\u00a0: Groupe D.',
  )
  await expect(dialog.getByRole('list', { name: 'Groupes' })).toBeFocused()
  await wall.keyboard.press('Escape')
  await expect(wall.getByRole('complementary').getByText('Groupe D')).toHaveCount(0)

  await restore()
  await expect(
    phone.getByRole('heading', { name: 'Votre groupe a été retiré du mur' }),
  ).toBeVisible()
  await expect(phone.getByText('Écrite sans réseau')).toBeVisible()
  await phone.getByRole('link', { name: 'Rejoindre de nouveau' }).click()
  await phone.getByRole('radio', { name: 'Groupe A' }).check()
  await phone.getByRole('button', { name: /^Rejoindre/ }).click()
  // What waits is offered again with the phone's next beat.
  await expect(wall.getByRole('listitem', { name: /Groupe A.*Écrite sans réseau/ })).toBeVisible({
    timeout: 45_000,
  })

  // What was written keeps its group.
  await wall.getByRole('button', { name: 'Nommer ou ajouter un groupe' }).click()
  const first = dialog.getByRole('listitem').filter({ hasText: 'Groupe A' })
  await phone.context().close()
  await first.locator('summary').click()
  await expect(async () => {
    await first.getByRole('button', { name: 'Retirer Groupe A du mur' }).click()
    await expect(dialog.getByRole('alert')).toContainText('Des notes y ont été écrites', {
      timeout: 1000,
    })
  }).toPass()
})
