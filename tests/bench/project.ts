import { placeCards } from '@murmure/shared/actions/arrange-cards'
import { createTheme } from '@murmure/shared/actions/edit-theme'
import { readCards, readProfile } from '@murmure/shared/group-doc'
import { createId } from '@murmure/shared/ids'
import { projectBoard, readBoard } from '@murmure/shared/read-board'
import { readRoom, writeRoom } from '@murmure/shared/room-doc'
import { NEW_SESSION } from '@murmure/shared/session'
import { templateIn } from '@murmure/shared/templates'
import { readWall } from '@murmure/shared/wall-doc'
import * as Y from 'yjs'

import { median } from './figures.ts'
import { random, stickNotes } from './notes.ts'

export const CARDS = 3000
const GROUPS = ['a', 'b', 'c', 'p'] as const
const THEMES = 40
const RUNS = 40

export type Projection = {
  /** The plain parts are at hand, as in the wall's store: the price of one change. */
  readonly projectMs: number
  /** From the documents, as for the minutes. */
  readonly readMs: number
  readonly toJsonMs: number
}

/** A board of 3,000 notes, three in four of them filed under a theme. */
export function measureProjection(): Projection {
  const { room, wall, groups } = createDocuments()
  const plainRoom = readRoom(room)
  const plainWall = readWall(wall)
  const contents = new Map(
    [...groups].map(([groupId, doc]) => [
      groupId,
      { cards: readCards(doc, groupId), profile: readProfile(doc) },
    ]),
  )
  const { cards } = projectBoard(plainRoom, plainWall, contents)
  if (cards.length !== CARDS) throw new Error('a card is missing')
  const docs = [room, wall, ...groups.values()]
  return {
    projectMs: timeOf(() => projectBoard(plainRoom, plainWall, contents)),
    readMs: timeOf(() => readBoard(room, wall, groups)),
    toJsonMs: timeOf(() => docs.map((doc) => doc.toJSON())),
  }
}

function timeOf(work: () => unknown): number {
  const times = Array.from({ length: RUNS }, () => {
    const startedAt = performance.now()
    work()
    return performance.now() - startedAt
  })
  return median(times)
}

function createDocuments() {
  const room = new Y.Doc()
  const wall = new Y.Doc()
  const { sections, columns } = templateIn('fr', 'bilan-et-perspectives')
  writeRoom(room, {
    meta: { schema: 1, title: 'Mesure', locale: 'fr' },
    sections,
    columns,
    groups: GROUPS.map((groupId, index) => ({
      groupId,
      name: groupId.toUpperCase(),
      kind: 'team' as const,
      sign: { paper: 'round' as const, shape: 'round' as const, letter: groupId.toUpperCase() },
      order: index,
    })),
    session: NEW_SESSION,
  })
  const themeIds = Array.from({ length: THEMES }, (_, index) => {
    const themeId = createId(random)
    const columnId = columns[index % columns.length]?.columnId ?? null
    createTheme(wall, { themeId, title: `Thème ${index}`, columnId, order: `a${index}` })
    return themeId
  })
  const groups = new Map(GROUPS.map((groupId) => [groupId as string, new Y.Doc()]))
  for (const doc of groups.values()) {
    const columnId = columns[0]?.columnId
    const cardIds = stickNotes(doc, createId(random), CARDS / GROUPS.length, columnId)
    const filed = cardIds.filter((_, index) => index % 4 > 0)
    const places = filed.map((cardId, index) => ({
      cardId,
      columnId: null,
      themeId: themeIds[index % THEMES] ?? null,
      order: `a${index}`,
    }))
    placeCards(wall, places)
  }
  return { room, wall, groups }
}
