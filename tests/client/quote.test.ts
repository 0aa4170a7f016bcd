import { quoteEn, quoteFr } from '@murmure/client/texts/quote'
import { expect, test } from 'vitest'

test('quotation marks within quotation marks are the inner ones', () => {
  expect(quoteFr('Assemblée « Les jardins »')).toBe('«\u00A0Assemblée “Les jardins”\u00A0»')
  expect(quoteFr('Un banc')).toBe('«\u00A0Un banc\u00A0»')
  expect(quoteEn('The “Gardens” assembly')).toBe('“The ‘Gardens’ assembly”')
})
