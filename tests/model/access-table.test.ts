import { readFileSync } from 'node:fs'

import { accessTo, DocumentKind, Role, ROOTS, type RootRule } from '@murmure/shared/access'
import { expect, test } from 'vitest'

const PAGE = readFileSync(new URL('../../docs/access.md', import.meta.url), 'utf8')

type Row = Readonly<Record<string, string>>

/** The table under a heading, as rows by column title. */
function tableUnder(heading: string): readonly Row[] {
  const section = PAGE.split(/^## /m).find((part) => part.startsWith(heading)) ?? ''
  const lines = section.split('\n').filter((line) => line.startsWith('|'))
  const [titles = [], , ...rows] = lines.map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim().replaceAll('`', '')),
  )
  return rows.map((cells) =>
    Object.fromEntries(titles.map((title, index) => [title, cells[index] ?? ''])),
  )
}

/** « participant (own group), facilitator » → role and whether only in its own group. */
function rolesOf(cell: string): ReadonlyMap<string, 'own' | 'any'> {
  const names = cell.split(',').map((name) => name.trim())
  return new Map(
    names.map((name) => [name.replace(/ \(.*\)$/, ''), name.includes('(own') ? 'own' : 'any']),
  )
}

const documents = tableUnder('Documents')
const acts = tableUnder('Acts')

test('every kind of document has its row, and no other', () => {
  expect(documents.map((row) => row['document'])).toEqual(DocumentKind.options)
})

test.for(DocumentKind.options)('%s: readers and writers are those of the page', (kind) => {
  const row = documents.find(({ document }) => document === kind) ?? {}
  const writers = rolesOf(row['writers'] ?? '')
  const before = rolesOf(row['readers'] ?? '')
  const once = row['readers once revealed'] ?? ''
  const after = once === 'the same' ? before : new Map([...before, ...rolesOf(once)])
  const may = (roles: ReadonlyMap<string, 'own' | 'any'>, role: Role, ownGroup: boolean) =>
    roles.get(role) === 'any' || (roles.get(role) === 'own' && ownGroup)

  const cases = Role.options.flatMap((role) =>
    [false, true].flatMap((ownGroup) =>
      [false, true].map((revealed) => ({ role, kind, ownGroup, revealed })),
    ),
  )
  const expected = cases.map(({ role, ownGroup, revealed }) =>
    may(writers, role, ownGroup)
      ? 'write'
      : may(revealed ? after : before, role, ownGroup)
        ? 'read'
        : 'none',
  )
  expect(cases.map((question) => accessTo(question))).toEqual(expected)
})

test('every root of the code is in the page, and the other way round', () => {
  const inPage = new Set(acts.map((row) => `${row['document']} ${row['root']}`))
  const inCode = Object.entries(ROOTS).flatMap(([kind, roots]) =>
    Object.keys(roots).map((root) => `${kind} ${root}`),
  )
  expect([...inPage].sort()).toEqual(inCode.sort())
})

test.for(acts.map((row) => [row['act'] ?? '', row] as const))('%s', ([, row]) => {
  const rule: RootRule | undefined = ROOTS[DocumentKind.parse(row['document'])][row['root'] ?? '']
  const writers = Object.fromEntries(
    [...rolesOf(row['writer'] ?? '')].filter(([role]) => role !== 'server'),
  )
  expect(rule?.writers).toEqual(writers)
  expect(row['reader']).toBe(`readers of the ${row['document']}`)
  const isServer = row['writer'] === 'server'
  expect(row['route'] === '/sync').toBe(!isServer)
})

test('the entries that are set once are those that the page protects', () => {
  const nested = Object.values(ROOTS).flatMap((roots) =>
    Object.entries(roots).flatMap(([root, { entries }]) => (entries === 'nested' ? [root] : [])),
  )
  expect(nested.sort()).toEqual(['cards', 'decisions', 'themes'])
  expect(PAGE).toContain('set a key of `cards`, `themes` or `decisions` twice, or delete one')
})
