import { Fragment } from 'react'

import { useBoard, useSession } from '../../documents/use-board.ts'
import type { ScreenTexts } from '../../texts/screen.fr.ts'
import { QrCode } from '../../ui/qr-code.tsx'
import { spacedCode } from '../../ui/spaced-code.ts'
import css from './way-in.module.css'

type WayInProps = {
  readonly texts: ScreenTexts
  /** `poster`: what a whole hall comes in by, with the sentence that says how. `badge`: without the address. */
  readonly layout: 'poster' | 'tower' | 'strip' | 'badge'
}

/**
 * QR code, address and code: always there, someone always comes late. At the close, where nothing is left to
 * write in, the way to the minutes.
 */
export function WayIn({ texts, layout }: WayInProps) {
  const { join, boardId, groupId } = useSession()
  const isOpen = useBoard(({ session }) => session.open.length > 0)
  const isPublished = useBoard(({ session }) => session.published && session.phase === 'conclude')
  const isConcluded = isPublished && !isOpen
  // A remote centre has a second code on its screen, the meeting's.
  const isOneOfTwo = useBoard(({ meta }) => meta.visio !== undefined) && groupId !== undefined
  const group = useBoard(({ groups }) => groups.find((each) => each.groupId === groupId))
  if (!join) return null
  const { origin, host } = new URL(join.link)
  const way = isConcluded
    ? { text: `${origin}/c/${boardId}`, label: texts.reportQr, title: texts.report }
    : group
      ? {
          text: `${join.link}?group=${encodeURIComponent(group.groupId)}`,
          label: texts.qr,
          title: texts.joinAs(group.name),
        }
      : { text: join.link, label: texts.qr, title: texts.join }
  return (
    <section className={`${css.way} ${css[layout]}`} aria-label={way.title}>
      <QrCode text={way.text} label={way.label} />
      {layout === 'poster' && <p className={css.how}>{isOpen ? texts.scan : texts.scanClosed}</p>}
      <p>
        {isOneOfTwo && !isConcluded && layout !== 'poster' && (
          <small aria-hidden="true">{texts.join}</small>
        )}
        {isConcluded ? (
          <span>{texts.report}</span>
        ) : (
          layout !== 'badge' && (
            <span>
              <Host host={host} />
            </span>
          )
        )}
        {!isConcluded && <b>{spacedCode(join.code)}</b>}
      </p>
    </section>
  )
}

/** An address is parted where it has a dot, and nowhere else. */
function Host({ host }: { readonly host: string }) {
  return (host.match(/[^.:-]+[.:-]?/g) ?? []).map((part, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- the parts of an address neither move nor change
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ))
}
