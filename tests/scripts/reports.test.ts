import { expect, test } from 'vitest'

import { countReport, sumCounts } from './reports.ts'

const vitest = (numPassedTests: number, numFailedTests: number) => ({
  numPassedTests,
  numFailedTests,
})

test('a report is counted as it stands', () => {
  expect(countReport('vitest', vitest(7, 2), 1)).toEqual({ passed: 7, failed: 2 })
  const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 4 }
  expect(countReport('playwright', { stats }, 1)).toEqual({ passed: 3, failed: 2 })
})

test('a runner that fails without a failed test, or without a report, is one failure', () => {
  expect(countReport('vitest', vitest(7, 0), 1)).toEqual({ passed: 7, failed: 1 })
  expect(countReport('vitest', undefined, 0)).toEqual({ passed: 0, failed: 1 })
  expect(countReport('playwright', { errors: [] }, 1)).toEqual({ passed: 0, failed: 1 })
})

test('the last line is a sum', () => {
  expect(
    sumCounts([
      { passed: 1, failed: 0 },
      { passed: 2, failed: 3 },
    ]),
  ).toEqual({ passed: 3, failed: 3 })
})
