import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes that are still held once everything that nobody holds is collected. */
export function settledHeap(): number {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  // Twice: what the first frees may have held the rest by a finaliser.
  if (typeof collect === 'function') for (let round = 0; round < 2; round++) collect()
  return process.memoryUsage().heapUsed
}
