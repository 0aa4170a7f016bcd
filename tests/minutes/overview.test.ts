import { ledgerOf } from '@murmure/shared/ledger'
import { boardToMinutes } from '@murmure/shared/minutes/from-board'
import {
  dateBesideTitle,
  figureLines,
  footerLine,
  footerLines,
  placeAndDate,
} from '@murmure/shared/minutes/lines'
import { attendanceTable, recurrenceTable } from '@murmure/shared/minutes/tables'
import { minutesWords } from '@murmure/shared/minutes/words'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { runs } from '../support/seed.ts'
import { anyBoard, type BoardSpec, cardId, makeBoard, themeId } from './boards.ts'

const fr = minutesWords('fr')
const FAR = themeId('theme-0')
const NEAR = themeId('theme-1')

/** Three groups that speak of distances; one note of B's was merged into A's. */
const SPOKEN: BoardSpec = {
  notes: [
    { name: 'loin' },
    { name: 'aussi', groupId: 'b' },
    { name: 'cher', groupId: 'p' },
    { name: 'long', groupId: 'p' },
    { name: 'proche' },
    { name: 'seule', columnId: 'inventer' },
    { name: 'hors', groupId: 'b' },
  ],
  themes: [
    { title: 'Proche ?', order: 'a' },
    { title: 'Loin', order: 'b' },
  ].map((theme, index) => ({ ...theme, themeId: index === 0 ? NEAR : FAR })),
  wall: {
    placements: new Map([
      [cardId('loin'), ['apporte', FAR, 'a']],
      [cardId('cher'), ['apporte', FAR, 'b']],
      [cardId('long'), ['apporte', FAR, 'c']],
      [cardId('proche'), ['apporte', NEAR, 'd']],
    ]),
    merges: new Map([[cardId('aussi'), cardId('loin')]]),
    asides: new Map([[cardId('hors'), 'plus tard']]),
  },
}

const textsIn = (rows: readonly (readonly { readonly text: string }[])[]) =>
  rows.map((cells) => cells.map(({ text }) => text.replaceAll('\u00AD', '')))

test('[M18] themes stand by how much was said, a merged note counts for the group that wrote it', () => {
  const { recurrence } = boardToMinutes(makeBoard(SPOKEN))
  expect(recurrence?.groups.map(({ name }) => name)).toEqual([
    'Groupe A',
    'Groupe B',
    'Partenaires',
  ])
  expect(recurrence?.columns).toEqual([
    {
      columnId: 'apporte',
      title: 'Ce que cela apporte',
      themes: [
        { themeId: FAR, title: 'Loin', counts: [1, 1, 2] },
        { themeId: NEAR, title: 'Proche\u202f?', counts: [1, 0, 0] },
      ],
    },
  ])
})

test('[M19] two groups of one name are counted apart', () => {
  const board = makeBoard(SPOKEN)
  const groups = board.groups.map((group) => ({ ...group, name: 'Salle' }))
  const { recurrence } = boardToMinutes({ ...board, groups })
  expect(recurrence?.columns[0]?.themes[0]?.counts).toEqual([1, 1, 2])
})

test('[M20] nothing comes back without themes, or with one group alone', () => {
  const notes = [{ name: 'loin' }, { name: 'aussi', groupId: 'b' }]
  expect(boardToMinutes(makeBoard({ notes })).recurrence).toBeUndefined()
  const alone = makeBoard({ ...SPOKEN, notes: [{ name: 'loin' }] })
  expect(boardToMinutes(alone).recurrence).toBeUndefined()
})

test('[M21] who was there: every group that took part, the sum, and no table where nobody said', () => {
  const headcounts = {
    a: { volunteers: 2, employees: 1, departments: { '41': 2, '36': 1 } },
    b: { employees: 4, departments: { '36': 4 } },
  }
  const board = makeBoard({ notes: [{ name: 'p', groupId: 'p' }], headcounts })
  const { attendance } = boardToMinutes(board)
  if (!attendance) throw new Error('somebody was there')
  const { head, rows, total } = attendanceTable(attendance, fr)
  expect(textsIn([head, ...rows, total ?? []])).toEqual([
    ['Groupe', 'Bénévoles', 'Salariés', 'Départements'],
    ['Groupe A', '2', '1', '36, 41'],
    ['Groupe B', '–', '4', '36'],
    ['Partenaires', '–', '–', '–'],
    ['Ensemble', '2', '5', '36, 41'],
  ])
  expect(attendance.total.departments).toEqual({ '36': 5, '41': 2 })
  expect(boardToMinutes(makeBoard(SPOKEN)).attendance).toBeUndefined()
})

test('[M22] places and others have a column where there are any; a centre is remote', () => {
  const board = makeBoard({
    headcounts: { a: { volunteers: 2 }, b: { other: 1 }, p: { other: 4 } },
  })
  const groups = board.groups.map((group) => ({
    ...group,
    ...(group.groupId === 'b' && { kind: 'centre' as const }),
    ...(group.groupId === 'a' && { room: 'Salle Tilleul' }),
  }))
  const { attendance, figures } = boardToMinutes({ ...board, groups })
  if (!attendance) throw new Error('somebody was there')
  const { head, rows, total } = attendanceTable(attendance, fr)
  expect(textsIn([head, ...rows, total ?? []])).toEqual([
    ['Groupe', 'Lieu', 'Bénévoles', 'Salariés', 'Autres', 'Départements'],
    ['Groupe A', 'Salle Tilleul', '2', '–', '–', '–'],
    ['Groupe B', 'à distance', '–', '–', '1', '–'],
    ['Partenaires', '–', '–', '–', '4', '–'],
    ['Ensemble', '', '2', '–', '5', '–'],
  ])
  expect(figureLines(figures, fr)).toEqual([
    { figure: '7', label: 'personnes' },
    { figure: '3', label: 'groupes, dont 1 à distance' },
    { figure: '0', label: 'note' },
  ])
})

test('[M23] beyond twelve groups those that spoke are named, so that the table fits a sheet', () => {
  const groups = Array.from({ length: 13 }, (_, index) => ({
    groupId: `g${index}`,
    name: `Table ${index}`,
    kind: 'team' as const,
    sign: { paper: 'round' as const, shape: 'round' as const, letter: String(index) },
  }))
  const counts = groups.map((_, index) => (index === 2 ? 3 : index === 11 ? 1 : 0))
  const column = {
    columnId: 'apporte',
    title: 'Apports',
    themes: [{ themeId: FAR, title: 'Loin', counts }],
  }
  const wide = recurrenceTable(column, groups, fr)
  expect(textsIn([wide.head, ...wide.rows])).toEqual([
    ['Apports', 'Par groupe', 'Notes', 'Groupes'],
    ['Loin', 'Table 2\u00a0: 3, Table 11\u00a0: 1', '4', '2\u00a0/\u00a013'],
  ])
  expect(recurrenceTable(column, groups.slice(1), fr).head).toHaveLength(15)
})

test('[M24] the figures are those of the ledger, and the tables add up to them', () => {
  fc.assert(
    fc.property(anyBoard(), (board) => {
      const { kept, merged } = ledgerOf(board)
      const { figures, recurrence, attendance, sections } = boardToMinutes(board)
      const spoken = kept.length + [...merged.values()].flat().length
      expect(figures.notes).toBe(spoken)
      const themed = kept
        .filter(({ themeId: theme }) => theme !== null)
        .reduce((sum, { cardId: id }) => sum + 1 + (merged.get(id)?.length ?? 0), 0)
      const counted = recurrence?.columns
        .flatMap(({ themes }) => themes.flatMap(({ counts }) => counts))
        .reduce((sum, count) => sum + count, 0)
      expect(counted ?? themed).toBe(themed)
      const people = attendance ? attendance.total : { volunteers: 0, employees: 0, other: 0 }
      expect(figures.people).toBe(people.volunteers + people.employees + people.other)
      const named = new Set(sections.flatMap(({ groups }) => groups.map(({ groupId }) => groupId)))
      expect(figures.groups).toBeGreaterThanOrEqual(named.size)
    }),
    { numRuns: runs(200) },
  )
})

test('[M25] the foot of a page says what the board knows, on one line', () => {
  const minutes = boardToMinutes(makeBoard({ title: 'Assemblée\ndes jardins' }))
  expect(footerLine(minutes, fr)).toBe('Assemblée des jardins, Montreval (41), 9 novembre 2024')
  const { place: _place, date: _date, ...bare } = minutes
  expect(footerLine(bare, fr)).toBe('Assemblée des jardins')
})

test('[M25] a date that the title says is not said again', () => {
  const dated = (title: string, locale: 'fr' | 'en' = 'fr') =>
    boardToMinutes(makeBoard({ title, locale }))
  const said = dated('Assemblée du 9\u00a0Novembre 2024')
  expect(footerLine(said, fr)).toBe('Assemblée du 9 Novembre 2024, Montreval (41)')
  expect(footerLines(said, fr)).not.toMatch(/2024.*2024/)
  expect(placeAndDate(said, fr)).toBe('Montreval (41)')
  const inEnglish = dated('Assembly of 9 November 2024', 'en')
  expect(placeAndDate(inEnglish, minutesWords('en'))).toBe('Montreval (41)')
  const other = dated('Assemblée du 19 novembre 2024')
  expect(footerLine(other, fr)).toContain(', 9 novembre 2024')
  expect(placeAndDate(other, fr)).toBe('Montreval (41) – 9 novembre 2024')
})

test.each([
  ['Assemblée', '9 novembre 2024'],
  ['9 novembre 2024', undefined],
  ['Le 9 NOVEMBRE\n2024, à Montreval', undefined],
  ['Du 19 novembre 2024 au 9 novembre 2024', undefined],
  ['Du 9 novembre 2024 au 19 novembre 2024', undefined],
  ['Le 19 novembre 2024', '9 novembre 2024'],
  ['Assemblée de novembre 2024', '9 novembre 2024'],
  ['Assembly of 9 November 2024', '9 novembre 2024'],
])('beside the title « %s » stands %s', (title, wanted) => {
  expect(dateBesideTitle({ title, date: '2024-11-09' }, fr)).toBe(wanted)
  expect(dateBesideTitle({ title }, fr)).toBeUndefined()
})

test('[M25] a foot of two lines is broken between title and place, never within the date', () => {
  const place = 'Montreval-sur-Orle (41)'
  const lines = footerLines({ ...boardToMinutes(makeBoard()), place }, fr)
  const plain = lines.replaceAll('\u00a0', ' ').replaceAll('\u2060', '')
  expect(plain).toBe('Assemblée des jardins, Montreval-sur-Orle (41), 9 novembre 2024')
  expect(lines.split(/(?<=[ ]|(?<!\u2060)-)/)).toHaveLength(4)
  const far = 'Montreval-sur-Orle, dans la grande salle de la maison des associations (41)'
  expect(footerLines({ ...boardToMinutes(makeBoard()), place: far }, fr)).toContain(
    ` dans la grande`,
  )
})
