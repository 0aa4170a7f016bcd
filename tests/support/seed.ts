/** The seed of a run: what `SEED` says, else a new one. A wrong `SEED` stops the run rather than being ignored. */
export function chooseSeed(wanted: string | undefined): string {
  if (wanted === undefined || wanted === '')
    return String(crypto.getRandomValues(new Int32Array(1))[0])
  if (!/^-?[0-9]{1,10}$/.test(wanted)) throw new Error(`SEED must be an integer, not “${wanted}”`)
  return wanted
}

/** How many times more than usual is tried: what `RUNS` says, else once. A wrong `RUNS` stops the run, too. */
export function chooseFactor(wanted: string | undefined): number {
  if (wanted === undefined || wanted === '') return 1
  if (!/^[1-9][0-9]{0,4}$/.test(wanted))
    throw new Error(`RUNS must be a number from 1 on, not “${wanted}”`)
  return Number(wanted)
}

/** How often a property is tried: `count` in CI, a multiple of it where `RUNS` asks for a long run. */
export const runs = (count: number): number => count * chooseFactor(process.env.RUNS)

/** How long a property may take: longer where `RUNS` asks for more of it. */
export const limitMs = (usual: number): number => runs(usual)

/** The seed that the runner chose (see `vitest.config.ts`), as fast-check wants it. */
export function runSeed(): number {
  return Number(chooseSeed(process.env.SEED)) | 0
}
