/** What stands in the text format of Prometheus, by the name with its labels. */
export function parseMetrics(text: string): ReadonlyMap<string, number> {
  const metrics = new Map<string, number>()
  for (const line of text.split('\n')) {
    const [, name, value] = /^([a-z0-9_]+(?:\{[^}]*\})?) ([0-9.e+-]+)$/i.exec(line) ?? []
    if (name !== undefined) metrics.set(name, Number(value))
  }
  return metrics
}

/** What the operator reads at `/metrics`. */
export const readMetrics = async (origin: string): Promise<ReadonlyMap<string, number>> =>
  parseMetrics(await (await fetch(`${origin}/metrics`)).text())

/** One figure of the operator's; throws where there is none of that name. */
export async function readMetric(origin: string, name: string): Promise<number> {
  const value = (await readMetrics(origin)).get(name)
  if (value === undefined) throw new Error(`no metric ${name}`)
  return value
}

export type LoopDelay = { readonly p99Ms: number; readonly maxMs: number }

/** The server's event loop since the last reading: each reading starts anew. */
export async function readLoopDelay(origin: string): Promise<LoopDelay> {
  const metrics = await readMetrics(origin)
  const ms = (name: string) => Math.round((metrics.get(name) ?? Number.NaN) * 1e4) / 10
  return {
    p99Ms: ms('murmure_event_loop_p99_seconds'),
    maxMs: ms('murmure_event_loop_max_seconds'),
  }
}
