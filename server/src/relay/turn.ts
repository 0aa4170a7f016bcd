import { setImmediate as nextTurn } from 'node:timers/promises'

/** How long one turn of the event loop may be worked on: then sockets are read and timers run. */
export const TURN_MS = 10

/** The work of one loop that others are to have a share of: in turns, with theirs between. */
export type Turn = {
  /** This turn has taken long enough. */
  readonly isOver: () => boolean
  /** Ends the turn if it is over; resolves in the next one. */
  readonly rest: () => Promise<void>
  /** Something was waited for: this is another turn already. */
  readonly begin: () => void
}

/** `clock`: milliseconds that only grow. */
export function createTurn(clock: () => number = () => performance.now()): Turn {
  let startedAt = clock()
  const begin = () => {
    startedAt = clock()
  }
  const isOver = () => clock() - startedAt >= TURN_MS
  return {
    isOver,
    async rest() {
      if (!isOver()) return
      await nextTurn()
      begin()
    },
    begin,
  }
}
