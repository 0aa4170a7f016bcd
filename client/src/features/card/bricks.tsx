import type { GroupShape } from '@murmure/shared/group'

import { Brick } from '../../ui/paper.tsx'
import css from './bricks.module.css'

export type BrickOf = { readonly key: string; readonly paper: GroupShape }

type BricksProps = {
  readonly bricks: readonly BrickOf[]
  /** What the bricks say, in words; undefined where a heading says it. */
  readonly label: string | undefined
  /** Before « Dévoiler »: the notes are there, and nobody reads them. */
  readonly faceDown?: boolean
  /**
   * The caller finds the size at which all fit (`data-row` on the stage: how many of them in a row), and none
   * is drawn smaller than another.
   */
  readonly fitted?: boolean
}

/**
 * One note = one brick: who speaks in a theme is seen without reading a figure. Many bricks are drawn at
 * half their width; the figure beside them stays what counts.
 */
export function Bricks({ bricks, label, faceDown = false, fitted = false }: BricksProps) {
  if (bricks.length === 0) return null
  const classes = [
    css.bricks,
    fitted && css.bond,
    !fitted && bricks.length > HALVED_ABOVE && css.halved,
    !fitted && bricks.length > SMALL_ABOVE && css.small,
    faceDown && css.faceDown,
  ]
  return (
    <div className={classes.filter(Boolean).join(' ')}>
      {label !== undefined && <span className="visually-hidden">{label}</span>}
      {bricks.map(({ key, paper }) => (
        <Brick key={key} paper={paper} className={css.brick ?? ''} />
      ))}
    </div>
  )
}

const HALVED_ABOVE = 18
const SMALL_ABOVE = 60
