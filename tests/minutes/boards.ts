import type { Board } from '@murmure/shared/board'
import type { Card } from '@murmure/shared/card'
import { type GroupKind, type Headcount, NO_HEADCOUNT } from '@murmure/shared/group'
import type { GroupContent } from '@murmure/shared/read-board'
import { projectBoard } from '@murmure/shared/read-board'
import type { Room } from '@murmure/shared/room'
import { NEW_SESSION } from '@murmure/shared/session'
import { templateIn } from '@murmure/shared/templates'
import type { Theme } from '@murmure/shared/theme'
import { EMPTY_WALL, type Wall } from '@murmure/shared/wall'
import fc from 'fast-check'

/** A card id from a short name: `card('soupe')`. */
export const cardId = (name: string): string => `${'p'.repeat(16)}.${name.padEnd(16, '_')}`
export const themeId = (name: string): string => name.padEnd(16, '_')

export type NoteSpec = { readonly name: string } & Partial<Card>

export type BoardSpec = {
  readonly locale?: 'fr' | 'en'
  readonly title?: string
  readonly notes?: readonly NoteSpec[]
  readonly themes?: readonly Partial<Theme>[]
  readonly wall?: Partial<Wall>
  readonly headcounts?: Readonly<Record<string, Partial<Headcount>>>
  readonly room?: Partial<Room>
}

const KINDS: Readonly<Record<string, GroupKind>> = { p: 'partners' }
const NAMES: Readonly<Record<string, string>> = { p: 'Partenaires', a: 'Groupe A', b: 'Groupe B' }

/** A board of the default template with groups Partenaires (first in order), A and B. */
export function makeBoard(spec: BoardSpec = {}): Board {
  const { sections, columns } = templateIn(spec.locale ?? 'fr', 'bilan-et-perspectives')
  const room: Room = {
    meta: {
      schema: 1,
      title: spec.title ?? 'Assemblée des jardins',
      place: 'Montreval (41)',
      date: '2024-11-09',
      locale: spec.locale ?? 'fr',
    },
    sections,
    columns,
    groups: ['p', 'a', 'b'].map((groupId, order) => ({
      groupId,
      name: NAMES[groupId] ?? groupId,
      kind: KINDS[groupId] ?? 'team',
      sign: { paper: 'round', shape: 'round', letter: groupId.toUpperCase() },
      order,
    })),
    session: {
      ...NEW_SESSION,
      headcounts: Object.fromEntries(
        Object.entries(spec.headcounts ?? {}).map(([id, part]) => [
          id,
          { ...NO_HEADCOUNT, ...part },
        ]),
      ),
    },
    ...spec.room,
  }
  const contents = new Map<string, GroupContent>()
  for (const [index, { name, ...note }] of (spec.notes ?? []).entries()) {
    const card: Card = {
      cardId: cardId(name),
      groupId: 'a',
      columnId: 'apporte',
      text: name,
      at: index,
      ...note,
    }
    const present = contents.get(card.groupId)?.cards ?? []
    contents.set(card.groupId, { cards: [...present, card], profile: { departments: {} } })
  }
  const themes = (spec.themes ?? []).map((theme, index): Theme => ({
    themeId: themeId(`theme-${index}`),
    title: `Thème ${index}`,
    columnId: null,
    parentId: null,
    order: String(index),
    ...theme,
  }))
  return projectBoard(room, { ...EMPTY_WALL, themes, ...spec.wall }, contents)
}

/** Any board at all: stray columns, forgotten groups, merges in circles, asides, regroups, nested themes. */
export function anyBoard(): fc.Arbitrary<Board> {
  const names = ['n0', 'n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7', 'n8', 'n9']
  const card = fc.constantFrom(...names.map(cardId))
  const theme = fc.constantFrom(...['t0', 't1', 't2'].map(themeId))
  const column = fc.constantFrom('apporte', 'manque', 'conserver', 'inventer', 'perdue', 'ailleurs')
  const group = fc.constantFrom('p', 'a', 'b', 'oublie')
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.string({ unit: 'binary' }),
  )
  const note = (name: string): fc.Arbitrary<NoteSpec> =>
    fc.record(
      {
        name: fc.constant(name),
        groupId: group,
        columnId: column,
        text,
        at: fc.nat(5),
        removed: fc.record({
          at: fc.constant(1),
          by: fc.constantFrom('p'.repeat(16), 'q'.repeat(16)),
        }),
      },
      { requiredKeys: ['name', 'groupId', 'columnId', 'text'] },
    )
  const map = <Value>(value: fc.Arbitrary<Value>) =>
    fc.array(fc.tuple(card, value), { maxLength: 8 }).map((entries) => new Map(entries))
  const themes = fc.tuple(
    ...['t0', 't1', 't2'].map((name) =>
      fc.record({
        themeId: fc.constant(themeId(name)),
        title: fc.string({ maxLength: 5 }),
        columnId: fc.option(column),
        parentId: fc.option(theme),
      }),
    ),
  )
  const wall = fc.record({
    placements: map(fc.tuple(fc.option(column), fc.option(theme), fc.constantFrom('a', 'b', ''))),
    regroups: map(group),
    merges: map(card),
    asides: map(
      fc.oneof(
        fc.string({ maxLength: 5 }),
        fc.record({ reason: fc.string({ maxLength: 5 }), unquoted: fc.constant(true as const) }),
      ),
    ),
    wordings: map(fc.string({ maxLength: 5 })),
  })
  const count = fc.nat(3)
  const headcount = fc.record({
    volunteers: count,
    employees: count,
    other: count,
    departments: fc.dictionary(fc.constantFrom('36', '37', '2A', '971'), count),
  })
  return fc
    .record({
      locale: fc.constantFrom<('fr' | 'en')[]>('fr', 'en'),
      notes: fc.tuple(...names.map(note)).chain((notes) => fc.subarray(notes)),
      themes,
      wall,
      headcounts: fc.dictionary(fc.constantFrom('p', 'a', 'b'), headcount),
    })
    .map((spec) => {
      const board = templateIn(spec.locale, 'bilan-et-perspectives')
      // A column that stands in no section: an import, or an older version, may have left one.
      const stray = {
        columnId: 'ailleurs',
        section: 'nulle-part',
        title: 'Ailleurs',
        question: '?',
        order: 9,
      }
      return makeBoard({ ...spec, room: { columns: [...board.columns, stray] } })
    })
}
