import { whereLine } from '@murmure/client/faces/wall/where-line'
import { wallEn } from '@murmure/client/texts/wall.en'
import { wallFr } from '@murmure/client/texts/wall.fr'
import type { Meta } from '@murmure/shared/room'
import { expect, test } from 'vitest'

const META: Meta = { schema: 1, title: 'Assemblée', locale: 'fr' }
const PLACE = 'Montreval (41)'
const DATE = '2024-11-09'

test('place and date, or the one that there is', () => {
  expect(whereLine({ ...META, place: PLACE, date: DATE }, wallFr)).toBe(`${PLACE}, 9 novembre`)
  expect(whereLine({ ...META, place: PLACE }, wallFr)).toBe(PLACE)
  expect(whereLine({ ...META, date: DATE }, wallFr)).toBe('9 novembre')
  expect(whereLine(META, wallFr)).toBe('')
})

test('a date that the title says is not said again, in the wall’s own language', () => {
  const said: Meta = { ...META, title: 'Assemblée du 9 novembre 2024', date: DATE }
  expect(whereLine({ ...said, place: PLACE }, wallFr)).toBe(PLACE)
  expect(whereLine(said, wallEn)).toBe('')
  expect(whereLine({ ...said, locale: 'en' }, wallFr)).toBe('9 novembre')
})
