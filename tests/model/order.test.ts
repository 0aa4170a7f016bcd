import { byOrder, compare } from '@murmure/shared/order'
import { orderBetween } from '@murmure/shared/order-between'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const bytes = fc.uint8Array({ minLength: 3, maxLength: 3 })
const randomOf = (chosen: Uint8Array) => () => chosen

/** Inserts one key after another, each at a place of its own: what hours of dragging leave behind. */
const inserts = fc.array(fc.record({ at: fc.nat(), chosen: bytes }), { maxLength: 60 })

test('a key stands strictly between its neighbours, however often one inserts there', () => {
  fc.assert(
    fc.property(inserts, (steps) => {
      const keys: string[] = []
      for (const { at, chosen } of steps) {
        const index = at % (keys.length + 1)
        const key = orderBetween(keys[index - 1] ?? null, keys[index] ?? null, randomOf(chosen))
        keys.splice(index, 0, key)
      }
      expect(keys).toEqual([...new Set(keys)].sort(compare))
    }),
  )
})

test('neighbours that are equal or in the wrong order give a key after the first', () => {
  fc.assert(
    fc.property(inserts, bytes, bytes, (steps, one, other) => {
      const key = steps.reduce<string | null>(
        (before, { chosen }) => orderBetween(before, null, randomOf(chosen)),
        orderBetween(null, null, randomOf(one)),
      )
      expect(compare(orderBetween(key, key, randomOf(other)), key ?? '')).toBe(1)
      const later = orderBetween(key, null, randomOf(one))
      expect(compare(orderBetween(later, key, randomOf(other)), later)).toBe(1)
    }),
  )
})

test('two people in one gap: the same on every screen, by id where the keys are equal', () => {
  const entry = fc.record({ order: fc.constantFrom('a0', 'a1', 'Zz', ''), id: fc.uuid() })
  fc.assert(
    fc.property(fc.uniqueArray(entry, { selector: ({ id }) => id }), (entries) => {
      const sorted = [...entries].sort(byOrder)
      expect([...entries].reverse().sort(byOrder)).toEqual(sorted)
    }),
  )
})
