import { readFileSync } from 'node:fs'

import { minutesToDocx } from '@murmure/server/minutes/docx'
import { PAPERS } from '@murmure/server/minutes/docx-sign'
import { GroupShape } from '@murmure/shared/group'
import { boardToMinutes } from '@murmure/shared/minutes/from-board'
import { expect, test } from 'vitest'

import { unzipTexts } from '../support/unzip.ts'
import { type BoardSpec, cardId, makeBoard, themeId } from './boards.ts'

const SPEC: BoardSpec = {
  title: 'Assemblée & suite',
  notes: [{ name: 'loin' }, { name: 'cher', groupId: 'b' }, { name: 'p', groupId: 'p' }],
  themes: [{ title: 'Loin' }],
  wall: {
    placements: new Map([
      [cardId('loin'), ['apporte', themeId('theme-0'), 'a']],
      [cardId('cher'), ['apporte', themeId('theme-0'), 'b']],
    ]),
  },
  headcounts: { a: { volunteers: 2, employees: 1, departments: { '41': 3 } } },
}

async function filesOf(spec: BoardSpec): Promise<(name: string) => string> {
  const files = unzipTexts(await minutesToDocx(boardToMinutes(makeBoard(spec))))
  return (name) => {
    const file = files.get(name)
    if (file === undefined) throw new Error(`${name} is not in the document`)
    return file
  }
}

/** What stands between tags of one name that hold none of their own. */
const all = (xml: string, tag: string): readonly string[] =>
  [...xml.matchAll(new RegExp(`<w:${tag}[ >].*?</w:${tag}>`, 'gs'))].map(([match]) => match)

const textOf = (xml: string): string =>
  [...xml.matchAll(/<w:t(?: [^>]*)?>(.*?)<\/w:t>/gs)].map((match) => match[1]).join('')

test('[M26] every table repeats one head on each page, and no short row is split', async () => {
  const tables = all((await filesOf(SPEC))('word/document.xml'), 'tbl')
  // Two of figures, one for each of the three groups in the section that has notes.
  expect(tables).toHaveLength(5)
  for (const table of tables) {
    const rows = all(table, 'tr')
    expect(rows.map((row) => /<w:tblHeader ?\/>/.test(row))).toEqual(
      rows.map((_, index) => index === 0),
    )
    expect(rows.every((row) => /<w:cantSplit ?\/>/.test(row))).toBe(true)
    // The head stays with the first row: it never ends a page.
    expect(all(rows[0] ?? '', 'p').every((paragraph) => /<w:keepNext ?\/>/.test(paragraph))).toBe(
      true,
    )
  }
})

test('[M27] a group that fills more than a page may go on on the next one', async () => {
  const notes = Array.from({ length: 60 }, (_, index) => ({ name: `n${index}`, text: 'Un café' }))
  const tables = all((await filesOf({ notes }))('word/document.xml'), 'tbl')
  const [head, row] = all(tables.at(-1) ?? '', 'tr')
  expect(head).toMatch(/<w:cantSplit ?\/>/)
  expect(row).not.toMatch(/<w:cantSplit/)
  expect(head).not.toMatch(/<w:keepNext ?\/>/)
})

test('[M28] headings are headings: parts first, groups below them', async () => {
  const xml = (await filesOf(SPEC))('word/document.xml')
  // The letter of a sign stands in a paragraph of its own within the heading's.
  const paragraphs = all(xml.replace(/<w:drawing>.*?<\/w:drawing>/gs, ''), 'p')
  const headings = paragraphs.flatMap((paragraph) => {
    const level = /<w:pStyle w:val="(Title|Heading\d)"/.exec(paragraph)?.[1]
    return level ? [`${level} ${textOf(paragraph).trim()}`] : []
  })
  expect(headings).toEqual([
    'Title Assemblée &amp; suite',
    'Heading1 Qui était là',
    'Heading1 Ce qui revient d’un groupe à l’autre',
    'Heading1 Bilan',
    'Heading2 Groupe A',
    'Heading2 Groupe B',
    'Heading2 Partenaires',
    'Heading1 Perspectives',
  ])
})

test('[M29] language, title and subject of the document; page numbers at its foot', async () => {
  for (const [locale, tag, kind] of [
    ['fr', 'fr-FR', 'Compte-rendu'],
    ['en', 'en-GB', 'Minutes'],
  ] as const) {
    const file = await filesOf({ ...SPEC, locale })
    expect(file('word/styles.xml')).toContain(`<w:lang w:val="${tag}"/>`)
    expect(file('docProps/core.xml')).toContain('<dc:title>Assemblée &amp; suite</dc:title>')
    expect(file('docProps/core.xml')).toContain(`<dc:subject>${kind}</dc:subject>`)
  }
  const footer = (await filesOf(SPEC))('word/footer1.xml')
  expect(textOf(footer)).toContain('Assemblée &amp; suite, Montreval (41), 9 novembre 2024')
  expect(footer).toMatch(/PAGE.*NUMPAGES/s)
})

test('[M30] the sign of a group is its letter and a pattern, not a colour alone', async () => {
  const edges = Object.values(PAPERS).map(({ edge }) => edge)
  expect(new Set(edges).size).toBe(GroupShape.options.length)
  const xml = (await filesOf(SPEC))('word/document.xml')
  const { edge, ink } = PAPERS.round
  expect(xml).toContain(`<w:left w:val="${edge}" w:color="${ink}"`)
  expect(all(xml, 'drawing').map(textOf)).toEqual(['A', 'B', 'P'])
})

test('[M31] its colours are those of the wall', () => {
  const tokens = readFileSync(new URL('../../client/src/ui/tokens.css', import.meta.url), 'utf8')
  const valueOf = (name: string) =>
    new RegExp(`--${name}: #(\\w{6})`).exec(tokens)?.[1]?.toUpperCase()
  const letters = {
    round: 'a',
    square: 'b',
    triangle: 'c',
    diamond: 'p',
    flower: 'v',
    hexagon: 'd',
  }
  const expected = Object.entries(letters).map(([shape, letter]) => [
    shape,
    valueOf(`g-${letter}`),
    valueOf(`g-${letter}-papier`),
  ])
  expect(Object.entries(PAPERS).map(([shape, { ink, paper }]) => [shape, ink, paper])).toEqual(
    expected,
  )
})
