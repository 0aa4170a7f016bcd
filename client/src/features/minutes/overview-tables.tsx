import type { MinutesCell, MinutesTable } from '@murmure/shared/minutes/tables'
import { attendanceTable, recurrenceTable } from '@murmure/shared/minutes/tables'
import type { MinutesAttendance, MinutesRecurrence } from '@murmure/shared/minutes/tree'
import type { MinutesWords } from '@murmure/shared/minutes/words.fr'
import { createElement, type ReactElement } from 'react'

import { GroupSign } from '../../ui/group-sign.tsx'
import css from './minutes.module.css'

type AttendanceProps = {
  readonly attendance: MinutesAttendance
  readonly words: MinutesWords
}

/** « Qui était là ». */
export function AttendanceTable({ attendance, words }: AttendanceProps) {
  return (
    <section className={css.section}>
      <h2>{words.whoWasThere}</h2>
      <FigureTable table={attendanceTable(attendance, words)} className={css.people ?? ''} />
    </section>
  )
}

type RecurrenceProps = {
  readonly recurrence: MinutesRecurrence
  readonly words: MinutesWords
}

/** « Ce qui revient d'un groupe à l'autre », one table per column of the wall. */
export function RecurrenceTables({ recurrence, words }: RecurrenceProps) {
  return (
    <section className={css.section}>
      <h2>{words.recurrence}</h2>
      <p className={css.intro}>{words.recurrenceIntro}</p>
      {recurrence.columns.map((column) => (
        <FigureTable
          key={column.columnId}
          table={recurrenceTable(column, recurrence.groups, words)}
          className={css.matrix ?? ''}
        />
      ))}
    </section>
  )
}

type FigureTableProps = { readonly table: MinutesTable; readonly className: string }

/** Rows and cells are given as children of their own: the table is drawn as a whole, none of them needs a key. */
function FigureTable({ table: { head, rows, total }, className }: FigureTableProps) {
  const headCells = head.map((cell) =>
    createElement('th', { scope: 'col', className: classOf(cell) }, <Cell cell={cell} />),
  )
  return (
    <div className={css.scroller}>
      <table className={`${css.plain} ${className}`}>
        <thead>{createElement('tr', null, ...headCells)}</thead>
        {createElement(
          'tbody',
          null,
          ...rows.map((cells) => rowOf(cells)),
          total && rowOf(total, css.total),
        )}
      </table>
    </div>
  )
}

function rowOf([first, ...cells]: readonly MinutesCell[], className?: string): ReactElement {
  return createElement(
    'tr',
    { className },
    <th scope="row" className={first && first.text.length <= WHOLE_MAX ? css.whole : undefined}>
      {first && <Cell cell={first} />}
    </th>,
    ...cells.map((cell) => createElement('td', { className: classOf(cell) }, <Cell cell={cell} />)),
  )
}

/** « Groupe A » is not parted, however narrow the table; a name that fills a line of its own is. */
const WHOLE_MAX = 16

const classOf = ({ kind }: MinutesCell): string | undefined =>
  kind === 'text' ? undefined : css.count

function Cell({ cell: { text, sign, isNarrow, kind } }: { readonly cell: MinutesCell }) {
  if (kind === 'sum') return <b>{text}</b>
  if (!sign) return text
  if (isNarrow) return <GroupSign sign={sign} name={text} size={20} />
  return (
    <>
      <GroupSign sign={sign} size={20} /> {text}
    </>
  )
}
