import { useEffect, useState } from 'react'

import { browserNow } from '../../documents/browser.ts'
import { useConnection } from '../../documents/use-board.ts'

/** A short loss, or documents that « Dévoiler » adds, are not worth a word on the wall. */
const PATIENCE_MS = 2000

/** Since when the screen shows what no longer changes; undefined while it follows. */
export function useFrozenSince(): number | undefined {
  const { state, synced } = useConnection()
  const isLost = state !== 'online' && synced
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
