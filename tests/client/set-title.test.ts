import { setTitle } from '@murmure/client/faces/screen/set-title'
import { expect, test } from 'vitest'

test('on a screen a question keeps its mark in its line, and a long word may be parted', () => {
  expect(setTitle('Ce que cela vous apporte ?', 'fr')).toBe('Ce que cela vous apporte\u202F?')
  expect(setTitle('Nos « essais » : lesquels ?', 'fr')).toBe(
    'Nos «\u00A0essais\u00A0»\u00A0: lesquels\u202F?',
  )
  expect(setTitle('L’approvisionnement ?', 'fr')).toContain('\u00AD')
  expect(setTitle('What next ?', 'en')).toBe('What next ?')
})
