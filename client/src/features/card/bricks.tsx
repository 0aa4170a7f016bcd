import css from './bricks.module.css'

/** One brick: a note in its group's paper. */
export type Brick = { readonly key: string; readonly paper: string }

/**
 * One note = one brick: who speaks in a theme is seen without reading a figure. `label` says it in words.
 * Many bricks are drawn at half their width; the figure beside them stays what counts.
 */
export function Bricks({
  bricks,
  label,
  faceDown,
}: {
  readonly bricks: readonly Brick[]
  readonly label: string
  /** Before « Dévoiler »: the notes are there, and nobody reads them. */
  readonly faceDown?: boolean
}) {
  if (bricks.length === 0) return null
  const density = bricks.length > HALVED_ABOVE ? css.halved : ''
  return (
    <div
      className={`${css.bricks} ${density} ${faceDown ? css.faceDown : ''}`}
      role="img"
      aria-label={label}
    >
      {bricks.map(({ key, paper }) => (
        <i key={key} className={`${css.brick} ${paper}`} />
      ))}
    </div>
  )
}

const HALVED_ABOVE = 18
