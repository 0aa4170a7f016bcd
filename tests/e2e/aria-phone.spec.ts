import { rm } from 'node:fs/promises'

import type { Locale } from '@murmure/shared/room'
import { expect, type Page, test } from '@playwright/test'

import { EXHIBITS } from '../demo/exhibit.ts'
import { type ExhibitBoard, type ExhibitStage, hangExhibit } from '../support/exhibit-board.ts'
import { openScenes } from '../support/scenes.ts'
import { type RunningServer, startServer } from '../support/server.ts'

const PHONE = { width: 390, height: 844 }
const LANGUAGES = { fr: 'fr-FR', en: 'en-GB' } as const

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

/** Each with a wall of its own: what another scene left there is not to be heard. */
const SPOKEN: readonly (readonly [locale: Locale, scene: string, snapshot: string])[] = [
  [
    'fr',
    'home',
    `
    - banner:
      - textbox "On vous a donné un code ?"
      - button "Rejoindre ce mur"
    - main:
      - heading "Chacun écrit. Le mur rassemble." [level=1]
      - region "Modèles":
        - article:
          - heading "Bilan et perspectives" [level=2]
          - button "Créer ce mur"
        - article:
          - heading "Trois questions" [level=2]
          - 'button "Créer ce mur : Trois questions"'
        - article:
          - heading "Une seule question" [level=2]
          - 'button "Créer ce mur : Une seule question"'
        - article:
          - heading "Mur vide" [level=2]
          - 'button "Créer ce mur : Mur vide"'
      - group: Reprendre un mur depuis une copie
      - paragraph: Ce que vous écrivez reste sur le serveur de votre réseau, jusqu’à ce que vous supprimiez le mur. Rien ne part ailleurs, et personne n’a besoin de compte.
    `,
  ],
  [
    'fr',
    'join',
    `
    - main:
      - heading "Rencontre annuelle des cafés-jardins" [level=1]
      - paragraph: Montreval-sur-Orle (41), samedi 14 novembre
      - paragraph:
        - textbox "Votre prénom facultatif, reste sur cet appareil"
      - group "Votre groupe écrit sur votre table":
        - radio "Groupe A"
        - radio "Groupe B"
        - radio "Groupe C"
        - radio "Partenaires"
      - button "Rejoindre le mur"
      - paragraph: Pas de compte, pas d’adresse, pas de mot de passe.
    `,
  ],
  [
    'fr',
    'phone-writing',
    `
    - main:
      - heading "Groupe B" [level=1]
      - paragraph: Camille
      - button "Menu"
      - status: Tout est enregistré.
      - region "Les notes de votre groupe":
        - heading "Les notes de votre groupe 11" [level=2]
        - heading "Ce que cela apporte" [level=3]
        - list:
          - listitem:
            - paragraph: Garde d’enfants improvisée pendant les plantations
            - text: Enregistré
        - heading "Ce qui a manqué" [level=3]
        - list:
          - listitem:
            - paragraph: Un cœur d’équipe plus stable
      - form "Écrire une note":
        - group "Où va votre note ?":
          - radio "Ce que cela vous apporte ?" [checked]
          - radio "Ce qui vous a manqué ?"
        - textbox "Votre note": Un banc à l’ombre du till
        - button "Coller sur le mur"
    `,
  ],
  [
    'fr',
    'phone-closed',
    `
    - main:
      - heading "Groupe B" [level=1]
      - button "Menu"
      - region "Les notes de votre groupe":
        - paragraph: Aucune note dans votre groupe.
      - heading "L’écriture est fermée" [level=2]
      - paragraph: C’est l’animation qui l’ouvre. Vous pourrez alors écrire ici.
      - button "Qui êtes-vous ?"
    `,
  ],
  [
    'fr',
    'phone-correcting',
    `
    - main:
      - region "Les notes de votre groupe":
        - heading "Ce que cela apporte" [level=3]
        - list:
          - listitem:
            - textbox "Texte de la note": Une bouilloire qui chante
            - button "Garder la correction"
            - button "Ne rien changer"
            - button "Retirer la note"
    `,
  ],
  [
    'fr',
    'phone-menu',
    `
    - main:
      - heading "Groupe B" [level=1]
      - status: Tout est enregistré.
      - heading "Votre place" [level=2]
      - paragraph: "Vous écrivez pour : Groupe B."
      - status: Une seule file pour toutes les salles. L’animation donne la parole.
      - button "Demander la parole"
      - list:
        - listitem:
          - button "Qui êtes-vous ? Pour le compte-rendu, sans noms."
        - listitem:
          - button "Changer de groupe Vos notes vous suivent."
      - button "Revenir aux notes"
    `,
  ],
  [
    'fr',
    'phone-stuck',
    `
    - main:
      - status: "Collée : « Une bouilloire qui chante »"
      - button "Annuler"
      - form "Écrire une note":
        - textbox "Votre note"
    `,
  ],
  [
    'fr',
    'phone-offline',
    `
    - main:
      - status: "Hors ligne : 1 note en attente Continuez à écrire. Elle partira toute seule."
      - region "Les notes de votre groupe":
        - heading "Les notes de votre groupe 12" [level=2]
        - list:
          - listitem:
            - paragraph: Une bouilloire qui chante
            - text: En attente de réseau
            - button "Modifier ma note"
      - form "Écrire une note":
        - group "Où va votre note ?":
          - radio "Ce que cela vous apporte ?" [checked]
        - textbox "Votre note"
        - button "Coller sur le mur"
    `,
  ],
  [
    'en',
    'phone-writing',
    `
    - main:
      - heading "Group B" [level=1]
      - button "Menu"
      - status: Everything is saved.
      - region "Your group’s notes":
        - heading "Your group’s notes 4" [level=2]
        - heading "What it brings" [level=3]
        - list:
          - listitem:
            - paragraph: Looking after the children while we plant
            - text: Saved
      - form "Write a note":
        - group "Where does your note go?":
          - radio "What does it bring you?" [checked]
          - radio "What was missing for you?"
        - textbox "Your note": A bench in the shade of the lim
        - button "Stick on the wall"
    `,
  ],
]

for (const [locale, name, snapshot] of SPOKEN) {
  test(`${name}, as it is heard (${locale})`, async ({ browser }) => {
    const scene = openScenes(locale).find((known) => known.name === name)
    const open = async (): Promise<Page> => {
      const options = { baseURL: server.url, viewport: PHONE, locale: LANGUAGES[locale] }
      return (await browser.newContext(options)).newPage()
    }
    const hang = async (until: ExhibitStage): Promise<ExhibitBoard> => {
      const board = await hangExhibit(server.url, { exhibit: EXHIBITS[locale], locale, until })
      boards.push(board)
      return board
    }
    const page = await scene?.open({ open, hang, origin: server.url })
    expect(page, `no scene ${name}`).toBeDefined()
    if (!page) return
    await expect(page.locator('body')).toMatchAriaSnapshot(snapshot)
    // One thing at a time: while a note is corrected there is no other place to write in.
    if (name === 'phone-correcting') await expect(page.getByRole('textbox')).toHaveCount(1)
    await page.context().close()
  })
}
