import { expect } from '@playwright/test'

import { test } from '../support/house.ts'
import { codeOf, createWall, LAPTOP, PROJECTOR } from '../support/journey.ts'

test('who adds a remote centre has at once what its room needs, as one message; and finds it again', async ({
  house,
}) => {
  const wall = await house.visit(LAPTOP)
  await createWall(wall)
  const code = await codeOf(wall)
  const dialog = wall.getByRole('dialog')
  await wall.getByRole('button', { name: 'Nommer ou ajouter un groupe' }).click()
  await dialog.getByRole('radio', { name: 'Centre à distance' }).check()
  await dialog.getByLabel('Nom').last().fill('Dreux')
  await dialog.getByRole('button', { name: 'Ajouter un groupe' }).click()

  await expect(dialog).toHaveAccessibleName('Écran et accès de Dreux')
  await expect(dialog.getByText('n’a pas encore de visio')).toBeVisible()
  await dialog.getByRole('button', { name: 'Ajouter une visio' }).click()
  await dialog.getByLabel('Adresse de la visio').fill('https://visio.example.org/dreux')
  await dialog.getByLabel('Précision, si elle est utile').fill('mot de passe : tilleul')
  await dialog.getByRole('button', { name: 'Enregistrer' }).click()
  // Back to the message that the link is for.
  await expect(wall.getByRole('dialog', { name: 'Écran et accès de Dreux' })).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Ajouter une visio' })).toBeHidden()
  await expect(dialog.getByText('ne s’ouvre que dans ce réseau')).toBeVisible()
  await dialog.getByRole('button', { name: 'Préparer le message' }).click()
  const field = dialog.getByRole('textbox', { name: 'Message à envoyer' })
  expect(await field.evaluate((box) => box.scrollHeight - box.clientHeight)).toBe(0)
  const message = await field.inputValue()
  expect(message).toContain('https://visio.example.org/dreux')
  expect(message).toContain(code)
  const [screenLink = ''] = /http\S+\/p\/\S+/.exec(message) ?? []
  const [joinLink = ''] = /http\S+\/r\/\S+/.exec(message) ?? []
  await dialog.getByRole('button', { name: 'Copier', exact: true }).click()
  await expect(dialog.getByRole('button', { name: 'Copié' })).toBeVisible()

  const screen = await house.visit(PROJECTOR)
  await screen.goto(screenLink)
  await expect(screen.getByText('Dreux').first()).toBeVisible()
  const phone = await house.visit(LAPTOP)
  await phone.goto(joinLink)
  await expect(phone.getByRole('radio', { name: 'Dreux' })).toBeChecked()

  await phone.getByRole('button', { name: 'Rejoindre' }).click()
  await phone.getByRole('button', { name: 'Menu' }).click()
  await phone.getByRole('button', { name: 'Demander la parole' }).click()
  await expect(phone.getByText('Parole demandée')).toBeVisible()
  await phone.getByRole('button', { name: 'Revenir aux notes' }).click()
  await dialog.getByRole('button', { name: 'Fermer' }).click()
  await wall.getByRole('button', { name: 'Donner la parole' }).click()
  await expect(phone.getByRole('status').filter({ hasText: 'Vous avez la parole' })).toBeVisible()
  // Neither is what the facilitators merely take down, nor what one lowers oneself, a turn to speak.
  await phone.getByRole('button', { name: 'Menu' }).click()
  await phone.getByRole('button', { name: 'Demander la parole' }).click()
  await expect(phone.getByText('Vous avez la parole')).toBeHidden()
  await wall.getByRole('button', { name: 'Retirer la demande de' }).click()
  await expect(phone.getByRole('button', { name: 'Demander la parole' })).toBeVisible()
  await expect(phone.getByText('Vous avez la parole')).toBeHidden()
  await phone.getByRole('button', { name: 'Demander la parole' }).click()
  await phone.getByRole('button', { name: 'Baisser la main' }).click()
  await expect(phone.getByRole('button', { name: 'Demander la parole' })).toBeVisible()
  await expect(phone.getByText('Vous avez la parole')).toBeHidden()

  await wall.goto(new URL(wall.url()).pathname.replace('/a/', '/k/'))
  await wall.getByRole('button', { name: 'Ajouter la fiche de l’écran de Dreux' }).click()
  const sheet = wall.getByRole('article', { name: 'Écran · Dreux' })
  await expect(sheet.getByText(/\/p\//)).toBeVisible()
  await expect(
    sheet.getByText('https://visio.example.org/dreux (mot de passe : tilleul)'),
  ).toBeVisible()
  await expect(sheet).toBeFocused()
  await expect(sheet).toBeInViewport()

  // The hall's own network is for the hall, on whatever sheet.
  await wall.getByLabel('Nom du réseau').fill('Salle des fêtes')
  await expect(wall.getByText('D’abord le Wi-Fi').first()).toBeVisible()
  for (const ofCentre of [sheet, wall.getByRole('article', { name: 'Dreux', exact: true })])
    await expect(ofCentre.getByText('D’abord le Wi-Fi')).toHaveCount(0)

  // Asked for again, it is the same one: no second way in.
  const sheets = await wall.getByRole('article').count()
  const link = await sheet.getByText(/\/p\//).textContent()
  await wall.getByRole('button', { name: 'Voir la fiche de l’écran de Dreux' }).click()
  await expect(sheet).toBeFocused()
  await expect(sheet.getByText(link ?? '')).toBeVisible()
  await expect(wall.getByRole('article')).toHaveCount(sheets)
})
