import { authorOf } from '@murmure/shared/ids'
import { ROOTS } from '@murmure/shared/access'
import { ledgerOf } from '@murmure/shared/ledger'
import { readBoard } from '@murmure/shared/read-board'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

import { runs } from '../support/seed.ts'

const ID = fc.constantFrom('AAAAAAAAAAAAAAAA', 'BBBBBBBBBBBBBBBB', '__proto__', 'constructor', '')
const CARD_ID = fc.constantFrom(
  'AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAA',
  'AAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBB',
  'BBBBBBBBBBBBBBBB.CCCCCCCCCCCCCCCC',
)
const NAMES = fc.constantFrom('title', 'open', 'phase', 'brief')
const key = fc.oneof({ weight: 4, arbitrary: CARD_ID }, ID, fc.string(), NAMES)

/** Values as a hostile or a broken client might leave them: near misses more than noise. */
const plain = fc.oneof(
  ID,
  CARD_ID,
  fc.constantFrom(null, -1, 0, 1.5, Number.MAX_SAFE_INTEGER, true, '', 'a0'),
  fc.tuple(fc.option(ID), fc.option(ID), fc.string()),
  fc.record({ at: fc.constantFrom(0, -1, 3), by: ID }),
  fc.jsonValue(),
)

type Nested = { readonly kind: 'map' | 'text' | 'array'; readonly fields: Record<string, unknown> }
const FIELDS = ['text', 'columnId', 'at', 'removed', 'title', 'parentId', 'order', 'what', 'who']
const nested: fc.Arbitrary<Nested> = fc.record({
  kind: fc.constantFrom('map' as const, 'text' as const, 'array' as const),
  fields: fc.dictionary(fc.constantFrom(...FIELDS), plain),
})
const entry = fc.tuple(
  key,
  fc.oneof(
    plain.map((value) => ({ value })),
    nested,
  ),
)
const document = (kind: keyof typeof ROOTS) =>
  fc.array(fc.tuple(fc.constantFrom(...Object.keys(ROOTS[kind])), entry), {
    maxLength: 25,
    size: 'max',
  })

function docOf(entries: readonly (readonly [string, readonly [string, unknown]])[]): Y.Doc {
  const doc = new Y.Doc()
  for (const [root, [name, value]] of entries) doc.getMap(root).set(name, shared(value))
  return doc
}

function shared(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if ('value' in value) return writable(value.value)
  if (!('kind' in value) || !('fields' in value)) return value
  if (value.kind === 'text') return new Y.Text('texte')
  if (value.kind === 'array') return Y.Array.from([1, 'deux'])
  const fields = Object.entries(value.fields as object).map(
    ([name, field]) => [name, writable(field)] as const,
  )
  const map = new Y.Map<unknown>(fields)
  // Half of the maps hold a real text: the others are what the schema refuses.
  if (fields.length % 2 === 0) map.set('text', new Y.Text('note'))
  return map
}

/** Yjs itself refuses objects of no class, or of another one than Object: nobody can send them. */
function writable(value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(value)) as unknown
  if (typeof copy !== 'object' || copy === null || Array.isArray(copy)) return copy
  return copy.constructor === Object ? copy : {}
}

test('readBoard is total: whatever the documents hold, a board, with each live note once', () => {
  let cards = 0
  fc.assert(
    fc.property(
      document('room'),
      fc.option(document('wall')),
      document('group'),
      document('group'),
      (room, wall, first, second) => {
        const groups = new Map([
          ['one', docOf(first)],
          ['two', docOf(second)],
        ])
        const board = readBoard(docOf(room), wall && docOf(wall), groups)
        const ids = board.cards.map(({ cardId }) => cardId)
        const { kept, merged, aside } = ledgerOf(board)
        cards += ids.length
        expect(new Set(ids).size).toBe(ids.length)
        expect(kept.length + [...merged.values()].flat().length + aside.length).toBe(ids.length)
        expect(ids.filter((cardId) => authorOf(cardId).length !== 16)).toEqual([])
      },
    ),
    { numRuns: runs(500) },
  )
  expect(cards).toBeGreaterThan(100)
})
