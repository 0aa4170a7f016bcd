import { expect, test } from 'vitest'

import { countReport, fileDurations, sumCounts, vitestFailures } from './reports.ts'

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

test('the files of a report, the longest first; none where there is no report', () => {
  const file = (name: string, startTime: number, endTime: number) => ({ name, startTime, endTime })
  const report = { testResults: [file('short', 100, 250), file('long', 100, 90_100)] }
  expect(fileDurations(report)).toEqual([
    { name: 'long', ms: 90_000 },
    { name: 'short', ms: 150 },
  ])
  expect(fileDurations(undefined)).toEqual([])
})

test('what failed is named with the first line of why, a file that did not load as well', () => {
  const passed = { fullName: 'a', status: 'passed', failureMessages: [] }
  const failed = { fullName: 'b c', status: 'failed', failureMessages: ['Error: 1\n    at x', '2'] }
  const report = {
    testResults: [
      { name: 'one.test.ts', message: '', assertionResults: [passed, failed] },
      { name: 'two.test.ts', message: 'no such module\n…', assertionResults: [] },
    ],
  }
  expect(vitestFailures(report)).toEqual([
    'one.test.ts › b c: Error: 1',
    'two.test.ts: no such module',
  ])
  expect(vitestFailures(undefined)).toEqual([])
})
