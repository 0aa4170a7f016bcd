import { useEffect, useState } from 'react'

import { onNextFrame } from '../../documents/next-frame.ts'

/** A document that does not come must not keep a hall before an empty screen. */
const LONGEST_MS = 5000

/**
 * Has what is awaited come, once? `isHere`: it is; waited for while `isAwaited`, and no longer than five
 * seconds. It then stays: what comes in later is added to what is shown.
 */
export function useArrival(isAwaited: boolean, isHere: boolean): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    if (!isAwaited || isOver) return
    const over = (): void => setOver(true)
    // A document says that it is here before what it holds is read.
    if (isHere) return onNextFrame(over)
    const timer = window.setTimeout(over, LONGEST_MS)
    return () => window.clearTimeout(timer)
  }, [isAwaited, isHere, isOver])
  return isOver
}
