import { z } from 'zod'

/** How many tests passed and failed. */
export type Count = { readonly passed: number; readonly failed: number }

const VitestReport = z.object({ numPassedTests: z.int(), numFailedTests: z.int() })
const VitestFiles = z.object({
  testResults: z.array(z.object({ name: z.string(), startTime: z.number(), endTime: z.number() })),
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
