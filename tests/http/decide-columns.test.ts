import { type ColumnsProblem, decideColumns } from '@murmure/server/http/decide-columns'
import type { PatchBoard } from '@murmure/shared/protocol/http'
import { templateIn } from '@murmure/shared/templates'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const PRESENT = templateIn('fr', 'bilan-et-perspectives')
const NEW = { title: 'Ailleurs', question: 'Et ailleurs ?' }

function countedIds(): () => string {
  let count = 0
  return () => `new-${count++}`
}

/** « Section: column, column », in the order in which faces show them. */
function outline({ sections, columns }: Pick<typeof PRESENT, 'sections' | 'columns'>): string[] {
  return sections.map(({ sectionId, title }) =>
    [title, ...columns.filter(({ section }) => section === sectionId).map((one) => one.title)].join(
      ' | ',
    ),
  )
}

const BILAN = 'Bilan | Ce que cela apporte | Ce qui a manqué'
const PERSPECTIVES = 'Perspectives | Conserver | Inventer'

test.each<[string, PatchBoard, readonly string[] | ColumnsProblem]>([
  ['nothing', {}, [BILAN, PERSPECTIVES]],
  [
    'adds a column to the first section, before the second’s',
    { columns: [{ section: 'bilan', ...NEW }] },
    [`${BILAN} | Ailleurs`, PERSPECTIVES],
  ],
  [
    'adds a section with its columns',
    { sections: [{ title: 'Suite', columns: [NEW, { ...NEW, title: 'Encore' }] }] },
    [BILAN, PERSPECTIVES, 'Suite | Ailleurs | Encore'],
  ],
  [
    'renames',
    {
      sections: [{ sectionId: 'bilan', title: 'Hier' }],
      columns: [{ columnId: 'manque', title: 'Manques' }],
    },
    ['Hier | Ce que cela apporte | Manques', PERSPECTIVES],
  ],
  ['turns sections', { sectionOrder: ['perspectives', 'bilan'] }, [PERSPECTIVES, BILAN]],
  [
    'turns columns, each within its section',
    { columnOrder: ['inventer', 'manque', 'conserver', 'apporte'] },
    ['Bilan | Ce qui a manqué | Ce que cela apporte', 'Perspectives | Inventer | Conserver'],
  ],
  [
    'turns and adds at once',
    { sectionOrder: ['perspectives', 'bilan'], columns: [{ section: 'perspectives', ...NEW }] },
    [`${PERSPECTIVES} | Ailleurs`, BILAN],
  ],
  ['a strange section', { sections: [{ sectionId: 'x', title: 'X' }] }, 'section-unknown'],
  ['a column in a strange section', { columns: [{ section: 'x', ...NEW }] }, 'section-unknown'],
  ['a strange column', { columns: [{ columnId: 'x' }] }, 'column-unknown'],
  ['an order that forgets', { columnOrder: ['inventer'] }, 'order-incomplete'],
  ['an order that repeats', { sectionOrder: ['bilan', 'bilan'] }, 'order-incomplete'],
  ['an order of strangers', { sectionOrder: ['bilan', 'x'] }, 'order-incomplete'],
  [
    'too many columns',
    { columns: Array.from({ length: 9 }, () => ({ section: 'bilan', ...NEW })) },
    'columns-too-many',
  ],
])('%s', (_name, patch, expected) => {
  const decided = decideColumns(PRESENT, patch, countedIds())
  if (typeof expected === 'string') expect(decided).toEqual({ ok: false, error: expected })
  else expect(decided.ok && outline(decided.value)).toEqual(expected)
})

test('whatever is asked, no column is lost and the numbers follow the order', () => {
  const ids = PRESENT.columns.map(({ columnId }) => columnId)
  const patches = fc.record<PatchBoard>(
    {
      columns: fc.array(fc.constantFrom({ section: 'bilan', ...NEW }), { maxLength: 3 }),
      columnOrder: fc.shuffledSubarray(ids, { minLength: ids.length }),
      sectionOrder: fc.shuffledSubarray(['bilan', 'perspectives'], { minLength: 2 }),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(patches, (patch) => {
      const decided = decideColumns(PRESENT, patch, countedIds())
      const columns = decided.ok ? decided.value.columns : []
      expect(columns.map(({ columnId }) => columnId)).toEqual(expect.arrayContaining(ids))
      expect(columns.map(({ order }) => order)).toEqual(columns.map((_, index) => index))
    }),
  )
})
