import { expect, test } from 'vitest'

import { chooseFactor, chooseSeed } from '../support/seed.ts'

test('a seed that is given is kept, none gives a new one, a wrong one is said', () => {
  expect(chooseSeed('42')).toBe('42')
  expect(chooseSeed('')).toMatch(/^-?[0-9]+$/)
  expect(() => chooseSeed('four')).toThrow('“four”')
})

test('a long run is a multiple, and a wrong one is said', () => {
  expect(chooseFactor(undefined)).toBe(1)
  expect(chooseFactor('25')).toBe(25)
  expect(() => chooseFactor('0')).toThrow('“0”')
  expect(() => chooseFactor('many')).toThrow('“many”')
})
