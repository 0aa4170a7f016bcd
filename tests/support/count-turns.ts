import { onTestFinished } from 'vitest'

/** Counts the turns of the event loop, as long as the test runs. */
export function countTurns(): () => number {
  let turns = 0
  let counting = true
  const count = () => {
    turns += 1
    if (counting) setImmediate(count)
  }
  setImmediate(count)
  onTestFinished(() => {
    counting = false
  })
  return () => turns
}
