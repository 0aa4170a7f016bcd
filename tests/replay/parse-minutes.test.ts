import { readFileSync } from 'node:fs'

import type { PastAssembly } from '@murmure/shared/import/past-assembly'
import { parseMinutes } from '@murmure/shared/import/parse-minutes'
import { readDate } from '@murmure/shared/import/title-line'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { DEMO, DEMO_COUNT } from '../demo/expected.ts'
import { runs } from '../support/seed.ts'
import { cellsOfAssembly, type ExpectedCell, fingerprintCells, linesOf } from './expected.ts'
import { LE_BLANC } from './le-blanc-expected.ts'
import { DEMO_FILE, LE_BLANC_FILES } from './files.ts'

function parsed(text: string): PastAssembly {
  const result = parseMinutes(text)
  if (!result.ok) throw new Error(result.error.kind)
  return result.value
}

const read = (file: string): PastAssembly => parsed(readFileSync(file, 'utf8'))

/** The hand-written list goes column by column; a theme may span the page, so order within it is the text's. */
function compare(assembly: PastAssembly, expected: readonly ExpectedCell[]): void {
  expect(linesOf(cellsOfAssembly(assembly))).toEqual(linesOf(fingerprintCells(expected)))
  expect(assembly.unplaced).toEqual([])
}

const attendance = ({ groups }: PastAssembly) =>
  groups.map(({ name, kind, volunteers, employees, departments }) =>
    [name, kind, volunteers, employees, departments.join(' ')].join('/'),
  )

describe('whole files, against lists written by hand', () => {
  test('[I1] the demonstration assembly', () => {
    const assembly = read(DEMO_FILE)
    compare(assembly, DEMO)
    expect(DEMO.flatMap((cell) => cell.statements)).toHaveLength(DEMO_COUNT)
    expect(assembly).toMatchObject({
      title: 'Rencontre annuelle des cafés-jardins',
      place: 'Montreval-sur-Orle (41)',
      date: '2024-11-09',
    })
    expect(attendance(assembly)).toEqual([
      'Groupe A/team/4/3/41 37',
      'Groupe B/team/2/4/37 41 18',
      'Groupe C/team/3/2/18 36',
      'Partenaires/partners/0/0/',
    ])
    expect(assembly.sections.map(({ title, intro }) => [title, ...intro])).toEqual([
      ['BILAN', 'Qu’est-ce que le café-jardin a changé dans votre quartier ?'],
      ['PERSPECTIVES'],
    ])
  })

  test.for(LE_BLANC_FILES)('[I2] the real assembly of Le Blanc, 78 statements, %s', (file) => {
    const assembly = read(file)
    // Its list holds fingerprints already.
    expect(linesOf(cellsOfAssembly(assembly))).toEqual(linesOf(LE_BLANC))
    expect(LE_BLANC.flatMap((cell) => cell.statements)).toHaveLength(78)
    expect(assembly.unplaced).toEqual([])
    expect(assembly).toMatchObject({
      title: 'AG des centres sociaux',
      place: 'Le Blanc (36)',
      date: '2012-06-14',
    })
    expect(attendance(assembly)).toEqual([
      'Groupe A/team/5/7/45 37 36',
      'Groupe B/team/2/11/45 37 36',
      'Groupe C/team/8/4/36 37 45 18',
      'Partenaires/partners/0/0/',
    ])
  })
})

describe('traits of the form', () => {
  const table = (...rows: readonly string[]) =>
    parsed(['Réunion', '## Bilan', '### Groupe A', ...rows].join('\n')).sections[0]?.tables[0]

  test('[I3] a cell that is one sentence is one statement, an empty cell is none', () => {
    expect(table('Plus\tMoins', 'Une seule phrase, sans liste\t')).toEqual({
      groupName: 'Groupe A',
      columns: ['Plus', 'Moins'],
      statements: [{ column: 0, text: 'Une seule phrase, sans liste' }],
    })
  })

  test('[I4] dashes go, entities and blanks are read, signs that look like tags stay', () => {
    const item = (text: string) => `<ul><li>${text}</li></ul>`
    const said = (text: string) => table('Plus', `${item(text)}\t`)?.statements[0]?.text
    expect(said('- du  pain &amp;&nbsp;du&#32;vin')).toBe('du pain & du vin')
    expect(said('– l&rsquo;&eacute;t&eacute;')).toBe('l’été')
    expect(said('-sans blanc')).toBe('sans blanc')
    expect(said('-5 degrés')).toBe('-5 degrés')
    expect(said('3 < 4 et <soupe> > 2 &inconnu;')).toBe('3 < 4 et <soupe> > 2 &inconnu;')
    expect(said('en <b>gras</b> et <i class="x">penché</i>')).toBe('en gras et penché')
    expect(said('e\u0301te\u0301')).toBe('été')
  })

  test('[I5] a table goes on over a page: rules, the same head again, the heading it stopped under', () => {
    const rows = [
      '<b>Plus</b>\t<b>Moins</b>',
      '---\t---',
      '<p><b>Cuisine</b> :</p><ul><li>- un</li></ul>\t<ul><li>- deux</li></ul>',
      '',
      'Plus\tMoins',
      '<ul><li>- trois</li></ul>\t',
    ]
    expect(table(...rows)?.statements).toEqual([
      { column: 0, text: 'un', theme: 'Cuisine' },
      { column: 1, text: 'deux' },
      { column: 0, text: 'trois', theme: 'Cuisine' },
    ])
  })

  test('[I6] a bold paragraph without a list after it is what somebody said', () => {
    expect(table('Plus\tMoins', '<p><b>Merci</b> à tous</p>\t<b>Bravo</b>')?.statements).toEqual([
      { column: 0, text: 'Merci à tous' },
      { column: 1, text: 'Bravo' },
    ])
  })

  test('[I7] what has no place is handed back', () => {
    const { unplaced, groups } = parsed(
      [
        'Réunion',
        'Une ligne avant tout',
        'perdu\tperdu',
        '## Bilan',
        '### Groupe A',
        'Bénévoles : beaucoup',
        'Départements : 36, Cher',
        'Bénévoles : 2',
        '- une note hors de tout tableau',
        'Plus\tMoins',
        'un\tdeux',
      ].join('\n'),
    )
    expect(unplaced).toEqual([
      'Une ligne avant tout',
      'perdu\tperdu',
      'Bénévoles : beaucoup',
      'Départements : 36, Cher',
      '- une note hors de tout tableau',
    ])
    expect(groups[0]).toMatchObject({ volunteers: 2, employees: 0, departments: [] })
  })

  test('[I8] dates as people write them, and only those of a calendar', () => {
    const dates = [
      '14 juin 2012',
      'le 1er août 2024',
      '9 February 2023',
      '14/06/2012',
      '2012-06-14',
    ]
    expect(dates.map(readDate)).toEqual([
      '2012-06-14',
      '2024-08-01',
      '2023-02-09',
      '2012-06-14',
      '2012-06-14',
    ])
    expect(['31 juin 2012', 'hier', '14 floréal 2012', '2012'].map(readDate)).toEqual(
      Array.from({ length: 4 }, () => undefined),
    )
  })

  test('[I9] a text that holds no statement is not minutes', () => {
    expect(parseMinutes('Chère amie,\n\nà bientôt.')).toEqual({
      ok: false,
      error: { kind: 'no-statements' },
    })
  })
})

describe('any text', () => {
  const scraps = fc.constantFrom(
    '\t',
    '\n',
    '## ',
    '### Groupe A',
    '**',
    '<ul>',
    '<li>- ',
    '</li>',
    '</ul>',
    '<p><b>',
    '</b></p>',
    'Partenaires',
    'Bénévoles : 3',
    'Départements : 36',
    '---\t---',
    '&amp;',
    '&#x',
    '&#0;',
    '<',
    '>',
    '"',
    ' - ',
    '14 juin 2012',
  )

  test('[I10] is read without throwing', () => {
    const text = fc
      .array(fc.oneof(scraps, fc.string({ unit: 'binary' })))
      .map((all) => all.join(''))
    fc.assert(
      fc.property(text, (any) => void parseMinutes(any)),
      { numRuns: runs(1500) },
    )
  })

  test('[I11] loses none of its words', () => {
    const word = fc.nat(99_999).map((figure) => `mot${figure}x`)
    const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((all) => all.join(' '))
    const cell = fc.oneof(
      words,
      fc.constant(''),
      fc.array(words).map((all) => `<ul>${all.map((one) => `<li>- ${one}</li>`).join('')}</ul>`),
      fc
        .tuple(words, words)
        .map(([bold, rest]) => `<p><b>${bold}</b> ${rest}</p><ul><li>-</li></ul>`),
      fc.tuple(words, words).map(([bold, item]) => `<p><b>${bold}</b></p><ul><li>${item}</li>`),
    )
    const line = fc.oneof(
      words,
      words.map((text) => `## ${text} :`),
      words.map((text) => `### Groupe ${text}`),
      words.map((text) => `**${text} :**`),
      words.map((text) => `<b>${text}</b>`),
      words.map((text) => `Bénévoles : 3 ${text}`),
      fc.array(cell, { minLength: 2, maxLength: 4 }).map((cells) => cells.join('\t')),
      fc.constantFrom('---\t---', '', '## Partenaires', 'Bénévoles : 2, salariés : 3'),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const text = lines.join('\n')
        const result = parseMinutes(text)
        if (!result.ok) return
        const kept = new Set(JSON.stringify(result.value).match(/mot\d+x/g))
        expect((text.match(/mot\d+x/g) ?? []).filter((any) => !kept.has(any))).toEqual([])
      }),
      { numRuns: runs(600) },
    )
  })
})
