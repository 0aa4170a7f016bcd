import { closedNews } from '@murmure/client/faces/phone/closed-news'
import { phoneFr } from '@murmure/client/texts/phone.fr'
import { Phase } from '@murmure/shared/session'
import { expect, test } from 'vitest'

const newsOf = (published: boolean) =>
  Phase.options.map((phase) => phoneFr.closed[closedNews({ phase, published })].split('\n')[0])

test('each phase is spoken of by its own words; with minutes that are out, no writing is to come', () => {
  const [toCome, ...later] = newsOf(false)
  expect(toCome).toBe('C’est l’animation qui l’ouvre.')
  expect(new Set([toCome, ...later]).size).toBe(Phase.options.length)
  expect(newsOf(true)).toEqual(['L’assemblée se conclut.', ...later])
})
