import type { Stage } from '@murmure/shared/stage'

/** A timer, or nothing, was chosen for its own sake; what a phase was talking about is over with it. */
const OF_ITS_PHASE: ReadonlySet<Stage['mode']> = new Set(['theme', 'group', 'note', 'wall'])

/**
 * Does the whole wall take the place of what all screens show, now that a phase has begun? `asked` is what
 * they showed when it was asked for: what somebody has chosen since is of the new phase already.
 */
export function startsWithWall(asked: Stage | undefined, now: Stage | undefined): boolean {
  if (!now || now.seq !== asked?.seq) return false
  const isWholeWall = now.mode === 'wall' && (now.page ?? 0) === 0
  return OF_ITS_PHASE.has(now.mode) && !isWholeWall
}
