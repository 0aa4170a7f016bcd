import { rm } from 'node:fs/promises'

import type { Locale } from '@murmure/shared/room'
import { type Browser, expect, type Locator, type Page, test } from '@playwright/test'

import type { Exhibit } from '../demo/exhibit.ts'
import { type ExhibitBoard, type ExhibitStage, hangExhibit } from '../support/exhibit-board.ts'
import { type RunningServer, startServer } from '../support/server.ts'

/** One note in a theme and one beside it: what a screen reader is told, not how much of it. */
const EXHIBITS: Readonly<Record<Locale, Exhibit>> = {
  fr: {
    title: 'Assemblée',
    place: 'Vierzon',
    date: '2026-06-13',
    cells: [
      { section: 0, group: 0, column: 0, texts: ['Un banc à l’ombre'], theme: 'Se poser' },
      { section: 0, group: 1, column: 1, texts: ['Une bouilloire'] },
    ],
  },
  en: {
    title: 'Assembly',
    place: 'Vierzon',
    date: '2026-06-13',
    cells: [
      { section: 0, group: 0, column: 0, texts: ['A bench in the shade'], theme: 'Sitting down' },
      { section: 0, group: 1, column: 1, texts: ['A kettle'] },
    ],
  },
}

let server: RunningServer
const hung: ExhibitBoard[] = []
test.beforeAll(async () => {
  // One listener per stock client, by y-websocket: not a leak.
  process.setMaxListeners(0)
  server = await startServer()
})
test.afterAll(async () => {
  for (const board of hung) board.close()
  await server.stop()
  await rm(server.dataDir, { recursive: true, force: true })
})

test('Écrire: the steps, the timer, what to do; a column with a way to make a theme', async ({
  browser,
}) => {
  const { page } = await openWall(browser, 'fr', 'writing')
  await expect(stepOn(page)).toHaveText('1Écrire')
  await expect(page.getByRole('banner')).toMatchAriaSnapshot(`
    - banner:
      - heading "Assemblée" [level=1]:
        - button "Assemblée"
      - paragraph: /Vierzon, \\d+ juin/
      - list "Étapes de la séance":
        - listitem:
          - button "1 Écrire"
        - listitem:
          - button "2 Dévoiler"
        - listitem:
          - button "3 Regrouper"
        - listitem:
          - button "4 Conclure"
      - group "Minuteur":
        - 'button "5 min : lancer le minuteur"'
        - 'button /\\d+ min : lancer le minuteur/'
        - 'button /\\d+ min : lancer le minuteur/'
      - 'button /Code \\d+ \\d+ : afficher l’adresse et le QR code/'
      - paragraph: Les groupes écrivent. Jusqu’à « Dévoiler », chacun ne voit que les notes de son groupe.
  `)
  await expect(sectionOn(page)).toMatchAriaSnapshot(`
    - region "Bilan":
      - heading "Bilan" [level=2]
      - text: 2 notes
      - button "Fermer l’écriture de Bilan"
      - heading "Ce que cela apporte 1" [level=3]
      - button "Nouveau thème dans Ce que cela apporte": Thème
      - region "À ranger, Ce que cela apporte, 1 note":
        - group "À ranger, Ce que cela apporte, 1 note":
          - heading "À ranger" [level=4]
        - list:
          - 'listitem "Groupe A : Un banc à l’ombre"':
            - article:
              - paragraph: Un banc à l’ombre
              - text: Groupe A
              - 'button "Ranger ou mettre de côté : Un banc à l’ombre"'
      - heading "Ce qui a manqué 1" [level=3]
      - button "Nouveau thème dans Ce qui a manqué": Thème
      - region "À ranger, Ce qui a manqué, 1 note":
        - group "À ranger, Ce qui a manqué, 1 note":
          - heading "À ranger" [level=4]
        - list:
          - 'listitem "Groupe B : Une bouilloire"':
            - article:
              - paragraph: Une bouilloire
              - text: Groupe B
              - 'button "Ranger ou mettre de côté : Une bouilloire"'
  `)
})

test('Dévoiler: what it does is said before it is done', async ({ browser }) => {
  const { page, board } = await openWall(browser, 'fr', 'writing')
  await page.getByRole('button', { name: '2 Dévoiler' }).click()
  await expect(page.getByRole('dialog')).toMatchAriaSnapshot(`
    - dialog "Dévoiler les notes ?":
      - heading "Dévoiler les notes ?" [level=2]
      - button "Fermer"
      - list:
        - listitem: Les écrans montrent les notes de tous les groupes, et celles qui viendront.
        - listitem: L’écriture se ferme ; vous pourrez la rouvrir.
        - listitem: "Les notes ne seront plus jamais secrètes : revenir à « Écrire » ne fait que les cacher."
      - paragraph:
        - button "Pas encore"
        - button "Dévoiler les notes"
  `)
  await page.keyboard.press('Escape')
  await board.command({ type: 'reveal' })
  await expect(stepOn(page)).toHaveText('2Dévoiler')
  await expect(guideOn(page)).toMatchAriaSnapshot(`
    - paragraph: "Les écrans montrent les notes de tous les groupes. Dans « Au projecteur », montrez les groupes l’un après l’autre : quelqu’un de chaque groupe présente ses notes."
  `)
  await expect(page.getByRole('complementary')).toMatchAriaSnapshot(`
    - complementary "Conduite de la séance":
      - heading "Au projecteur" [level=2]
      - paragraph: Mur entier
      - group "Montrer sur les écrans":
        - button "Mur entier" [pressed]
        - button "Minuteur"
        - button "Écran vide"
        - combobox "Montrer un groupe":
          - option "Montrer un groupe" [disabled] [selected]
          - option "Groupe A"
          - option "Groupe B"
          - option "Groupe C"
          - option "Partenaires"
      - button "Ouvrir l’écran"
      - group: Salle et écrans
      - heading "Groupes" [level=2]
      - list
      - button "Nommer ou ajouter un groupe"
      - button "Ajouter une visio"
      - heading "Compte-rendu" [level=2]
      - link "Voir le compte-rendu":
        - /url: /\\/c\\/.+/
      - checkbox "Publier pour tous les groupes"
      - paragraph: "Pas encore publié : seule l’animation peut le lire."
      - heading "Préparer et garder" [level=2]
      - button "Colonnes et questions"
      - button "Lien pour co-animer"
      - link "Le kit à imprimer":
        - /url: /\\/k\\/.+/
      - button "Sauvegarder une copie"
  `)
})

test('Regrouper: themes with their notes, what is left, what was done and how to take it back', async ({
  browser,
}) => {
  const { page } = await openWall(browser, 'fr', 'filed')
  await expect(stepOn(page)).toHaveText('3Regrouper')
  await expect(guideOn(page)).toMatchAriaSnapshot(`
    - paragraph: Rapprochez les notes qui se ressemblent ; nommez les thèmes avec la salle.
    - text: "Encore à ranger : 1 note"
  `)
  await expect(sectionOn(page)).toMatchAriaSnapshot(`
    - region "Bilan":
      - heading "Bilan" [level=2]
      - text: 2 notes
      - button "Ouvrir l’écriture de Bilan"
      - heading "Ce que cela apporte 1" [level=3]
      - region "Se poser, Ce que cela apporte, 1 note":
        - group "Thème Se poser, 1 note":
          - heading "Se poser" [level=4]:
            - button "Se poser"
          - button "Replier le thème Se poser, 1 note" [expanded]
          - 'button "Thème Se poser : montrer ou défaire"'
        - list:
          - 'listitem "Groupe A : Un banc à l’ombre"':
            - article:
              - paragraph: Un banc à l’ombre
              - text: Groupe A
              - 'button "Ranger ou mettre de côté : Un banc à l’ombre"'
      - button "Nouveau thème dans Ce que cela apporte": Thème
      - region "À ranger, Ce que cela apporte, 0 note":
        - group "À ranger, Ce que cela apporte, 0 note":
          - heading "À ranger" [level=4]
      - heading "Ce qui a manqué 1" [level=3]
      - button "Nouveau thème dans Ce qui a manqué": Thème
      - region "À ranger, Ce qui a manqué, 1 note":
        - group "À ranger, Ce qui a manqué, 1 note":
          - heading "À ranger" [level=4]
        - list:
          - 'listitem "Groupe B : Une bouilloire"':
            - article:
              - paragraph: Une bouilloire
              - text: Groupe B
              - 'button "Ranger ou mettre de côté : Une bouilloire"'
  `)
  await page.getByRole('listitem', { name: 'Une bouilloire' }).focus()
  await page.keyboard.press('r')
  await expect(page.getByRole('contentinfo')).toMatchAriaSnapshot(`
    - contentinfo:
      - 'button "Annuler : note mise de côté « Une bouilloire »"'
      - status: "Mise de côté : « Une bouilloire ». « Annuler » la remet ; elle reste dans « De côté »."
      - 'button "De côté : 1"'
      - button "Réduire les textes"
      - status: /\\d+ %/
      - button "Agrandir les textes"
      - paragraph: Enregistré
  `)
})

test('Conclure: read, publish, hand the link on', async ({ browser }) => {
  const { page, board } = await openWall(browser, 'fr', 'filed')
  await board.command({ type: 'phase', phase: 'conclude' })
  await expect(stepOn(page)).toHaveText('4Conclure')
  await expect(guideOn(page)).toMatchAriaSnapshot(`
    - paragraph: "Relisez le compte-rendu, puis publiez-le. Pour le corriger, rangez les notes ici : il suit le mur."
    - link "Voir le compte-rendu":
      - /url: /\\/c\\/.+/
    - button "Publier le compte-rendu"
  `)
  await page.getByRole('button', { name: 'Publier le compte-rendu' }).click()
  await expect(page.getByRole('banner').getByRole('button', { name: 'Lien du' })).toBeVisible()
  await expect(guideOn(page)).toMatchAriaSnapshot(`
    - paragraph: "Le compte-rendu est publié : chaque téléphone peut l’ouvrir. Montrez aussi son lien ou son QR code."
    - link "Voir le compte-rendu":
      - /url: /\\/c\\/.+/
    - button "Lien du compte-rendu"
  `)
})

test('in English, everything', async ({ browser }) => {
  const { page } = await openWall(browser, 'en', 'filed')
  await expect(stepOn(page)).toHaveText('3Group')
  await expect(page.locator('body')).toMatchAriaSnapshot(`
    - banner:
      - heading "Assembly" [level=1]:
        - button "Assembly"
      - paragraph: /Vierzon, \\d+ June/
      - list "Steps of the meeting":
        - listitem:
          - button "Write"
        - listitem:
          - button "Reveal"
        - listitem:
          - button "3 Group"
        - listitem:
          - button "4 Conclude"
      - group "Timer":
        - 'button "5 min: start the timer"'
        - 'button /\\d+ min: start the timer/'
        - 'button /\\d+ min: start the timer/'
      - 'button /Code \\d+ \\d+: show the address and the QR code/'
      - paragraph: Bring together the notes that are alike and name each theme, with the room.
      - text: "Left to sort: 1 note"
    - main:
      - 'group "Wall: arrows to go from note to note, Space to take one, Enter for its menu"':
        - region "Review":
          - heading "Review" [level=2]
          - text: 2 notes
          - button "Open writing for Review"
          - heading "What it brings 1" [level=3]
          - region "Sitting down, What it brings, 1 note":
            - group "Theme Sitting down, 1 note":
              - heading "Sitting down" [level=4]:
                - button "Sitting down"
              - button "Fold the theme Sitting down, 1 note" [expanded]
              - 'button "Theme Sitting down: show or undo it"'
            - list:
              - 'listitem "Group A: A bench in the shade"':
                - article:
                  - paragraph: A bench in the shade
                  - text: Group A
                  - 'button "Sort or set aside: A bench in the shade"'
          - button "New theme in What it brings": Theme
          - region "To sort, What it brings, 0 notes":
            - group "To sort, What it brings, 0 notes":
              - heading "To sort" [level=4]
          - heading "What was missing 1" [level=3]
          - button "New theme in What was missing": Theme
          - region "To sort, What was missing, 1 note":
            - group "To sort, What was missing, 1 note":
              - heading "To sort" [level=4]
            - list:
              - 'listitem "Group B: A kettle"':
                - article:
                  - paragraph: A kettle
                  - text: Group B
                  - 'button "Sort or set aside: A kettle"'
        - region "Outlook":
          - heading "Outlook" [level=2]
          - text: 0 notes
          - button "Open writing for Outlook"
          - heading "Keep 0" [level=3]
          - button "New theme in Keep": Theme
          - region "To sort, Keep, 0 notes":
            - group "To sort, Keep, 0 notes":
              - heading "To sort" [level=4]
            - paragraph: No notes yet.
          - heading "Invent 0" [level=3]
          - button "New theme in Invent": Theme
          - region "To sort, Invent, 0 notes":
            - group "To sort, Invent, 0 notes":
              - heading "To sort" [level=4]
            - paragraph: No notes yet.
    - complementary "Running the meeting":
      - heading "On the projector" [level=2]
      - paragraph: Whole wall
      - group "Show on the screens":
        - button "Whole wall" [pressed]
        - button "Timer"
        - button "Blank"
        - combobox "Show a theme":
          - option "Show a theme" [disabled] [selected]
          - option "Sitting down"
        - combobox "Show a group":
          - option "Show a group" [disabled] [selected]
          - option "Group A"
          - option "Group B"
          - option "Group C"
          - option "Partners"
      - button "Open the screen"
      - group: Room and screens
      - heading "Groups" [level=2]
      - list
      - button "Name or add a group"
      - button "Add a video call"
      - heading "Minutes" [level=2]
      - link "See the minutes":
        - /url: /\\/c\\/.+/
      - checkbox "Publish for all groups"
      - paragraph: "Not published yet: only the facilitators can read them."
      - heading "Prepare and keep" [level=2]
      - button "Columns and questions"
      - button "Link for co-facilitators"
      - link "The kit to print":
        - /url: /\\/k\\/.+/
      - button "Save a copy"
    - contentinfo:
      - button "Undo" [disabled]
      - status
      - paragraph: Drag a note to a theme, or open its menu.
      - button "Smaller text"
      - status: /\\d+%/
      - button "Larger text"
      - paragraph: Saved
  `)
})

async function openWall(
  browser: Browser,
  locale: Locale,
  until: ExhibitStage,
): Promise<{ readonly page: Page; readonly board: ExhibitBoard }> {
  const board = await hangExhibit(server.url, { exhibit: EXHIBITS[locale], locale, until })
  hung.push(board)
  const context = await browser.newContext({
    baseURL: server.url,
    locale: locale === 'fr' ? 'fr-FR' : 'en-GB',
    viewport: { width: 1440, height: 900 },
  })
  const page = await context.newPage()
  await page.goto(board.wallPath)
  await expect(page.getByRole('listitem').filter({ has: page.locator('article') })).toHaveCount(2)
  await expect(page.locator('header button[aria-label*="QR"]')).toBeVisible()
  return { page, board }
}

const stepOn = (page: Page): Locator => page.locator('header [aria-current="step"]')

/** The line below the steps, with its acts. */
const guideOn = (page: Page): Locator => page.getByRole('banner').locator('> div').last()

const sectionOn = (page: Page): Locator => page.getByRole('main').getByRole('region').first()
