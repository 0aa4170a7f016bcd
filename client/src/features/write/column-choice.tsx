import type { ReactNode } from 'react'

import type { Column } from '@murmure/shared/column'
import type { ColumnId } from '@murmure/shared/ids'

import { typeset } from '@murmure/shared/typography'
import { useLocale } from '../../texts/use-texts.ts'
import css from './column-choice.module.css'

export type ColumnChoiceProps = {
  readonly columns: readonly Column[]
  readonly chosen: ColumnId | null
  readonly onChoose: (columnId: ColumnId) => void
  readonly legend: string
}

/** Where a note goes: the columns by their question. A single one is only said, not asked. */
export function ColumnChoice({ columns, chosen, onChoose, legend }: ColumnChoiceProps): ReactNode {
  const locale = useLocale()
  const [only] = columns
  if (columns.length === 1 && only)
    return <p className={css.only}>{typeset(only.question, locale)}</p>
  return (
    <fieldset className={css.columns}>
      <legend className="visually-hidden">{legend}</legend>
      {columns.map(({ columnId, question }) => (
        <label key={columnId} className={css.column}>
          <input
            type="radio"
            name="column"
            value={columnId}
            checked={columnId === chosen}
            onChange={() => onChoose(columnId)}
          />
          <span>{typeset(question, locale)}</span>
        </label>
      ))}
    </fieldset>
  )
}
