import { minutesToDocx } from '@murmure/server/minutes/docx'
import { boardToMinutes } from '@murmure/shared/minutes/from-board'
import { minutesWords } from '@murmure/shared/minutes/words'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { sortedLines } from '../replay/expected.ts'
import { limitMs, runs } from '../support/seed.ts'
import { anyBoard, cardId, makeBoard, themeId } from './boards.ts'
import { readDocx } from './read-docx.ts'

test('[M14] the docx has the form of the assembly’s own minutes', async () => {
  const board = makeBoard({
    notes: [
      { name: 'un', text: 'Un café & un « vœu »' },
      { name: 'deux', text: 'Deux fours\nau village 🍲' },
      { name: 'aussi', groupId: 'b', text: 'Un four' },
      { name: 'p', groupId: 'p', columnId: 'inventer', text: 'Une convention' },
      { name: 'hors', text: 'Hors sujet' },
    ],
    themes: [{ themeId: themeId('cuisine'), title: 'Cuisine' }],
    wall: {
      placements: new Map([[cardId('deux'), ['apporte', themeId('cuisine'), 'a']]]),
      merges: new Map([[cardId('aussi'), cardId('deux')]]),
      asides: new Map([[cardId('hors'), 'une autre fois']]),
    },
    headcounts: { a: { volunteers: 3, employees: 1, departments: { '41': 4, '37': 1 } } },
  })
  const { html, ...read } = await readDocx(await minutesToDocx(boardToMinutes(board)))
  expect(read).toEqual({
    title: 'Assemblée des jardins',
    front: [
      'Montreval (41) – 9 novembre 2024',
      '4 personnes comptées dans 1 groupe sur 3 · 3 groupes · 4 notes · 1 thème',
    ],
    overview: {
      'Qui était là': [
        [
          ['Groupe', 'Bénévoles', 'Salariés', 'Départements'],
          ['A\u00a0\u00a0\u00a0Groupe A', '3', '1', '37, 41'],
          ['B\u00a0\u00a0\u00a0Groupe B', '–', '–', '–'],
          ['P\u00a0\u00a0\u00a0Partenaires', '–', '–', '–'],
          ['Ensemble', '3', '1', '37, 41'],
        ],
      ],
      'Ce qui revient d’un groupe à l’autre': [
        [
          ['Ce que cela apporte', 'A', 'B', 'P', 'Notes', 'Groupes'],
          ['Cuisine', '1', '1', '·', '2', '2\u00a0/\u00a03'],
        ],
      ],
    },
    sections: ['Bilan', 'Perspectives', 'Notes mises de côté'],
    attendance: [
      {
        group: 'Groupe A',
        lines: ['Bénévoles\u00a0: 3 ·\u00a0Salarié\u00a0: 1 ·\u00a0Départements\u00a0: 37, 41'],
      },
      { group: 'Partenaires', lines: [] },
    ],
    heads: [
      ['Ce que cela apporte', 'Ce qui a manqué'],
      ['Conserver', 'Inventer'],
    ],
    cells: [
      {
        section: 0,
        group: 'Groupe A',
        column: 0,
        theme: 'Cuisine',
        statements: ['Deux fours\nau village 🍲'],
      },
      { section: 0, group: 'Groupe A', column: 0, statements: ['Un café & un «\u00a0vœu\u00a0»'] },
      { section: 1, group: 'Partenaires', column: 1, statements: ['Une convention'] },
    ],
  })
  expect(html).toContain('<em>dit aussi par Groupe B\u00a0: </em>Un four')
  expect(html).toContain(
    '<li>«\u00a0Hors sujet\u00a0» – Groupe A, Ce que cela apporte, raison\u00a0: une autre fois</li>',
  )
})

test('a part without any note says so in the docx too', async () => {
  const board = makeBoard({ notes: [{ name: 'pain', text: 'Le pain' }] })
  const { html } = await readDocx(await minutesToDocx(boardToMinutes(board)))
  expect(html).toMatch(/<h2>Perspectives<\/h2><p>Aucune note<\/p>$/)
})

// A docx is zipped and unzipped in each run: seconds on a busy machine, one on a quiet one.
const LIMIT = { timeout: limitMs(60_000) }

test(
  '[M15] any board becomes a docx that another program reads, each note in it once',
  LIMIT,
  async () => {
    await fc.assert(
      fc.asyncProperty(anyBoard(), async (board) => {
        // Words that survive any reader, so that lists can be compared; the wild ones are in M12 and M16.
        const minutes = boardToMinutes({
          ...board,
          cards: board.cards.map(({ wording: _wording, ...card }) => ({
            ...card,
            text: card.cardId,
          })),
        })
        const { cells, html } = await readDocx(await minutesToDocx(minutes))
        // Kept, merged and set aside: what the ledger accounts for is there to be read.
        for (const { cardId: id, outcome } of board.cards) {
          const isQuoted = !(outcome.kind === 'aside' && outcome.unquoted)
          expect(html.split(id)).toHaveLength(isQuoted ? 2 : 1)
        }
        const { length } = board.cards.filter(
          ({ outcome }) => outcome.kind === 'aside' && outcome.unquoted,
        )
        expect(html.split(minutesWords(board.meta.locale).unquoted)).toHaveLength(length + 1)
        const said = board.cards.filter((card) => card.outcome.kind === 'kept')
        expect(
          sortedLines(cells)
            .map((line) => line.split(': ')[1] ?? '')
            .sort(),
        ).toEqual(said.map((card) => card.cardId).sort())
      }),
      { numRuns: runs(12) },
    )
  },
)

test('[M16] no text whatsoever makes the docx unreadable', LIMIT, async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (text) => {
      const board = makeBoard({ title: text.trim() || 'x', notes: [{ name: 'n', text }] })
      const { cells } = await readDocx(await minutesToDocx(boardToMinutes(board)))
      expect(cells).toHaveLength(1)
    }),
    { numRuns: runs(40) },
  )
})

test('[M17] four columns and more lie on a landscape sheet', async () => {
  const [section] = makeBoard().sections
  const columns = ['un', 'deux', 'trois', 'quatre'].map((columnId, order) => ({
    columnId,
    section: section?.sectionId ?? '',
    title: columnId,
    question: columnId,
    order,
  }))
  const board = makeBoard({ room: { columns }, notes: [{ name: 'n', columnId: 'quatre' }] })
  const { heads } = await readDocx(await minutesToDocx(boardToMinutes(board)))
  expect(heads).toEqual([['un', 'deux', 'trois', 'quatre']])
})
