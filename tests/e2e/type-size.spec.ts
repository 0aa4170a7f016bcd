import { rm } from 'node:fs/promises'

import type { CreatedBoard } from '@murmure/shared/protocol/http'
import { expect as expectSoon, type Page, test } from '@playwright/test'

import { createApi } from '../replay/api.ts'
import { type Crowd, gatherCrowd } from '../support/crowd.ts'
import { openPage } from '../support/journey.ts'
import { type RunningServer, startServer } from '../support/server.ts'
import { illegible, joinPieces, notesShown, type Room, smallestPx } from './legibility.ts'

/** Fifteen hundred notes beside another browser, on two cores: what comes late is judged no less. */
const PATIENCE_MS = 30_000
/** Hundreds of short waits: by itself each would soon look once a second only. */
const OFTEN = { intervals: [50] }
const expect = expectSoon.configure({ timeout: PATIENCE_MS })
test.use({ actionTimeout: PATIENCE_MS })

const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1024, height: 768 },
  { width: 3840, height: 2160 },
] as const
/** The hall that a screen assumes, and a deep one with a small image. */
const ROOMS: readonly Room[] = [
  { depth: 8, width: 2.4 },
  { depth: 12, width: 2 },
]
/** The longest first: what comes last runs alone. */
const COUNTS = [1500, 300, 60, 5] as const
/** Turned one by one: enough to see a page that lacks or repeats a note. */
const PAGES_TURNED_MAX = 12
/** Of a theme or a group of a crowd's, which is never turned to its end: as many as show how they follow. */
const CROWD = { notes: 300, pagesTurnedMax: 4 }
/** With more of them only the first page of the larger resolutions is looked at. */
const TURNED_EVERYWHERE_MAX = 60

const THEMES = ['Communication', 'L’accompagnement intergénérationnel', 'Sortir de chez soi']
const TEXTS = [
  'un banc',
  'se sentir moins seuls, même quand il pleut',
  'trop de route pour deux heures de réunion, et personne pour garder les enfants du village voisin',
  'Quelqu’un décroche quand on appelle : la communication avec les partenaires départementaux',
]
/** The longest that a phone lets through. */
const LONGEST = `${'les horaires du bus ne vont pas avec ceux des ateliers, '.repeat(9)}500`.slice(
  0,
  500,
)

type Stand = {
  readonly created: CreatedBoard
  readonly crowd: Crowd
  readonly screen: Page
  readonly texts: readonly string[]
  readonly command: ReturnType<typeof createApi>['command'] extends (
    session: infer _Session,
    command: infer Command,
  ) => infer Done
    ? (command: Command) => Done
    : never
}

// One of the longest files: shared by the workers, each with a server of its own.
test.describe.configure({ mode: 'parallel' })

let server: RunningServer
test.beforeAll(async () => {
  // One listener per stock client, by y-websocket: not a leak.
  process.setMaxListeners(0)
  server = await startServer()
})
test.afterAll(async () => {
  await server.stop()
  await rm(server.dataDir, { recursive: true, force: true })
})

for (const count of COUNTS) {
  test(`${count} notes: the last row reads every stage, and pages hold each note once`, async ({
    browser,
  }) => {
    // A quarter of a minute on a quiet machine; three browsers beside it on two cores are not the screen's fault.
    test.setTimeout(300_000)
    const screen = await openPage(browser, server.url, {
      viewport: SIZES[0],
      reducedMotion: 'reduce',
    })
    const stand = await hangNotes(count, screen)
    const { crowd, command } = stand
    await test.step('while people write', () => readsBefore(stand))
    await command({ type: 'reveal' })
    await expect(screen.getByText('À ranger').first()).toBeVisible()
    await test.step('revealed', () => readsWall(stand))
    fileSome(stand)
    await command({ type: 'phase', phase: 'group' })
    await expect(screen.getByRole('heading', { level: 4, name: /^Com/ }).first()).toBeVisible()
    await test.step('grouped', () => readsWall(stand))
    await test.step('one theme, one group, one note', () => readsParts(stand))
    await test.step('the timer, and nothing', () => readsTimer(stand))
    crowd.close()
    await screen.context().close()
  })
}

async function hangNotes(count: number, screen: Page): Promise<Stand> {
  const api = createApi(server.url)
  const created = await api.createBoard({
    template: 'bilan-et-perspectives',
    title: 'Assemblée des centres sociaux du département',
    place: 'Montreval-sur-Orle (41)',
    locale: 'fr',
  })
  const { boardId, code, secrets } = created
  const facilitator = await api.openSession({ boardId, secret: secrets.facilitator })
  const crowd = await gatherCrowd({
    origin: server.url,
    facilitator,
    join: (groupId) => api.openSession({ code, groupId }),
  })
  for (const { sectionId } of created.sections)
    await api.command(facilitator, { type: 'open', sectionId })
  const texts = Array.from({ length: count }, (_, index) =>
    index === 4 ? LONGEST : `${index} ${TEXTS[index % TEXTS.length]}`,
  )
  for (const [place, { groupId }] of created.groups.entries()) {
    const own = texts.flatMap((text, index) =>
      index % created.groups.length === place
        ? [
            {
              text,
              columnId: created.columns[(index >> 2) % created.columns.length]?.columnId ?? '',
            },
          ]
        : [],
    )
    await crowd.stick(groupId, own)
  }
  const command: Stand['command'] = (each) => api.command(facilitator, each)
  await screen.goto(`/p/${boardId}#${secrets.screen}`)
  return { created, crowd, screen, texts, command }
}

/** Two themes per column take half of the notes. */
function fileSome({ created, crowd }: Stand): void {
  const { cards } = crowd.board()
  for (const { columnId } of created.columns) {
    const own = cards.filter((card) => card.columnId === columnId)
    for (const [index, title] of THEMES.entries()) {
      const filed = own.filter((_, place) => place % 6 === index).map(({ cardId }) => cardId)
      if (filed.length > 0) crowd.theme(title, columnId, filed)
    }
  }
}

/** Before « Dévoiler » a screen reads no wall: the room is what this browser keeps. */
async function readsBefore(stand: Stand): Promise<void> {
  const { screen, created, command, texts } = stand
  await command({ type: 'timer', seconds: 754 })
  for (const room of ROOMS) {
    await screen.evaluate(([key, value]) => localStorage.setItem(key, value), [
      `murmure:stage:${created.boardId}`,
      JSON.stringify({ room, light: false }),
    ] as const)
    await screen.reload()
    await expect(screen.getByRole('timer')).toBeVisible()
    await everySize(stand, room)
    const figures = screen.locator(':is(h2, h3) > b').filter({ visible: true })
    expect(sumOf(await figures.allTextContents())).toBe(texts.length)
  }
}

async function readsWall(stand: Stand): Promise<void> {
  const { crowd, screen, texts } = stand
  for (const room of ROOMS) {
    crowd.show({ mode: 'wall', room })
    await everySize(stand, room, async () => {
      const held: string[] = []
      let bricks = 0
      await everyPage(stand, { mode: 'wall', room }, async () => {
        held.push(...(await notesShown(screen)))
        bricks += await screen.locator('main i[data-paper]').count()
      })
      expect(held.length + bricks).toBe(texts.length)
      if (held.length > 0) expect(sorted(held)).toEqual(sorted(texts))
    })
  }
}

async function readsParts(stand: Stand): Promise<void> {
  const { crowd, screen } = stand
  const { themes, groups, cards } = crowd.board()
  const theme = themes.find(({ title }) => title === THEMES[1]) ?? themes[0]
  const group = groups[0]
  const longest = cards.find(({ text }) => text === LONGEST)
  const parts = [
    {
      mode: 'theme',
      targetId: theme?.themeId,
      title: theme?.title,
      cards: cards.filter((card) => card.themeId === theme?.themeId),
    },
    {
      mode: 'group',
      targetId: group?.groupId,
      title: group?.name,
      cards: cards.filter((card) => card.groupId === group?.groupId),
    },
    { mode: 'note', targetId: longest?.cardId, title: '', cards: longest ? [longest] : [] },
  ] as const
  for (const room of ROOMS) {
    for (const { mode, targetId = '', title, cards: own } of parts) {
      crowd.show({ mode, targetId, room, page: 0 })
      await expect.poll(() => titleOf(screen), OFTEN).toBe(title)
      await everySize(stand, room, async () => {
        const held: string[] = []
        const isWhole = await everyPage(stand, { mode, targetId, room }, async () => {
          held.push(...(await notesShown(screen)))
        })
        const expected = sorted(own.map(({ text }) => text))
        if (isWhole) expect(sorted(joinPieces(held))).toEqual(expected)
        else expect(new Set(held).size).toBe(held.length)
      })
    }
  }
}

async function readsTimer(stand: Stand): Promise<void> {
  const { crowd, screen, command } = stand
  for (const room of ROOMS) {
    crowd.show({ mode: 'timer', room })
    await command({ type: 'timer', seconds: 754 })
    await expect(screen.getByRole('timer')).toBeVisible()
    await everySize(stand, room)
    await command({ type: 'timer', seconds: null })
    await expect(screen.locator('main h2').first()).toBeVisible()
    crowd.show({ mode: 'blank', room })
    await expect(screen.locator('main')).toBeEmpty()
  }
}

type Shown = Omit<Parameters<Crowd['show']>[0], 'page'>

/** Turns the pages of what is shown; false where there are too many to turn them all. */
async function everyPage(
  { crowd, screen, texts }: Stand,
  shown: Shown,
  look: () => Promise<void>,
): Promise<boolean> {
  const mark = screen.getByText(/^\d+\u00a0\/\u00a0\d+$/)
  const pages = (await mark.count()) > 0 ? Number((await mark.innerText()).split('/')[1]) : 1
  const isCrowd = texts.length > CROWD.notes && shown.mode !== 'wall'
  const most = isCrowd ? CROWD.pagesTurnedMax : PAGES_TURNED_MAX
  for (let page = 0; page < Math.min(pages, most); page++) {
    if (page > 0) {
      crowd.show({ ...shown, page })
      await expect(mark).toHaveText(`${page + 1}\u00a0/\u00a0${pages}`)
    }
    await look()
    expect(await illegible(screen, floorOf(screen, shown.room))).toEqual([])
  }
  if (pages > 1) {
    crowd.show({ ...shown, page: 0 })
    await expect(mark).toHaveText(`1\u00a0/\u00a0${pages}`)
  }
  return pages <= most
}

/** Looks at what is shown at each resolution, once the screen is set for the room. */
async function everySize(
  { screen, texts }: Stand,
  room: Room,
  look: () => Promise<void> = async () => undefined,
): Promise<void> {
  for (const size of SIZES) {
    await screen.setViewportSize(size)
    const floor = floorOf(screen, room)
    await expect
      .poll(
        () =>
          screen.locator('main').evaluate((main) => parseFloat(getComputedStyle(main).fontSize)),
        OFTEN,
      )
      .toBeCloseTo(floor, 0)
    // The pages are shared out anew in the frame after that, and after what is measured for it.
    await screen.evaluate(twoFrames)
    await expect(screen.locator('[data-measuring]')).toHaveCount(0)
    await screen.evaluate(twoFrames)
    // The type follows the window at once, the pages a frame later: what counts is what stays.
    await expect
      .poll(() => illegible(screen, floor), { ...OFTEN, message: `${size.width}×${size.height}` })
      .toEqual([])
    if (size === SIZES[0] || texts.length <= TURNED_EVERYWHERE_MAX) await look()
  }
}

const twoFrames = () =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))

/** What the scene is headed by; a note has nothing over it. */
async function titleOf(screen: Page): Promise<string> {
  const titles = await screen.locator('main h1').allTextContents()
  return titles.join(' ').replaceAll('\u00AD', '')
}

function floorOf(screen: Page, room: Room | undefined): number {
  return smallestPx(room ?? { depth: 8, width: 2.4 }, screen.viewportSize()?.width ?? 0)
}

const sumOf = (figures: readonly string[]): number =>
  figures.reduce((sum, figure) => sum + Number(figure), 0)

/** French puts a blank that does not break before some signs. */
const sorted = (texts: readonly string[]): readonly string[] =>
  texts.map((text) => text.replaceAll(/[\u00A0\u202F]/g, ' ')).sort()
