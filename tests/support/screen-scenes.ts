import { screenEn } from '@murmure/client/texts/screen.en'
import { screenFr } from '@murmure/client/texts/screen.fr'
import type { Board } from '@murmure/shared/board'
import type { Locale } from '@murmure/shared/room'
import type { Page } from '@playwright/test'

import { createApi } from '../replay/api.ts'
import { addCentre, raiseHand } from './centre.ts'
import type { Crowd } from './crowd.ts'
import { makeCuttable } from './cut-network.ts'
import type { ExhibitBoard, ExhibitStage } from './exhibit-board.ts'
import type { Scene, Stagehand } from './scene.ts'

const TEXTS = { fr: screenFr, en: screenEn }
const TIMER_SECONDS = 754
const CENTRE = 'Dreux'
/** A hall so deep that a theme takes pages, and one where a group's notes do. */
const DEEPEST = { depth: 16, width: 2 }
const DEEP = { depth: 12, width: 2.4 }
/** A hall so small that the words of either language's notes fit on a few pages. */
const SMALL = { depth: 6, width: 2.4 }

type Shown = Parameters<Crowd['show']>[0]
type ShownOn = (board: Board) => Shown

/** The projector's page in each of its stages, and a remote centre's. */
export function screenScenes(locale: Locale): readonly Scene[] {
  const texts = TEXTS[locale]
  const wall: Shown = { mode: 'wall', page: 0 }
  return [
    before('screen-closed', 'empty', async () => undefined),
    before('screen-before', 'writing', startTimer),
    {
      name: 'screen-offline',
      async open(hand) {
        const board = await hand.hang('writing')
        await startTimer(board)
        const page = await hand.open()
        const cutNetwork = await makeCuttable(page)
        await page.goto(board.screenPath)
        await page.getByRole('timer').waitFor()
        await cutNetwork()
        await page.getByText(texts.lost(Date.now()).slice(0, 12)).waitFor()
        return page
      },
    },
    after('screen-wall', () => wall),
    // The notes themselves, on pages: a theme that goes on says so.
    after('screen-revealed', () => ({ ...wall, page: 1, room: SMALL }), stopTimer, 'reveal'),
    after('screen-deep', () => ({ ...wall, room: DEEP }), startTimer),
    // Too deep for its image.
    after('screen-too-deep', () => ({ ...wall, room: { depth: 20, width: 2.4 } })),
    after('screen-theme', ({ themes }) => ({ mode: 'theme', targetId: idOf(themes[0]?.themeId) })),
    after('screen-paged', ({ themes }) => ({
      mode: 'theme',
      targetId: idOf(themes[0]?.themeId),
      room: DEEPEST,
    })),
    after('screen-group', ({ groups }) => ({ mode: 'group', targetId: idOf(groups[0]?.groupId) })),
    after('screen-group-next', ({ groups }) => ({
      mode: 'group',
      targetId: idOf(groups[0]?.groupId),
      page: 1,
      room: DEEP,
    })),
    after('screen-note', ({ cards }) => ({ mode: 'note', targetId: idOf(cards[0]?.cardId) })),
    after('screen-light', () => ({ ...wall, light: true })),
    after('screen-light-theme', ({ themes }) => ({
      mode: 'theme',
      targetId: idOf(themes[0]?.themeId),
      light: true,
    })),
    after('screen-timer', () => ({ mode: 'timer' }), startTimer),
    { name: 'screen-centre', open: (hand) => openCentre(hand, texts.wholeWall) },
    { name: 'screen-unknown', open: (hand) => at(hand, '/p/aaaaaaaaaaaaaaaa') },
  ]
}

function before(
  name: string,
  until: ExhibitStage,
  prepare: (board: ExhibitBoard) => Promise<void>,
): Scene {
  return {
    name,
    async open(hand) {
      const board = await hand.hang(until)
      // A phone's scene may have closed it.
      const [section] = board.created.sections
      if (until === 'writing' && section)
        await board.command({ type: 'open', sectionId: section.sectionId })
      await prepare(board)
      return at(hand, board.screenPath)
    },
  }
}

/** What is shown is there before the page opens: nothing to wait for but the page. */
function after(
  name: string,
  shownOn: ShownOn,
  prepare: (board: ExhibitBoard) => Promise<void> = stopTimer,
  phase: 'reveal' | 'group' = 'group',
): Scene {
  return {
    name,
    async open(hand) {
      const board = await hand.hang('filed')
      await closeWriting(board)
      await prepare(board)
      await board.command({ type: 'phase', phase })
      board.crowd.show(shownOn(board.crowd.board()))
      return at(hand, board.screenPath)
    },
  }
}

/** A centre with a video meeting, its hand up behind another group's, that looks at the wall by itself. */
async function openCentre(hand: Stagehand, wholeWall: string): Promise<Page> {
  const board = await hand.hang('filed')
  await closeWriting(board)
  await stopTimer(board)
  board.crowd.show({ mode: 'wall', page: 0 })
  const { groupId, screenPath } = await addCentre(hand.origin, board, CENTRE)
  const { openSession } = createApi(hand.origin)
  const { code, groups } = board.created
  for (const each of [groups[2]?.groupId ?? '', groupId])
    await raiseHand(hand.origin, await openSession({ code, groupId: each }))
  const page = await at(hand, screenPath)
  await page.locator('aside select').selectOption({ label: wholeWall })
  return page
}

async function at({ open }: Stagehand, path: string): Promise<Page> {
  const page = await open()
  await page.goto(path)
  await page.locator('main').first().waitFor()
  for (const { opening } of Object.values(TEXTS))
    await page.getByText(opening).waitFor({ state: 'detached' })
  return page
}

function idOf(id: string | undefined): string {
  if (id === undefined) throw new Error('the exhibit has none of these')
  return id
}

/** A phone's scene may have opened it. */
async function closeWriting({ created, command }: ExhibitBoard): Promise<void> {
  for (const { sectionId } of created.sections) await command({ type: 'close', sectionId })
}

const startTimer = ({ command }: ExhibitBoard): Promise<void> =>
  command({ type: 'timer', seconds: TIMER_SECONDS })

const stopTimer = ({ command }: ExhibitBoard): Promise<void> =>
  command({ type: 'timer', seconds: null })
