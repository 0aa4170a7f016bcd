import type { CardId } from '@murmure/shared/ids'
import type { ReactNode } from 'react'

import css from './note.module.css'
import { keepMarksTogether } from './keep-marks-together.ts'

export type NoteProps = {
  readonly text: string
  /** The group's paper: a class that sets `--gp`, `--motif` and `--mt`. */
  readonly paper: string
  /** The group's sign, in the corner. */
  readonly gommette: ReactNode
  readonly cardId?: CardId
  /** What stands beside the sign: a menu. */
  readonly menu?: ReactNode
  /** Notes that say the same: « dit aussi par ». */
  readonly also?: ReactNode
}

/** A note: paper with its group's pattern on the left edge and sign on the right. Not a list item by itself. */
export function Note({ text, paper, gommette, cardId, menu, also }: NoteProps) {
  return (
    <article className={`${css.note} ${paper}`} data-paper="" data-card-id={cardId}>
      <div className={css.words}>
        <p>{keepMarksTogether(text)}</p>
        {also}
      </div>
      <span className={css.corner}>
        {gommette}
        {menu}
      </span>
    </article>
  )
}
