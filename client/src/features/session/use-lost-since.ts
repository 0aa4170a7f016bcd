import { useEffect, useState } from 'react'

import { browserNow } from '../../documents/browser.ts'

/** A short loss, or documents that « Dévoiler » adds, are not worth a word: a room must not worry. */
const PATIENCE_MS = 2000

/** Since when (ms) it has been lost, once that is worth a word; undefined while it is not. */
export function useLostSince(isLost: boolean): number | undefined {
  const [since, setSince] = useState<number>()
  useEffect(() => {
    if (!isLost) return
    const lostAt = browserNow()
    const timer = window.setTimeout(() => setSince(lostAt), PATIENCE_MS)
    return () => {
      window.clearTimeout(timer)
      setSince(undefined)
    }
  }, [isLost])
  return since
}
