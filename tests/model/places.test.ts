import { removeCard } from '@murmure/shared/actions/edit-card'
import { stickCard } from '@murmure/shared/actions/stick-card'
import { readCards, readPlaces } from '@murmure/shared/group-doc'
import { expect, onTestFinished, test, vi } from 'vitest'
import * as Y from 'yjs'

import { person } from '../support/hall.ts'

const cardOf = (number: number) => `${person('ada')}.${String(number).padStart(16, '0')}`

test('where cards stand is the same with their words and without, also of what is malformed', () => {
  const doc = new Y.Doc()
  for (let number = 0; number < 4; number++)
    stickCard(doc, { cardId: cardOf(number), columnId: `c${number % 2}`, text: 'mot', at: number })
  removeCard(doc, cardOf(1), { at: 9, by: person('ada') })
  const cards = doc.getMap<Y.Map<unknown>>('cards')
  cards.get(cardOf(2))?.set('removed', 'hier')
  cards.get(cardOf(3))?.set('columnId', 3)
  cards.set('no-card', new Y.Map([['columnId', 'c0']]))
  cards.set(cardOf(5), 'no map' as unknown as Y.Map<unknown>)

  const places = readCards(doc, 'a').map(({ cardId, columnId, removed }) => ({
    cardId,
    columnId,
    ...(removed && { removed }),
  }))
  expect(places).toHaveLength(4)
  const reads = vi.spyOn(Y.Text.prototype as { toString(): string }, 'toString')
  onTestFinished(() => reads.mockRestore())
  expect(readPlaces(doc)).toEqual(places)
  expect(reads).not.toHaveBeenCalled()
})
