import type { Board } from '@murmure/shared/board'
import { NO_HEADCOUNT } from '@murmure/shared/group'
import { ledgerOf } from '@murmure/shared/ledger'
import { boardToMinutes } from '@murmure/shared/minutes/from-board'
import { headcountLine, placeAndDate, sortDepartments } from '@murmure/shared/minutes/lines'
import type { Minutes, MinutesColumn, MinutesNote } from '@murmure/shared/minutes/tree'
import { minutesWords } from '@murmure/shared/minutes/words'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { runs } from '../support/seed.ts'
import { anyBoard, cardId, makeBoard, themeId } from './boards.ts'

const notesOf = ({ notes, themes }: MinutesColumn): readonly MinutesNote[] => [
  ...notes,
  ...themes.flatMap((theme) => theme.notes),
]

const columnsOf = (minutes: Minutes) =>
  minutes.sections.flatMap(({ sectionId, groups }) =>
    groups.flatMap(({ groupId, columns }) =>
      columns.map((column) => ({ sectionId, groupId, column })),
    ),
  )

const headings = (minutes: Minutes) =>
  minutes.sections.map(({ title, groups }) => [title, ...groups.map(({ name }) => name)])

describe('every live note of the ledger stands in the minutes once', () => {
  test('[M1] kept in their group and column, merged under their note, set aside in the annex', () => {
    fc.assert(
      fc.property(anyBoard(), (board) => {
        const ledger = ledgerOf(board)
        const minutes = boardToMinutes(board)
        const stands = columnsOf(minutes).flatMap(({ groupId, column }) =>
          notesOf(column).map((note) => `${note.cardId} ${groupId} ${column.columnId}`),
        )
        const said = columnsOf(minutes).flatMap(({ column }) =>
          notesOf(column).flatMap((note) =>
            note.alsoSaid.map((also) => `${also.cardId} ${note.cardId}`),
          ),
        )
        const merged = [...ledger.merged].flatMap(([into, cards]) =>
          cards.map((card) => `${card.cardId} ${into}`),
        )
        const kept = ledger.kept.map((card) => `${card.cardId} ${card.groupId} ${card.columnId}`)
        expect([...stands].sort()).toEqual([...kept].sort())
        expect([...said].sort()).toEqual([...merged].sort())
        expect(minutes.asides.map((aside) => aside.cardId).sort()).toEqual(
          ledger.aside.map((card) => card.cardId).sort(),
        )
      }),
      { numRuns: runs(400) },
    )
  })

  test('[M2] a theme is shown where it has notes, in the order of the wall, the notes without one apart', () => {
    fc.assert(
      fc.property(anyBoard(), (board: Board) => {
        const order = board.themes.map((theme) => theme.themeId)
        const themeOf = new Map(board.cards.map((card) => [card.cardId, card.themeId]))
        for (const { column } of columnsOf(boardToMinutes(board))) {
          const ranks = column.themes.map((theme) => order.indexOf(theme.themeId))
          expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
          expect(column.notes.every((note) => themeOf.get(note.cardId) === null)).toBe(true)
          for (const theme of column.themes) {
            expect(theme.notes.length).toBeGreaterThan(0)
            expect(theme.notes.every((note) => themeOf.get(note.cardId) === theme.themeId)).toBe(
              true,
            )
          }
        }
      }),
    )
  })
})

test('[M3] groups stand in order, the partners after them, all columns even when empty', () => {
  const board = makeBoard({
    notes: [
      { name: 'un', groupId: 'p' },
      { name: 'deux', groupId: 'b', columnId: 'manque' },
      { name: 'trois', groupId: 'a', columnId: 'inventer' },
    ],
  })
  const minutes = boardToMinutes(board)
  expect(headings(minutes)).toEqual([
    ['Bilan', 'Groupe B', 'Partenaires'],
    ['Perspectives', 'Groupe A'],
  ])
  expect(columnsOf(minutes).map(({ groupId, column }) => [groupId, column.columnId])).toEqual([
    ['b', 'apporte'],
    ['b', 'manque'],
    ['p', 'apporte'],
    ['p', 'manque'],
    ['a', 'conserver'],
    ['a', 'inventer'],
  ])
})

test('[M3] the annex goes group by group in the same order, within one as the notes were read', () => {
  const names = ['un', 'deux', 'trois', 'quatre', 'cinq']
  const groupIds = ['p', 'b', 'a', 'b', 'a']
  const board = makeBoard({
    notes: names.map((name, at) => ({ name, at, groupId: groupIds[at] ?? 'a' })),
    wall: { asides: new Map(names.map((name) => [cardId(name), 'hors sujet'])) },
  })
  const read = board.cards.map(({ groupId, text }) => [groupId, text])
  const inGroup = (id: string) => read.flatMap(([groupId, text]) => (groupId === id ? text : []))
  expect(boardToMinutes(board).asides.map(({ text }) => text)).toEqual([
    ...inGroup('a'),
    ...inGroup('b'),
    ...inGroup('p'),
  ])
})

test('[M4] who was there stands where the group first appears, and keeps it in', () => {
  const board = makeBoard({
    notes: [{ name: 'plus tard', columnId: 'conserver' }],
    headcounts: { a: { volunteers: 2, departments: { '41': 2 } } },
  })
  const shown = boardToMinutes(board).sections.map(({ groups }) =>
    groups.map(({ name, headcount }) => [name, headcount?.volunteers]),
  )
  expect(shown).toEqual([[['Groupe A', 2]], [['Groupe A', undefined]]])
})

test('[M5] notes without a column come last, under a heading that says so', () => {
  const board = makeBoard({ notes: [{ name: 'perdue', columnId: 'inconnue' }] })
  const last = boardToMinutes(board).sections[2]
  expect(last).toMatchObject({
    sectionId: null,
    title: 'Sans colonne',
    groups: [{ name: 'Groupe A', columns: [{ columnId: null, notes: [{ text: 'perdue' }] }] }],
  })
})

test('[M6] a child theme follows its parent as a heading of its own', () => {
  const [parent, child, other] = ['theme-0', 'theme-1', 'theme-2'].map(themeId)
  const file = (theme: string | undefined) => ['apporte', theme ?? null, 'a'] as const
  const board = makeBoard({
    notes: [{ name: 'seule' }, { name: 'p' }, { name: 'c' }, { name: 'o' }],
    themes: [
      { title: 'Parent', order: 'a' },
      { title: 'Enfant', order: 'c', parentId: parent ?? null },
      { title: 'Autre', order: 'b' },
    ],
    wall: {
      placements: new Map([
        [cardId('p'), [...file(parent)]],
        [cardId('c'), [...file(child)]],
        [cardId('o'), [...file(other)]],
      ]),
    },
  })
  const column = boardToMinutes(board).sections[0]?.groups[0]?.columns[0]
  expect(column?.notes.map((note) => note.text)).toEqual(['seule'])
  expect(column?.themes.map(({ title, notes }) => [title, notes.map((note) => note.text)])).toEqual(
    [
      ['Parent', ['p']],
      ['Enfant', ['c']],
      ['Autre', ['o']],
    ],
  )
})

test('[M7] a reformulation stands for the words of the author, unless it is blank', () => {
  const board = makeBoard({
    notes: [{ name: 'un' }, { name: 'deux' }],
    wall: {
      wordings: new Map([
        [cardId('un'), 'mieux dit'],
        [cardId('deux'), ' '],
      ]),
    },
  })
  const notes = boardToMinutes(board).sections[0]?.groups[0]?.columns[0]?.notes
  expect(notes?.map((note) => note.text)).toEqual(['mieux dit', 'deux'])
})

describe('lines', () => {
  const fr = minutesWords('fr')

  test('[M8] headcount and départements, by code, Corsica in its place', () => {
    const headcount = {
      volunteers: 5,
      employees: 7,
      other: 0,
      departments: { '45': 1, '37': 0, '36': 3 },
    }
    expect(headcountLine(headcount, fr)).toBe(
      'Bénévoles\u00a0: 5 ·\u00a0Salariés\u00a0: 7 ·\u00a0Départements\u00a0: 36, 37, 45',
    )
    expect(headcountLine({ ...headcount, other: 2, departments: {} }, minutesWords('en'))).toBe(
      'Volunteers: 5 ·\u00a0Employees: 7 ·\u00a0Others: 2',
    )
    expect(
      headcountLine({ volunteers: 0, employees: 2, other: 0, departments: { 37: 1 } }, fr),
    ).toBe('Salariés\u00a0: 2 ·\u00a0Département\u00a0: 37')
    expect(headcountLine({ volunteers: 1, employees: 1, other: 0, departments: {} }, fr)).toBe(
      'Bénévole\u00a0: 1 ·\u00a0Salarié\u00a0: 1',
    )
    expect(headcountLine(NO_HEADCOUNT, fr)).toBeUndefined()
    expect(sortDepartments(['971', '21', '2B', '01', '2A', '19'])).toEqual([
      '01',
      '19',
      '2A',
      '2B',
      '21',
      '971',
    ])
  })

  test('[M9] place and date, in the language of the board', () => {
    const minutes = boardToMinutes(makeBoard())
    expect(placeAndDate(minutes, fr)).toBe('Montreval (41) – 9 novembre 2024')
    expect(placeAndDate({ ...minutes, date: '2025-05-01' }, fr)).toBe(
      'Montreval (41) – 1er mai 2025',
    )
    expect(placeAndDate(minutes, minutesWords('en'))).toBe('Montreval (41) – 9 November 2024')
    const { place: _place, date: _date, ...bare } = minutes
    expect(placeAndDate(bare, fr)).toBeUndefined()
  })
})
