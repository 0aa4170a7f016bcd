import { expect, type Page } from '@playwright/test'

import { addCentre } from '../support/centre.ts'
import { type House, test } from '../support/house.ts'
import { LAPTOP, PROJECTOR } from '../support/journey.ts'
import { illegible, smallestPx } from './legibility.ts'

async function open(house: House, path: string, size = PROJECTOR): Promise<Page> {
  const page = await house.visit(size)
  await page.goto(path)
  return page
}

test('a phase begins with the whole wall; the second « Dévoiler » asks in one sentence; the wall says what is shown', async ({
  house,
}) => {
  const board = await house.hang('filed')
  const wall = await open(house, board.wallPath, LAPTOP)
  const screen = await open(house, board.screenPath)
  const said = wall.getByRole('contentinfo').getByRole('status').first()
  const wholeWall = screen.getByRole('heading', { name: 'Bilan', level: 2 })
  const oneGroup = screen.getByRole('heading', { name: 'Groupe B', level: 1 })
  const step = (name: string) =>
    wall.getByRole('list', { name: 'Étapes de la séance' }).getByRole('button', { name })
  const showGroup = async (): Promise<void> => {
    await wall.getByRole('combobox', { name: 'Montrer un groupe' }).selectOption('Groupe B')
    await expect(said).toHaveText('Sur les écrans : Les notes de Groupe B.')
    await expect(oneGroup).toBeVisible()
  }
  await test.step('Regrouper → Conclure', async () => {
    await expect(wholeWall).toBeVisible()
    await showGroup()
    await step('Conclure').click()
    await expect(wholeWall).toBeVisible()
    await expect(said).toHaveText('Sur les écrans : Mur entier.')
  })
  await test.step('a timer chosen by hand stays', async () => {
    const waiting = 'Sur les écrans : Mur entier, tant que le minuteur n’est pas lancé.'
    await wall.getByRole('button', { name: 'Minuteur', exact: true }).click()
    await expect(said).toHaveText(waiting)
    await expect(wholeWall).toBeVisible()
    await board.command({ type: 'timer', seconds: 754 })
    await expect(screen.getByRole('main').getByRole('timer')).toBeVisible()
    await step('Regrouper').click()
    await expect(step('Regrouper')).toHaveAttribute('aria-current', 'step')
    await expect(said).toHaveText('Sur les écrans : Minuteur.')
    await expect(screen.getByRole('main').getByRole('timer')).toBeVisible()
    await board.command({ type: 'timer', seconds: null })
    await expect(wholeWall).toBeVisible()
    await expect(said).toHaveText(waiting)
  })
  await test.step('Écrire: the code, and the wall says so', async () => {
    await showGroup()
    await step('Écrire').click()
    await expect(screen.getByRole('region', { name: 'Pour participer' })).toBeVisible()
    await expect(said).toHaveText('Sur les écrans : le code et le nombre de notes.')
  })
  await test.step('Dévoiler again: asked first, then the whole wall', async () => {
    await step('Dévoiler').click()
    const dialog = wall.getByRole('dialog', { name: 'Montrer de nouveau les notes ?' })
    await expect(dialog).toMatchAriaSnapshot(`
      - dialog "Montrer de nouveau les notes ?":
        - heading "Montrer de nouveau les notes ?" [level=2]
        - button "Fermer"
        - paragraph: "L’écriture se ferme, et les écrans montrent de nouveau les notes, celles écrites depuis aussi."
        - paragraph:
          - button "Pas encore"
          - button "Montrer les notes"
    `)
    await expect(screen.getByRole('region', { name: 'Pour participer' })).toBeVisible()
    const shown = await recordHeadings(screen)
    await dialog.getByRole('button', { name: 'Montrer les notes' }).click()
    await expect(wholeWall).toBeVisible()
    await expect(said).toHaveText('Sur les écrans : Mur entier.')
    expect(await shown()).not.toContain('Groupe B')
  })
})

test('after publishing, the way in stands on the screen as long as a section is open', async ({
  house,
}) => {
  const board = await house.hang('filed')
  const section = board.created.sections[1]?.sectionId ?? ''
  await board.command({ type: 'phase', phase: 'conclude' })
  await board.command({ type: 'publish', published: true })
  const screen = await open(house, board.screenPath)
  const report = screen.getByRole('region', { name: 'Compte-rendu' })
  const wayIn = screen.getByRole('region', { name: 'Pour participer' })
  await expect(report).toBeVisible()
  await expect(wayIn).toHaveCount(0)
  await board.command({ type: 'open', sectionId: section })
  await expect(wayIn).toContainText(new URL(house.server().url).host)
  await expect(wayIn).toContainText(/\d{3}\s\d{3}/)
  await expect(wayIn.getByRole('img', { name: 'QR code pour rejoindre le mur' })).toBeVisible()
  await expect(report).toHaveCount(0)
  await board.command({ type: 'close', sectionId: section })
  await expect(report).toBeVisible()
})

test('while writing is closed, the way in promises the wall and no writing', async ({ house }) => {
  const board = await house.hang('filed')
  await board.command({ type: 'phase', phase: 'write' })
  const screen = await open(house, board.screenPath)
  const wayIn = screen.getByRole('region', { name: 'Pour participer' })
  const closed = screen.getByText('L’écriture n’est pas ouverte pour l’instant.')
  await expect(closed).toBeVisible()
  await expect(wayIn).toContainText('Scannez ce carré pour rejoindre le mur')
  await board.command({ type: 'open', sectionId: board.created.sections[0]?.sectionId ?? '' })
  await expect(wayIn).toContainText('Scannez ce carré avec votre téléphone')
  await expect(closed).toHaveCount(0)
})

test('a group or a theme without a note says so under its heading, whole', async ({ house }) => {
  const board = await house.hang('filed')
  const { groupId } = await addCentre(house.server().url, board, 'Dreux')
  const [column] = board.created.columns
  board.crowd.theme('Sans note', column?.columnId ?? '', [])
  const theme = board.crowd.board().themes.find(({ title }) => title === 'Sans note')
  const screen = await open(house, board.screenPath)
  for (const [mode, targetId, title] of [
    ['group', groupId, 'Dreux'],
    ['theme', theme?.themeId ?? '', 'Sans note'],
  ] as const) {
    board.crowd.show({ mode, targetId })
    for (const [width, height] of [
      [1920, 1080],
      [1024, 768],
    ] as const) {
      await screen.setViewportSize({ width, height })
      const heading = screen.getByRole('heading', { name: title, level: 1 })
      const empty = screen.getByText('Aucune note pour l’instant.')
      await expect(empty).toBeVisible()
      const from = await heading.boundingBox()
      const to = await empty.boundingBox()
      const gap = (to?.y ?? Infinity) - (from ? from.y + from.height : 0)
      expect.soft(gap, `${mode} at ${width} px`).toBeGreaterThan(0)
      expect.soft(gap, `${mode} at ${width} px`).toBeLessThan(height / 8)
      const least = smallestPx({ depth: 8, width: 2.4 }, width)
      await expect.soft.poll(() => illegible(screen, least), { timeout: 2000 }).toEqual([])
    }
  }
})

test('« Au projecteur » says what the whole wall is now, and that an image is too small for its hall', async ({
  house,
}) => {
  const board = await house.hang('filed')
  const wall = await open(house, board.wallPath, LAPTOP)
  const button = wall.getByRole('button', { name: 'Mur entier' })
  const words = 'Montre les mots des notes, sur plusieurs pages s’il le faut.'
  const bricks = /^Montre les thèmes, et une brique par note\./
  await expect(button).toHaveAccessibleDescription(bricks)
  await board.command({ type: 'phase', phase: 'reveal' })
  board.crowd.show({ mode: 'wall', room: { depth: 3, width: 2.4 } })
  await expect(button).toHaveAccessibleDescription(
    'Montre les mots des notes s’ils ont la place, sinon les thèmes et une brique par note.',
  )
  const screen = await open(house, board.screenPath)
  await expect(screen.locator('main article').first()).toBeVisible()
  await expect(button).toHaveAccessibleDescription(words)

  const tooSmall = wall.getByText('Image trop petite pour cette salle')
  await expect(tooSmall).toHaveCount(0)
  await wall.getByText('Salle et écrans').click()
  await wall.getByLabel('Dernier rang, en mètres').fill('20')
  await wall.keyboard.press('Tab')
  await expect(tooSmall).toHaveText(/large de 2,4.m, elle se lit jusqu’à 14.m\.$/)
  // So many words have no room there: the screen tells what it shows instead.
  await expect(screen.locator('main i[data-paper]').first()).toBeVisible()
  await expect(button).toHaveAccessibleDescription(bricks)
  const farthest = smallestPx({ depth: 14.4, width: 2.4 }, PROJECTOR.viewport.width)
  await expect.poll(() => illegible(screen, farthest)).toEqual([])
  await wall.getByLabel('Largeur de l’image, en mètres').fill('4')
  await wall.keyboard.press('Tab')
  await expect(tooSmall).toHaveCount(0)
  // A hall of 20 m before 4 m: the key to the bricks has room.
  await expect(screen.getByRole('contentinfo').getByRole('listitem')).toHaveCount(4)
  const served = smallestPx({ depth: 20, width: 4 }, PROJECTOR.viewport.width)
  await expect.poll(() => illegible(screen, served)).toEqual([])
})

test('back in « Écrire » the screen counts what the wall counts; a theme counts the groups that were there', async ({
  house,
}) => {
  const board = await house.hang('filed')
  const { cards, themes } = board.crowd.board()
  const [first, second] = cards
  for (const { cardId } of [first, second].filter((card) => card !== undefined))
    board.crowd.setAside(cardId, 'hors sujet')
  await addCentre(house.server().url, board, 'Dreux')
  const moyens = themes.find(({ title }) => title === 'Des moyens')
  board.crowd.show({ mode: 'theme', targetId: moyens?.themeId ?? '' })
  const screen = await open(house, board.screenPath)
  await expect(screen.getByRole('complementary')).toMatchAriaSnapshot(`
    - complementary:
      - paragraph: 3 notes
      - paragraph: 2 groupes sur 4
  `)
  await board.command({ type: 'phase', phase: 'write' })
  await expect(screen.getByRole('region', { name: 'Pour participer' })).toBeVisible()
  const figures = screen.locator('h3 > b').filter({ visible: true })
  const sum = async (): Promise<number> =>
    (await figures.allTextContents()).reduce((all, figure) => all + Number(figure), 0)
  await expect.poll(sum).toBe(cards.length - 2)
  const groups = await screen.locator('li b').allTextContents()
  expect(groups.reduce((all, figure) => all + Number(figure), 0)).toBe(cards.length - 2)
})

test('a screen that opens says so until what it shows is here, and no longer than some seconds', async ({
  house,
}) => {
  const board = await house.hang('filed')
  const group = board.crowd.board().groups[1]
  board.crowd.show({ mode: 'group', targetId: group?.groupId ?? '' })
  const wallId = board.facilitator.documents.find(({ kind }) => kind === 'wall')?.documentId ?? ''
  const screen = await house.visit(PROJECTOR)
  const { release, heard } = await holdDocument(screen, wallId)
  const shown = await recordHeadings(screen)
  await screen.goto(board.screenPath)
  await expect.poll(heard).toBeGreaterThan(4)
  await expect(screen.getByText('L’écran s’ouvre.')).toBeVisible()
  release()
  await expect(screen.getByRole('heading', { name: 'Groupe B', level: 1 })).toBeVisible()
  expect(await shown()).not.toContain('Bilan')

  const cut = await house.visit(PROJECTOR)
  await holdDocument(cut, wallId)
  await cut.goto(board.screenPath)
  await expect(cut.getByText('L’écran s’ouvre.')).toBeVisible()
  await expect(cut.getByRole('heading', { name: 'Bilan', level: 2 })).toBeVisible({
    timeout: 10_000,
  })
})

test('a screen whose wall is deleted says so; who opens its link afterwards is told that it opens nothing', async ({
  house,
}) => {
  const board = await house.hang('filed')
  const { boardId, token } = board.facilitator
  const screen = await open(house, board.screenPath)
  await expect(screen.getByRole('heading', { name: 'Bilan', level: 2 })).toBeVisible()
  await fetch(`${house.server().url}/api/boards/${boardId}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
  })
  await expect(screen.getByRole('heading', { name: 'Ce mur n’existe plus' })).toBeVisible()
  await expect(screen.getByText('supprimé par l’animation')).toBeVisible()

  // Who was never there is not told that there was a wall.
  const other = await open(house, board.screenPath)
  await expect(other.getByRole('heading', { name: 'Lien inconnu' })).toBeVisible()
})

test('the two codes on a remote centre’s screen say where they lead', async ({ house }) => {
  const board = await house.hang('filed')
  const { screenPath } = await addCentre(house.server().url, board, 'Dreux')
  const screen = await open(house, screenPath)
  await expect(screen.getByText('Visio', { exact: true })).toBeVisible()
  await expect(screen.getByText('Pour participer', { exact: true })).toBeVisible()
})

/** All headings that stood on this page at any moment from now on, reloads included. */
async function recordHeadings(page: Page): Promise<() => Promise<readonly string[]>> {
  const record = (): void => {
    const seen = (globalThis.murmureHeadings ??= new Set())
    new MutationObserver(() => {
      for (const heading of document.querySelectorAll('h1, h2')) seen.add(heading.textContent ?? '')
    }).observe(document, { subtree: true, childList: true, characterData: true })
  }
  await page.addInitScript(record)
  await page.evaluate(record)
  return () => page.evaluate(() => [...(globalThis.murmureHeadings ?? [])])
}

declare global {
  var murmureHeadings: Set<string> | undefined
}

/** What the server says of one document waits until it is let go; `heard` counts what it says of the others. */
async function holdDocument(page: Page, documentId: string) {
  const held: (() => void)[] = []
  let isHeld = true
  let others = 0
  await page.routeWebSocket(/\/sync\//, (socket) => {
    const upstream = socket.connectToServer()
    const isIts = socket.url().includes(documentId)
    upstream.onMessage((message) => {
      if (!isIts) others += 1
      if (isIts && isHeld) held.push(() => socket.send(message))
      else socket.send(message)
    })
  })
  return {
    heard: () => others,
    release: (): void => {
      isHeld = false
      for (const send of held.splice(0)) send()
    },
  }
}
