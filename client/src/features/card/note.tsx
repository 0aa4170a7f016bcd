import type { GroupSign as Sign } from '@murmure/shared/group'
import type { CardId } from '@murmure/shared/ids'
import type { ReactNode } from 'react'

import { typeset } from '@murmure/shared/typography'
import { useLocale } from '../../texts/use-texts.ts'
import { GroupSign } from '../../ui/group-sign.tsx'
import { Paper } from '../../ui/paper.tsx'
import css from './note.module.css'

export type NoteProps = {
  readonly text: string
  readonly sign: Sign
  readonly groupName: string
  readonly cardId?: CardId
  /** In CSS pixels. */
  readonly signSize?: number
  /** What has to be known of it, below its words. */
  readonly mark?: string | undefined
  /** What stands beside the sign: a menu. */
  readonly menu?: ReactNode
}

/** A note: paper with its group's pattern on the left edge and sign on the right. */
export function Note({ text, sign, groupName, cardId, signSize = 22, mark, menu }: NoteProps) {
  return (
    <Paper as="article" paper={sign.paper} className={css.note} data-card-id={cardId}>
      <p data-fit-words="">
        {typeset(text, useLocale())}
        {mark && <small className={css.mark}>{mark}</small>}
      </p>
      <span className={css.corner}>
        <GroupSign sign={sign} name={groupName} size={signSize} />
        {menu}
      </span>
    </Paper>
  )
}
