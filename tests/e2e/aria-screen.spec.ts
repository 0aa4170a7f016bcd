import { rm } from 'node:fs/promises'

import type { Locale } from '@murmure/shared/room'
import { type Browser, expect, type Page, test } from '@playwright/test'

import { EXHIBITS } from '../demo/exhibit.ts'
import { type ExhibitBoard, hangExhibit } from '../support/exhibit-board.ts'
import { openPage, PROJECTOR } from '../support/journey.ts'
import { type RunningServer, startServer } from '../support/server.ts'

let server: RunningServer
const boards: ExhibitBoard[] = []
test.beforeAll(async () => {
  // One listener per stock client, by y-websocket: not a leak.
  process.setMaxListeners(0)
  server = await startServer()
})
test.afterAll(async () => {
  for (const board of boards) board.close()
  await server.stop()
  await rm(server.dataDir, { recursive: true, force: true })
})

async function hang(until: 'writing' | 'filed', locale: Locale = 'fr') {
  const board = await hangExhibit(server.url, { exhibit: EXHIBITS[locale], locale, until })
  boards.push(board)
  return board
}

async function openScreen(browser: Browser, board: ExhibitBoard): Promise<Page> {
  const page = await openPage(browser, server.url, PROJECTOR)
  await page.goto(board.screenPath)
  await page.locator('main').waitFor()
  return page
}

test('while people write, a screen says what is asked, how much is there, and how to come in', async ({
  browser,
}) => {
  const screen = await openScreen(browser, await hang('writing'))
  await expect(screen.locator('#root')).toMatchAriaSnapshot(`
    - main:
      - heading "Rencontre annuelle des cafés-jardins" [level=1]
      - paragraph: Montreval-sur-Orle (41)
      - heading "Bilan (33 notes)" [level=2]
      - heading /Ce que cela vous apporte.* \\(24 notes\\)/ [level=3]
      - heading /Ce qui vous a manqué.* \\(9 notes\\)/ [level=3]
      - list:
        - listitem: Groupe A 12 notes
        - listitem: Groupe B 11 notes
        - listitem: Groupe C 6 notes
        - listitem: Partenaires 4 notes
      - region "Pour participer":
        - img "QR code pour rejoindre le mur"
        - paragraph: Scannez ce carré avec votre téléphone, ou tapez le code à cette adresse
        - paragraph: /\\d{3} \\d{3}/
  `)
})

test('revealed: the wall, a theme, a group, a note, the timer, and nothing', async ({
  browser,
}) => {
  const board = await hang('filed')
  const screen = await openScreen(browser, board)
  const root = screen.locator('#root')
  const { crowd } = board
  const { themes, groups, cards } = crowd.board()
  await test.step('the whole wall', async () => {
    await expect(root).toMatchAriaSnapshot(`
      - main:
        - heading "Rencontre annuelle des cafés-jardins" [level=1]
        - heading "Bilan" [level=2]
        - text: 33 notes
        - heading "Ce que cela apporte" [level=3]
        - heading "Sortir de chez soi (6 notes)" [level=4]
        - heading "Apprendre (4 notes)" [level=4]
        - heading "Entraide au quotidien (3 notes)" [level=4]
        - heading "Cuisine (3 notes)" [level=4]
        - heading "À ranger (8 notes)" [level=4]
        - heading "Ce qui a manqué" [level=3]
        - heading "Des moyens (3 notes)" [level=4]
        - heading "Prévenir (3 notes)" [level=4]
        - heading "À ranger (3 notes)" [level=4]
        - heading "Perspectives" [level=2]
        - text: 29 notes
      - contentinfo:
        - list:
          - listitem: Groupe A
          - listitem: Groupe B
          - listitem: Groupe C
          - listitem: Partenaires
        - region "Pour participer"
    `)
  })
  await test.step('a theme', async () => {
    const theme = themes.find(({ title }) => title === 'Des moyens')
    crowd.show({ mode: 'theme', targetId: theme?.themeId ?? '' })
    await expect(root).toMatchAriaSnapshot(`
      - main:
        - paragraph: Bilan Ce qui a manqué
        - heading "Des moyens" [level=1]
        - list:
          - listitem:
            - article:
              - paragraph: Des bras au mois d’août
              - text: Groupe A
          - listitem:
            - article:
              - paragraph: Un point d’eau/un tuyau plus long
              - text: Groupe A
          - listitem:
            - article:
              - paragraph: Une deuxième plaque de cuisson
              - text: Groupe B
      - complementary:
        - paragraph: 3 notes
        - paragraph: 2 groupes sur 4
        - list:
          - listitem: Groupe A 2
          - listitem: Groupe B 1
          - listitem: Groupe C 0
          - listitem: Partenaires 0
        - region "Pour participer"
    `)
  })
  await test.step('a group', async () => {
    crowd.show({ mode: 'group', targetId: groups[3]?.groupId ?? '' })
    await expect(root).toMatchAriaSnapshot(`
      - main:
        - heading "Partenaires" [level=1]
        - paragraph: 6 notes
        - region "Pour participer":
          - img "QR code pour rejoindre le mur"
          - paragraph: /\\d{3} \\d{3}/
        - heading "Ce que cela apporte" [level=2]
        - article:
          - paragraph: une parole d’habitants, directe et franche
          - text: Partenaires
    `)
  })
  await test.step('a note', async () => {
    const card = cards.find(({ text }) => text === 'De l’ombre')
    crowd.show({ mode: 'note', targetId: card?.cardId ?? '' })
    await expect(root).toMatchAriaSnapshot(`
      - main:
        - paragraph: Ce qui a manqué
        - article:
          - paragraph: De l’ombre
          - text: Groupe A
        - paragraph: Groupe A
        - region "Pour participer"
    `)
  })
  await test.step('the timer, and nothing', async () => {
    crowd.show({ mode: 'timer' })
    await expect(screen.getByRole('heading', { name: 'Bilan', level: 2 })).toBeVisible()
    await board.command({ type: 'timer', seconds: 600 })
    await expect(root).toMatchAriaSnapshot(`
      - main:
        - paragraph:
          - timer "Temps restant": /\\d+:\\d\\d/
      - region "Pour participer"
    `)
    crowd.show({ mode: 'blank' })
    await expect(root).toMatchAriaSnapshot(`- main`)
    await expect(screen.locator('main')).toBeEmpty()
  })
  await test.step('[F24] back to « Écrire »: the words are hidden, whatever was shown; then shown again', async () => {
    crowd.show({ mode: 'wall' })
    await expect(screen.getByText('33 notes')).toBeVisible()
    await board.command({ type: 'phase', phase: 'write' })
    await expect(screen.getByRole('region', { name: 'Pour participer' })).toBeVisible()
    await expect(screen.getByText('Sortir de chez soi')).toHaveCount(0)
    for (const { text } of cards)
      await expect(screen.getByText(text, { exact: true })).toHaveCount(0)
    await board.command({ type: 'phase', phase: 'group' })
    await expect(screen.getByText('Sortir de chez soi').first()).toBeVisible()
  })
})

test('a wall in English has an English screen', async ({ browser }) => {
  const screen = await openScreen(browser, await hang('filed', 'en'))
  await expect(screen.locator('#root')).toMatchAriaSnapshot(`
    - main:
      - heading "Yearly meeting of the garden cafés" [level=1]
      - heading "Review" [level=2]
      - text: 15 notes
      - heading "What it brings" [level=3]
      - heading "Getting out (4 notes)" [level=4]
      - heading "Helping each other (2 notes)" [level=4]
      - heading "To sort (2 notes)" [level=4]
    - contentinfo:
      - list:
        - listitem: Group A
        - listitem: Group B
        - listitem: Group C
        - listitem: Partners
      - region "To take part":
        - img "QR code to join the wall"
        - paragraph: /\\d{3} \\d{3}/
  `)
})
