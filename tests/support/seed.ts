/** The seed of a run: what `SEED` says, else a new one. A wrong `SEED` stops the run rather than being ignored. */
export function chooseSeed(wanted: string | undefined): string {
  if (wanted === undefined || wanted === '')
    return String(crypto.getRandomValues(new Int32Array(1))[0])
  if (!/^-?[0-9]{1,10}$/.test(wanted)) throw new Error(`SEED must be an integer, not “${wanted}”`)
  return wanted
}

/** How often a property is tried: `count` in CI, a multiple of it where `RUNS` asks for a long run. */
export function runs(count: number): number {
  const factor = Number(process.env.RUNS ?? '1')
  return Number.isSafeInteger(factor) && factor > 0 ? count * factor : count
}

/** The seed that the runner chose (see `vitest.config.ts`), as fast-check wants it. */
export function runSeed(): number {
  return Number(chooseSeed(process.env.SEED)) | 0
}
