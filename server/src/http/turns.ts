/** Runs `work` when everything asked before under the same key has settled. */
export type Turns = <Value>(key: string, work: () => Promise<Value>) => Promise<Value>

/**
 * Changes of one board's row are optimistic, which suits a few facilitators. Where a whole hall may ask in the
 * same second, each would lose the race to all the others: they take turns instead. Between several processes
 * the row's version still decides.
 */
export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>()
  return (key, work) => {
    const before = last.get(key) ?? Promise.resolve()
    const turn = before.then(
      () => work(),
      () => work(),
    )
    const forget = () => {
      if (last.get(key) === turn) last.delete(key)
    }
    last.set(key, turn)
    void turn.then(forget, forget)
    return turn
  }
}
