import { copyFile, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, type Page } from '@playwright/test'

import { colleagueLink, type House, openAssembly, test } from '../support/house.ts'
import {
  fileUnderNewTheme,
  joinByCode,
  LAPTOP,
  PHONE,
  reveal,
  writeNote,
} from '../support/journey.ts'
import { type Place, placeIn, refuseOneWrite } from '../support/page-faults.ts'
import { injectFaults } from '../support/syscalls.ts'

/** What the relay grants to notes that were under way when their section was closed, and a little. */
const GRACE_MS = 6000
/** What a planned stop asks for at most: half a second, and all of the part that is chance. */
const STAY_AWAY_MS = 5_500

async function revoke(house: House, by: Place, participantId: string): Promise<void> {
  const answer = await fetch(`${house.server().url}/api/boards/${by.boardId}/revocations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${by.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ participantId }),
  })
  expect(answer.status).toBe(204)
}

const noteOn = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text })
const saved = (phone: Page) => phone.getByText('Tout est enregistré.')

test('a planned stop: a phone stays away as long as it is told, then all is as before', async ({
  house,
}) => {
  // A page is not told of its own sockets that nobody accepts; what stands before the server is.
  const proxy = await house.proxy()
  const { wall, phone } = await openAssembly(house, { phoneOrigin: proxy.url })
  // Of the time that it is told a part is chance: this phone draws all of it.
  await phone.addInitScript(() => {
    Math.random = () => 1 - Number.EPSILON
  })
  await phone.reload()
  await expect(saved(phone)).toBeVisible()
  const before = proxy.upgrades.length
  expect(before).toBeGreaterThan(0)
  const toldAfter = performance.now()
  const stopped = house.server().stop()
  await expect(phone.getByText('Hors ligne', { exact: false })).toBeVisible()
  // Whoever picks the phone up meanwhile is no reason to knock.
  await phone.evaluate(() => {
    for (let time = 0; time < 5; time++) window.dispatchEvent(new Event('focus'))
  })
  await stopped
  await writeNote(phone, 'Écrite pendant la mise à jour')
  await house.startAgain()
  await expect(saved(phone)).toBeVisible({ timeout: 30_000 })
  const [knock = 0] = proxy.upgrades.slice(before)
  expect(knock - toldAfter).toBeGreaterThanOrEqual(STAY_AWAY_MS)
  await expect(noteOn(wall, 'Écrite pendant la mise à jour')).toHaveCount(1)
})

test('a note that was never saved outlives the page that it was written in, and comes once', async ({
  house,
}) => {
  const { wall, phone } = await openAssembly(house)
  await expect(saved(phone)).toBeVisible()
  const address = phone.url()
  await house.server().kill()
  await writeNote(phone, 'Écrite sans réseau')
  await phone.close()
  await house.startAgain()
  const reopened = await phone.context().newPage()
  await reopened.goto(address)
  await expect(saved(reopened)).toBeVisible({ timeout: 30_000 })
  await reopened.reload()
  await expect(saved(reopened)).toBeVisible({ timeout: 30_000 })
  await expect(noteOn(wall, 'Écrite sans réseau')).toHaveCount(1, { timeout: 20_000 })
})

test('[F20] a co-facilitator whose place is taken away is told so, and keeps the words to copy', async ({
  house,
}) => {
  const { wall, phone } = await openAssembly(house)
  await writeNote(phone, 'Le bus du soir')
  await reveal(wall)
  const link = await colleagueLink(wall)
  const colleague = await house.visit(LAPTOP)
  await colleague.goto(link)
  await expect(noteOn(colleague, 'Le bus du soir')).toHaveCount(1)
  await colleague.context().setOffline(true)
  await expect(colleague.getByText('Hors ligne').first()).toBeVisible()
  await fileUnderNewTheme(colleague, 'Le bus du soir', 'Se déplacer le soir')
  await revoke(house, await placeIn(wall), (await placeIn(colleague)).participantId)
  await colleague.context().setOffline(false)
  await expect(
    colleague.getByRole('heading', { name: 'Vous n’avez plus accès à ce mur' }),
  ).toBeVisible({ timeout: 30_000 })
  await expect(colleague.getByRole('textbox', { name: /pas été enregistrés/ })).toHaveValue(
    'Se déplacer le soir',
  )
  await expect(wall.getByRole('heading', { name: 'Se déplacer le soir' })).toHaveCount(0)
})

test('[F20] a phone whose place is taken away keeps its words to copy', async ({ house }) => {
  const { wall, phone } = await openAssembly(house)
  await expect(saved(phone)).toBeVisible()
  await phone.context().setOffline(true)
  await writeNote(phone, 'Écrite trop tard')
  await revoke(house, await placeIn(wall), (await placeIn(phone)).participantId)
  await phone.context().setOffline(false)
  await expect(phone.getByRole('textbox', { name: /pas sur le mur/ })).toHaveValue(
    'Écrite trop tard',
    { timeout: 30_000 },
  )
})

test('[F51] a facilitator whose wall is refused once loses nothing, and « Annuler » goes on', async ({
  house,
}) => {
  const { wall, phone } = await openAssembly(house)
  await writeNote(phone, 'Le bus du soir')
  const link = await colleagueLink(wall)
  const colleague = await house.visit(LAPTOP)
  const refusing = await refuseOneWrite(colleague)
  await colleague.goto(link)
  await expect(noteOn(colleague, 'Le bus du soir')).toHaveCount(1)
  refusing.arm()
  await fileUnderNewTheme(colleague, 'Le bus du soir', 'Se déplacer le soir')
  await expect(colleague.getByRole('heading', { name: 'Le mur a été rechargé' })).toBeVisible()
  expect(refusing.count()).toBe(1)
  for (const page of [colleague, wall])
    await expect(page.getByRole('heading', { name: 'Se déplacer le soir' }).first()).toBeVisible()
  await colleague.getByRole('button', { name: 'J’ai lu' }).click()
  await expect(colleague.getByRole('heading', { name: 'Le mur a été rechargé' })).toHaveCount(0)
  await colleague.getByRole('button', { name: /^Annuler/ }).click()
  await expect(wall.getByRole('heading', { name: 'Se déplacer le soir' })).toHaveCount(0)
  await expect(noteOn(wall, 'Le bus du soir')).toHaveCount(1)
})

test('a note from before the closing that comes after it is announced, and taken up', async ({
  house,
}) => {
  const { wall, phone } = await openAssembly(house)
  await expect(saved(phone)).toBeVisible()
  await phone.context().setOffline(true)
  await writeNote(phone, 'Partie trop tard')
  await wall.getByRole('button', { name: 'Fermer l’écriture de Bilan' }).click()
  await expect(wall.getByRole('button', { name: 'Ouvrir l’écriture de Bilan' })).toBeVisible()
  // Within the grace after a closing a note is in time; only then is it late.
  const closedAt = Date.now()
  await expect.poll(() => Date.now() - closedAt, { timeout: 10_000 }).toBeGreaterThan(GRACE_MS)
  await phone.context().setOffline(false)
  const late = wall.getByRole('region', { name: 'Arrivées après la clôture' })
  await expect(late).toBeVisible({ timeout: 30_000 })
  await expect(phone.getByText('Une note est arrivée après la clôture')).toBeVisible()
  await late.getByRole('button', { name: /Partie trop tard$/ }).click()
  const dialog = wall.getByRole('dialog')
  await dialog.getByLabel(/^Nouveau thème dans/).fill('À temps')
  await dialog.getByRole('button', { name: 'Créer' }).click()
  await expect(late).toHaveCount(0)
  await expect(noteOn(wall, 'Partie trop tard')).toHaveCount(1)
})

test('a server whose disk is full says so on the wall and on the phones, until it saves again', async ({
  house,
}) => {
  const { wall, phone } = await openAssembly(house)
  await writeNote(phone, 'Avant')
  await expect(saved(phone)).toBeVisible()
  const said = 'n’enregistre plus pour l’instant'
  const disk = await injectFaults(house.server().pid, ['pwrite64:error=ENOSPC'])
  await writeNote(phone, 'Sur un disque plein')
  for (const page of [wall, phone]) await expect(page.getByText(said)).toBeVisible()
  await expect(noteOn(wall, 'Sur un disque plein')).toHaveCount(0)
  await disk.release()
  for (const page of [wall, phone])
    await expect(page.getByText(said)).toHaveCount(0, { timeout: 20_000 })
  await expect(saved(phone)).toBeVisible()
  await expect(noteOn(wall, 'Sur un disque plein')).toHaveCount(1)
})

test('the wall counts who is connected, each person once', async ({ house }) => {
  const { wall, phone, code } = await openAssembly(house)
  const groupA = wall.getByRole('listitem').filter({ hasText: 'Groupe A' })
  await expect(groupA.getByText('1 connecté')).toBeVisible()
  const secondTab = await phone.context().newPage()
  await secondTab.goto(phone.url())
  await expect(saved(secondTab)).toBeVisible()
  const neighbour = await house.visit(PHONE)
  await joinByCode(neighbour, code, 'Groupe A')
  await expect(groupA.getByText('2 connectés')).toBeVisible()
  await neighbour.context().close()
  await expect(groupA.getByText('1 connecté')).toBeVisible()
})

test('a machine that went back to an older copy gets back every note that its authors still hold', async ({
  house,
}) => {
  const { wall, phone } = await openAssembly(house)
  await writeNote(phone, 'Dans la copie')
  await expect(saved(phone)).toBeVisible()
  const { dataDir } = house.server()
  await house.server().stop()
  const files = (await readdir(dataDir)).filter((name) => name.startsWith('murmure.db'))
  expect(files).not.toEqual([])
  const kept = (name: string) => join(dataDir, `${name}.kept`)
  for (const name of files) await copyFile(join(dataDir, name), kept(name))
  await house.startAgain()
  await expect(saved(phone)).toBeVisible({ timeout: 30_000 })
  await writeNote(phone, 'Après la copie')
  await expect(saved(phone)).toBeVisible()
  await reveal(wall)
  await fileUnderNewTheme(wall, 'Dans la copie', 'Un thème')
  await expect(wall.getByText('Enregistré', { exact: true })).toBeVisible()
  await house.server().stop()
  await rm(join(dataDir, 'murmure.db-wal'), { force: true })
  for (const name of files) await copyFile(kept(name), join(dataDir, name))
  await house.startAgain()
  await expect(saved(phone)).toBeVisible({ timeout: 40_000 })
  await expect(phone.getByRole('listitem').filter({ hasText: 'Dans la copie' })).toHaveCount(1)
  await expect(phone.getByRole('listitem').filter({ hasText: 'Après la copie' })).toHaveCount(1)
  await expect(noteOn(wall, 'Après la copie')).toHaveCount(1)
  await expect(noteOn(wall, 'Dans la copie')).toHaveCount(1)
  // The reveal and the theme were saved: they went with the copy, as its operator wanted.
  await expect(wall.getByRole('button', { name: 'Fermer l’écriture de Bilan' })).toBeVisible()
  await expect(wall.getByRole('heading', { name: 'Un thème' })).toHaveCount(0)
})
