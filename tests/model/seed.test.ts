import { expect, test } from 'vitest'

import { chooseSeed } from '../support/seed.ts'

test('a seed that is given is kept, none gives a new one, a wrong one is said', () => {
  expect(chooseSeed('42')).toBe('42')
  expect(chooseSeed('')).toMatch(/^-?[0-9]+$/)
  expect(() => chooseSeed('four')).toThrow('“four”')
})
