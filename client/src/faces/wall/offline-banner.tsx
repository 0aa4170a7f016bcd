import { useConnection } from '../../documents/use-board.ts'
import { useLostSince } from '../../features/session/use-lost-since.ts'
import type { WallTexts } from '../../texts/wall.fr.ts'
import { Icon } from '../../ui/icon.tsx'
import css from './offline-banner.module.css'

/** Who leads must know at once that nobody sees what they do; and that none of it is lost. */
export function OfflineBanner({ texts }: { readonly texts: WallTexts }) {
  const since = useLostSince(useConnection().state === 'offline')
  if (since === undefined) return null
  return (
    <p className={css.banner} role="status">
      <Icon name="offline" />
      <span>{texts.connectionLost(new Date(since))}</span>
    </p>
  )
}
