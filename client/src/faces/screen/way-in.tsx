import { useSession } from '../../documents/use-board.ts'
import type { ScreenTexts } from '../../texts/screen.fr.ts'
import { QrCode } from '../../ui/qr-code.tsx'
import { spacedCode } from '../../ui/spaced-code.ts'
import css from './way-in.module.css'

type WayInProps = { readonly texts: ScreenTexts; readonly layout: 'tower' | 'strip' }

/** QR code, address and code: always there, someone always comes late. */
export function WayIn({ texts, layout }: WayInProps) {
  const { join } = useSession()
  if (!join) return null
  return (
    <section className={`${css.way} ${css[layout]}`} aria-label={texts.join}>
      <QrCode text={join.link} label={texts.qr} />
      <p>
        <span>{new URL(join.link).host}</span>
        <b>{spacedCode(join.code)}</b>
      </p>
    </section>
  )
}
