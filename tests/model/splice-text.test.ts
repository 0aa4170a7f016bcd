import { spliceText } from '@murmure/shared/actions/change'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

/** Signs whose UTF-16 halves are shared: a naive common prefix or suffix would cut between them. */
const TRICKY = ['a', 'b', ' ', '🌱', '🌲', '👩‍🌾', '👨‍🌾', 'é', '𝒜', '𝓐', '🇫🇷'] as const
const text = fc.array(fc.constantFrom(...TRICKY), { maxLength: 12 }).map((signs) => signs.join(''))

function textOf(content: string): Y.Text {
  const held = new Y.Doc().getText('text')
  held.insert(0, content)
  return held
}

test('the text says what is wanted, and no half of a pair ever reaches the document', () => {
  fc.assert(
    fc.property(text, text, (before, wanted) => {
      const held = textOf(before)
      const pieces: string[] = []
      held.observe((event) => {
        for (const { insert } of event.delta) if (typeof insert === 'string') pieces.push(insert)
      })
      spliceText(held, wanted)
      expect(held.toString()).toBe(wanted)
      expect(pieces.filter((piece) => /\p{Surrogate}/u.test(piece))).toEqual([])
    }),
    { numRuns: 2000 },
  )
})

test('what a replica receives is what was wanted', () => {
  fc.assert(
    fc.property(text, text, (before, wanted) => {
      const held = textOf(before)
      const other = new Y.Doc()
      spliceText(held, wanted)
      if (held.doc) Y.applyUpdate(other, Y.encodeStateAsUpdate(held.doc))
      expect(other.getText('text').toString()).toBe(wanted)
    }),
    { numRuns: 2000 },
  )
})

test('what others type elsewhere in the text stays', () => {
  const mine = textOf('un jardin partagé')
  const theirs = new Y.Doc()
  const mineDoc = mine.doc
  if (!mineDoc) throw new Error('the text has a document')
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mineDoc))
  spliceText(mine, 'un grand jardin partagé')
  spliceText(theirs.getText('text'), 'un jardin partagé avec l’école')
  Y.applyUpdate(mineDoc, Y.encodeStateAsUpdate(theirs))
  expect(mine.toString()).toBe('un grand jardin partagé avec l’école')
})
