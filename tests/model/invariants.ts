import type { Aside } from '@murmure/shared/aside'
import type { Board, BoardCard, BoardTheme } from '@murmure/shared/board'
import { authorOf } from '@murmure/shared/ids'
import { ledgerOf } from '@murmure/shared/ledger'
import { expect } from 'vitest'

import { COLUMN_IDS, GROUP_IDS, type Hall, type Replica } from './hall.ts'

type RawCard = { readonly columnId: string; readonly removed?: { readonly by: string } }
type RawTheme = { readonly parentId: string | null; readonly removed?: unknown }

/** What the documents hold, read without any of the code under test. */
type Raw = {
  readonly cards: ReadonlyMap<string, RawCard>
  readonly themes: Readonly<Record<string, RawTheme>>
  readonly merges: Readonly<Record<string, string>>
  readonly asides: Readonly<Record<string, Aside>>
}

function rawOf({ docs }: Replica): Raw {
  const cards = GROUP_IDS.flatMap((groupId) =>
    Object.entries(docs[groupId].getMap('cards').toJSON() as Record<string, RawCard>),
  )
  return {
    cards: new Map(cards),
    themes: docs.wall.getMap('themes').toJSON(),
    merges: docs.wall.getMap('merges').toJSON(),
    asides: docs.wall.getMap('asides').toJSON(),
  }
}

/** The invariants of a board, whatever was delivered so far: each compared with the raw documents. */
export function expectInvariants(hall: Hall, replica: Replica): void {
  const board = hall.board(replica.peer)
  const raw = rawOf(replica)
  expectEveryLiveCardOnce(board, raw)
  expectOutcomes(hall, board, raw)
  expectThemes(board, raw)
  for (const card of board.cards) expectPlace(hall, board, raw, card)
}

function expectEveryLiveCardOnce(board: Board, raw: Raw): void {
  const live = [...raw.cards].filter(([cardId, { removed }]) => removed?.by !== authorOf(cardId))
  const liveIds = live.map(([cardId]) => cardId)
  expect(board.cards.map(({ cardId }) => cardId).sort()).toEqual(liveIds.sort())
  const { kept, merged, aside } = ledgerOf(board)
  const accounted = [...kept, ...[...merged.values()].flat(), ...aside]
  expect(accounted.map(({ cardId }) => cardId).sort()).toEqual(liveIds)
}

function expectOutcomes(hall: Hall, board: Board, raw: Raw): void {
  const kept = new Set(ledgerOf(board).kept.map(({ cardId }) => cardId))
  for (const { cardId, outcome } of board.cards) {
    const isAside = raw.cards.get(cardId)?.removed !== undefined || raw.asides[cardId] !== undefined
    if (isAside) {
      const aside = raw.asides[cardId] ?? null
      const said = typeof aside === 'object' && aside !== null ? aside : { reason: aside }
      expect(outcome).toEqual({ kind: 'aside', ...said })
      continue
    }
    const end = endOfMerges(cardId, raw, hall)
    expect(outcome).toEqual(end === cardId ? { kind: 'kept' } : { kind: 'merged', into: end })
    expect(kept).toContain(end)
  }
}

/** Follows the merges as far as they lead over notes that are on the wall; on a cycle, its smallest id. */
function endOfMerges(start: string, raw: Raw, hall: Hall): string {
  const isOnWall = (cardId: string) => {
    const card = raw.cards.get(cardId)
    return card !== undefined && card.removed === undefined && raw.asides[cardId] === undefined
  }
  const walked = [start]
  for (;;) {
    const here = walked[walked.length - 1] as string
    const next = raw.merges[here]
    if (next === undefined || next === here || !isOnWall(next)) return here
    if (walked.includes(next)) {
      hall.tally.mergeCycles++
      return walked.slice(walked.indexOf(next)).sort()[0] as string
    }
    walked.push(next)
  }
}

function expectThemes(board: Board, raw: Raw): void {
  const live = Object.entries(raw.themes).filter(([, theme]) => theme.removed === undefined)
  const ids = board.themes.map(({ themeId }) => themeId)
  expect([...ids].sort()).toEqual(live.map(([themeId]) => themeId).sort())
  for (const theme of board.themes) {
    if (theme.parentId === null) continue
    const parent = themeOf(board, theme.parentId)
    expect(parent).toMatchObject({ parentId: null, columnId: theme.columnId })
    expect(raw.themes[theme.themeId]?.parentId).toBe(theme.parentId)
    expect(ids.indexOf(theme.parentId)).toBeLessThan(ids.indexOf(theme.themeId))
  }
}

function themeOf(board: Board, themeId: string | null): BoardTheme | undefined {
  return board.themes.find((theme) => theme.themeId === themeId)
}

const knownColumn = (columnId: string): string | null =>
  (COLUMN_IDS as readonly string[]).includes(columnId) ? columnId : null

/** Column, theme and rank are those of *one* act; the theme's own column wins; an unknown column is none. */
function expectPlace(hall: Hall, board: Board, raw: Raw, card: BoardCard): void {
  const written = raw.cards.get(card.cardId)?.columnId ?? ''
  const unplaced = { columnId: null, themeId: null, order: '' }
  const places = [unplaced, ...(hall.placed.get(card.cardId) ?? [])].map((place) => {
    const theme = themeOf(board, place.themeId)
    return {
      columnId: theme?.columnId ?? knownColumn(place.columnId ?? written),
      themeId: theme?.themeId ?? null,
      order: place.order,
    }
  })
  const { columnId, themeId, order } = card
  expect(places).toContainEqual({ columnId, themeId, order })
}

/** After everything was exchanged: the same content everywhere, and nothing that anyone wrote is missing. */
export function expectConverged(hall: Hall): void {
  const [first, ...others] = hall.replicas
  const content = contentOf(first)
  const board = hall.board(first.peer)
  for (const other of others) {
    expect(contentOf(other)).toEqual(content)
    expect(hall.board(other.peer)).toEqual(board)
  }
  expect(hall.rewritten).toEqual([])
  const raw = rawOf(first)
  expect([...raw.cards.keys()].sort()).toEqual([...hall.stuck.keys()].sort())
}

function contentOf({ docs }: Replica): unknown {
  return Object.fromEntries(Object.entries(docs).map(([name, doc]) => [name, doc.toJSON()]))
}
