import { expect, test } from 'vitest'

import { median, quantile, toTable } from './figures.ts'

test('a quantile is a value that was measured', () => {
  expect(quantile([3, 1, 2, 4], 0.5)).toBe(2)
  expect(quantile([3, 1, 2, 4], 0.99)).toBe(4)
  expect(median([9, 1, 5])).toBe(5)
  expect(() => median([])).toThrow('nothing was measured')
})

test('a ratio above what was expected is marked', () => {
  const row = { what: 'a', unit: 'ms', ours: 3, peer: 2, expected: 2 }
  expect(
    toTable([row, { ...row, what: 'b', ours: 4.5678 }])
      .split('\n')
      .slice(2),
  ).toEqual([
    '| a | 3 ms | 2 ms | 1.5 | ≤ 2 | as expected |',
    '| b | 4.57 ms | 2 ms | 2.28 | ≤ 2 | **missed** |',
  ])
})
