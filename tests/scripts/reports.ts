import { z } from 'zod'

/** How many tests passed and failed. */
export type Count = { readonly passed: number; readonly failed: number }

const VitestReport = z.object({ numPassedTests: z.int(), numFailedTests: z.int() })
const VitestFiles = z.object({
  testResults: z.array(z.object({ name: z.string(), startTime: z.number(), endTime: z.number() })),
})
const VitestFailures = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
})
const PlaywrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int() }),
})

/**
 * What a runner's report says, together with its exit code: a runner that fails without a failed test (a
 * file that does not load, no report at all) is one failure, never none.
 */
export function countReport(
  kind: 'vitest' | 'playwright',
  report: unknown,
  exitCode: number,
): Count {
  const { passed, failed } = kind === 'vitest' ? countVitest(report) : countPlaywright(report)
  return { passed, failed: exitCode !== 0 && failed === 0 ? 1 : failed }
}

function countVitest(report: unknown): Count {
  const { success, data } = VitestReport.safeParse(report)
  return success
    ? { passed: data.numPassedTests, failed: data.numFailedTests }
    : { passed: 0, failed: 1 }
}

function countPlaywright(report: unknown): Count {
  const { success, data } = PlaywrightReport.safeParse(report)
  return success
    ? { passed: data.stats.expected, failed: data.stats.unexpected + data.stats.flaky }
    : { passed: 0, failed: 1 }
}

/**
 * What failed, as vitest's report has it: the file, the test, and the first line of why. A file that did not load is
 * one of them. None without a report.
 */
export function vitestFailures(report: unknown): readonly string[] {
  const { success, data } = VitestFailures.safeParse(report)
  if (!success) return []
  return data.testResults.flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed')
    if (assertionResults.length === 0) return [`${name}: ${firstLine(message)}`]
    return failed.map(
      ({ fullName, failureMessages }) =>
        `${name} › ${fullName}: ${firstLine(failureMessages?.[0])}`,
    )
  })
}

const firstLine = (text = '') => text.split('\n', 1)[0] ?? ''

export function sumCounts(counts: readonly Count[]): Count {
  return counts.reduce(
    (sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }),
    { passed: 0, failed: 0 },
  )
}

/** How long each test file took, as vitest's report has it, in ms: the longest first. None without a report. */
export function fileDurations(
  report: unknown,
): readonly { readonly name: string; readonly ms: number }[] {
  const { success, data } = VitestFiles.safeParse(report)
  if (!success) return []
  return data.testResults
    .map(({ name, startTime, endTime }) => ({ name, ms: endTime - startTime }))
    .toSorted((left, right) => right.ms - left.ms)
}
