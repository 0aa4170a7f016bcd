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

/** From this factor on a fault has the size that the catalogue asks for. */
const WHOLE_FROM = 10

/** A size that is `usual` in CI and grows with `RUNS` to `whole`, the catalogue's own; never beyond. */
export function sized(usual: number, whole: number): number {
  const share = Math.min(1, (chooseFactor(process.env.RUNS) - 1) / (WHOLE_FROM - 1))
  return Math.round(usual + (whole - usual) * share)
}

/** How long a property may take: longer where `RUNS` asks for more of it. */
export const limitMs = (usual: number): number => runs(usual)

/** The seed that the runner chose (see `vitest.config.ts`), as fast-check wants it. */
export function runSeed(): number {
  return Number(chooseSeed(process.env.SEED)) | 0
}
