/** What all rooms of a tick may take before it is committed, however fast the store is. */
const LEAST_MS = 20
/** Beyond it nobody's words wait for others' to be applied, however long a commit takes. */
const MOST_MS = 500

/** How long a tick may work on what waits, so that what comes in during a commit does not pile up behind it. */
export type TickShare = {
  /** The store took so long for the last one. */
  readonly committed: (ms: number) => void
  /** For applying what waits, before the next commit. */
  readonly applyMs: () => number
  /** For answering, after it, beyond the turn that everyone has: nothing where commits are fast. */
  readonly answerMs: () => number
}

/**
 * Half of what the last commit took: as much work as a third of one core does in the same time finds its place in
 * the next tick, and nobody waits much longer for it than for the store.
 */
export function createTickShare(): TickShare {
  let halfMs = 0
  const bounded = (leastMs: number) => Math.min(MOST_MS, Math.max(leastMs, halfMs))
  return {
    committed(ms) {
      halfMs = ms / 2
    },
    applyMs: () => bounded(LEAST_MS),
    answerMs: () => (halfMs > LEAST_MS ? bounded(0) : 0),
  }
}
