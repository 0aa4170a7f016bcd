import type { Schedule } from './board-store.ts'

const HIDDEN_FLUSH_MS = 250
/** Before the next paint, and in a hidden tab, which paints nothing, soon all the same. */
export const onNextFrame: Schedule = (flush) => {
  const frame = requestAnimationFrame(flush)
  const timer = window.setTimeout(flush, HIDDEN_FLUSH_MS)
  return () => {
    cancelAnimationFrame(frame)
    window.clearTimeout(timer)
  }
}
