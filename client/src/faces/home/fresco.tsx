import type { ReactNode } from 'react'

import type { GroupShape } from '@murmure/shared/group'

import { Brick } from '../../ui/paper.tsx'
import css from './fresco.module.css'

/** As many as a window of 2,560 px shows; the one that speaks is in the third row. */
const ROWS: readonly (readonly (GroupShape | 'voice')[])[] = [
  ['flower', 'round', 'triangle', 'square', 'diamond', 'hexagon', 'flower', 'triangle', 'round'],
  ['square', 'hexagon', 'diamond', 'round', 'triangle', 'flower', 'square', 'diamond', 'hexagon'],
  ['triangle', 'voice', 'hexagon', 'triangle', 'square', 'round', 'diamond', 'flower', 'square'],
  ['diamond', 'square', 'round', 'flower', 'hexagon', 'triangle', 'round', 'square', 'diamond'],
]

/** The wall of the start page, in which one brick speaks. */
export function Fresco(): ReactNode {
  return (
    <div className={css.fresco} aria-hidden="true">
      {ROWS.map((row) => (
        <div key={row.join(' ')}>
          {row.map((paper, index) =>
            paper === 'voice' ? (
              <Voice key={paper} />
            ) : (
              // oxlint-disable-next-line react/no-array-index-key -- a drawing: its bricks have no identity
              <Brick key={index} paper={paper} className={css.brick ?? ''} />
            ),
          )}
        </div>
      ))}
    </div>
  )
}

function Voice(): ReactNode {
  return (
    <i className={css.voice}>
      <svg viewBox="0 0 172 84" width="172" height="84">
        <path d="M3 0h166a3 3 0 0 1 3 3v40a3 3 0 0 1-3 3H62L40 74V46H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3Z" />
        <path className={css.lines} d="M20 17h112M20 30h72" />
      </svg>
    </i>
  )
}
