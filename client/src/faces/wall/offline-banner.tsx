import { useEffect, useState } from 'react'

import { browserNow } from '../../documents/browser.ts'
import { useConnection } from '../../documents/use-board.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { Icon } from '../../ui/icon.tsx'
import css from './offline-banner.module.css'

/** A phone that changes its mast is back by then: nothing to worry a room about. */
const PATIENCE_MS = 2000

/** Who leads must know at once that nobody sees what they do; and that none of it is lost. */
export function OfflineBanner({ texts }: { readonly texts: WallTexts }) {
  const since = useLostSince()
  if (since === undefined) return null
  return (
    <p className={css.banner} role="status">
      <Icon name="offline" />
      <span>{texts.connectionLost(new Date(since))}</span>
    </p>
  )
}

function useLostSince(): number | undefined {
  const isLost = useConnection().state === 'offline'
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
