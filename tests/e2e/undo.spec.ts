import { rm } from 'node:fs/promises'

import { type Browser, expect, type Page, test } from '@playwright/test'
import { correctCard } from '@murmure/shared/actions/edit-card'
import { readCards } from '@murmure/shared/group-doc'
import { CreatedSession } from '@murmure/shared/protocol/http'

import { type BareClient } from '../fault/bare-client.ts'
import { groupClient } from '../fault/hall.ts'
import { createTestBoard, type TestBoard } from '../support/board.ts'
import { scribeLink } from '../support/centre.ts'
import { joinByCode, openPage, PHONE, writeNote } from '../support/journey.ts'
import { type RunningServer, startServer } from '../support/server.ts'

let server: RunningServer
let board: TestBoard
let scribe: BareClient
test.beforeEach(async () => {
  server = await startServer()
  board = await createTestBoard(server.url)
  await board.command({ type: 'open', sectionId: 'bilan' })
  scribe = await openScribe()
})
test.afterEach(async () => {
  scribe.vanish()
  await server.stop()
  await rm(server.dataDir, { recursive: true, force: true })
})

/** Whoever writes for the whole of the first group, and may correct its notes. */
async function openScribe(): Promise<BareClient> {
  const link = await scribeLink(server.url, board)
  const answer = await fetch(`${server.url}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ boardId: board.created.boardId, secret: link.split('#')[1] }),
  })
  const client = groupClient(server.url, CreatedSession.parse(await answer.json()))
  await client.open()
  return client
}

/** The one note, as the scribe's document has it. */
const note = () => readCards(scribe.doc, '')[0]
const words = () => note()?.text

async function openPhone(browser: Browser): Promise<Page> {
  const phone = await openPage(browser, server.url, PHONE)
  await joinByCode(phone, board.created.code, board.created.groups[0]?.name ?? '')
  return phone
}

const shown = (phone: Page, text: string) => phone.getByRole('listitem').filter({ hasText: text })
const undo = (phone: Page) => phone.getByRole('button', { name: 'Annuler' })

function correctAsScribe(text: string): void {
  const cardId = note()?.cardId
  if (cardId === undefined) throw new Error('the scribe has no note')
  correctCard(scribe.doc, cardId, text)
}

test('[F51] « Collée » taken back after a scribe’s correction: the note goes, the correction stays in it', async ({
  browser,
}) => {
  const phone = await openPhone(browser)
  await writeNote(phone, 'Un lieu')
  // Under the finger it waits as long as it takes.
  await undo(phone).focus()
  await expect.poll(words).toBe('Un lieu')
  correctAsScribe('Un lieu ouvert à tous')
  await expect(shown(phone, 'Un lieu ouvert à tous')).toBeVisible()
  await undo(phone).click()
  await expect(phone.getByText('C’est annulé.')).toBeVisible()
  await expect(shown(phone, 'Un lieu')).toHaveCount(0)
  await expect.poll(() => note()?.removed?.by).toBeDefined()
  expect(note()?.removed?.by).toBe(note()?.cardId.split('.')[0])
  expect(words()).toBe('Un lieu ouvert à tous')
  await phone.reload()
  await expect(phone.getByText('Tout est enregistré.')).toBeVisible()
  await expect(shown(phone, 'Un lieu')).toHaveCount(0)
  expect(words()).toBe('Un lieu ouvert à tous')
  await phone.context().close()
})

test('[F51] a correction that somebody has overwritten is not taken back: it says so, and nothing changes', async ({
  browser,
}) => {
  const phone = await openPhone(browser)
  await writeNote(phone, 'Un lieu')
  await shown(phone, 'Un lieu').getByRole('button').first().click()
  await phone.getByRole('textbox', { name: 'Texte de la note' }).fill('Un lieu ouvert')
  await phone.getByRole('button', { name: 'Garder la correction' }).click()
  await undo(phone).focus()
  await expect.poll(words).toBe('Un lieu ouvert')
  correctAsScribe('Un lieu ouvert à tous')
  await expect(shown(phone, 'Un lieu ouvert à tous')).toBeVisible()
  await undo(phone).click()
  await expect(phone.getByText(/Quelqu’un l’a changée depuis/)).toBeVisible()
  await expect(shown(phone, 'Un lieu ouvert à tous')).toBeVisible()
  await expect(phone.getByText('Tout est enregistré.')).toBeVisible()
  expect(words()).toBe('Un lieu ouvert à tous')
  expect(note()?.removed).toBeUndefined()
  await phone.context().close()
})
