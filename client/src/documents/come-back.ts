/** When something that failed is tried again, by nobody's fault but everybody's at once. */
export type ComeBack = {
  /** It failed: tries again after a while, longer each time. */
  readonly lost: () => void
  /** The server said when; neither the next try nor the person's impatience comes before. */
  readonly order: (afterMs: number, jitterMs: number) => void
  /** There is reason to hope: at once, unless the server said otherwise. */
  readonly hurry: () => void
  /** A try is due. */
  readonly isDue: () => boolean
  /** All is well: the next failure begins from the shortest wait. */
  readonly arrived: () => void
  readonly stop: () => void
}

export type ComeBackOptions = {
  readonly now: () => number
  /** 0 to 1. Phones that lost one server must not all come back in one instant. */
  readonly random: () => number
  readonly minMs: number
  readonly maxMs: number
  readonly attempt: () => void
}

/** A server that asks for more is not believed: people stand in front of this page. */
const ORDER_MAX_MS = 300_000

/** One timer for the next try. Half of each wait is chance, and so is all of a jitter. */
export function createComeBack(options: ComeBackOptions): ComeBack {
  const { now, random, minMs, maxMs, attempt } = options
  let failures = 0
  let notBefore = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function stop(): void {
    clearTimeout(timer)
    timer = undefined
  }

  function tryIn(ms: number): void {
    stop()
    timer = setTimeout(
      () => {
        timer = undefined
        attempt()
      },
      Math.max(ms, notBefore - now()),
    )
  }

  return {
    stop,
    lost: () => {
      const most = Math.min(maxMs, minMs * 2 ** failures)
      failures++
      tryIn(most * (0.5 + random() / 2))
    },
    order: (afterMs, jitterMs) => {
      const waitMs = Math.min(afterMs + random() * jitterMs, ORDER_MAX_MS)
      notBefore = Math.max(notBefore, now() + waitMs)
      if (timer !== undefined) tryIn(waitMs)
    },
    hurry: () => {
      if (now() < notBefore) return
      stop()
      failures = 0
      attempt()
    },
    isDue: () => timer !== undefined,
    arrived: () => {
      failures = 0
      notBefore = 0
      stop()
    },
  }
}
