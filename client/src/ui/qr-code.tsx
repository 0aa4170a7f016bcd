import { useMemo } from 'react'
import { encode } from 'uqr'

import css from './qr-code.module.css'

type QrCodeProps = {
  readonly text: string
  readonly label: string
  /** Modules of white around it: none where it lies on white paper. */
  readonly border?: number
}

/** A QR code, sharp at any size: one path, one unit per module. */
export function QrCode({ text, label, border = 2 }: QrCodeProps) {
  const { size, path } = useMemo(() => {
    const { data, size: modules } = encode(text, { ecc: 'M', border })
    const runs = data.flatMap((row, y) =>
      row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])),
    )
    return { size: modules, path: runs.join('') }
  }, [text, border])
  return (
    <svg
      className={css.qr}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <path d={path} />
    </svg>
  )
}
