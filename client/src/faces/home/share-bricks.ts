import type { WallGroup } from './use-wall-states.ts'

/** As many as stand in one row of the list. */
const BRICKS_MAX = 10

/**
 * The bricks that stand for a wall's notes, group by group: each note one while they are few, else in proportion,
 * with one at least for each group that wrote, as far as there are bricks.
 */
export function shareBricks(groups: readonly WallGroup[]): readonly WallGroup['paper'][] {
  const all = groups.reduce((sum, { notes }) => sum + notes, 0)
  if (all <= BRICKS_MAX) return groups.flatMap(({ paper, notes }) => repeat(paper, notes))
  const shown = groups.slice(0, BRICKS_MAX)
  const shares = shown.map(() => 1)
  for (let left = BRICKS_MAX - shown.length; left > 0; left--) {
    // The next brick goes where each one stands for the most notes.
    const weights = shown.map(({ notes }, index) => notes / (shares[index] ?? 1))
    const heaviest = weights.indexOf(Math.max(...weights))
    shares[heaviest] = (shares[heaviest] ?? 0) + 1
  }
  return shown.flatMap(({ paper }, index) => repeat(paper, shares[index] ?? 0))
}

const repeat = (paper: WallGroup['paper'], times: number): readonly WallGroup['paper'][] =>
  Array.from({ length: times }, () => paper)
