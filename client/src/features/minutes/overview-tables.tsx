import type { Headcount } from '@murmure/shared/group'
import type { Minutes } from '@murmure/shared/minutes/tree'
import { compare } from '@murmure/shared/order'

import type { MinutesTexts } from '../../texts/minutes.fr.ts'
import { GroupSign } from '../../ui/group-sign.tsx'
import { attendanceOf, type Recurrence, recurrenceOf } from './minutes-overview.ts'
import css from './minutes.module.css'

type PartProps = { readonly minutes: Minutes; readonly texts: MinutesTexts }

/** « Qui était là »: not there where nobody declared anything. */
export function AttendanceTable({ minutes, texts }: PartProps) {
  const { groups, total } = attendanceOf(minutes)
  if (total.volunteers + total.employees + total.other === 0) return null
  return (
    <section className={css.section}>
      <h2>{texts.whoWasThere}</h2>
      <div className={css.scroller}>
        <table className={css.plain}>
          <thead>
            <tr>
              <th scope="col">{texts.asideGroup}</th>
              <th scope="col">{texts.volunteersHead}</th>
              <th scope="col">{texts.employeesHead}</th>
              {total.other > 0 && <th scope="col">{texts.othersHead}</th>}
              <th scope="col">{texts.departmentsHead}</th>
            </tr>
          </thead>
          <tbody>
            {groups.map(({ groupId, name, sign, headcount }) => (
              <tr key={groupId}>
                <th scope="row">
                  <GroupSign sign={sign} size={20} /> {name}
                </th>
                <People headcount={headcount} withOthers={total.other > 0} />
              </tr>
            ))}
            <tr className={css.total}>
              <th scope="row">{texts.together}</th>
              <People headcount={total} withOthers={total.other > 0} />
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  )
}

function People(props: { readonly headcount: Headcount; readonly withOthers: boolean }) {
  const { volunteers, employees, other, departments } = props.headcount
  return (
    <>
      <td>{volunteers || '–'}</td>
      <td>{employees || '–'}</td>
      {props.withOthers && <td>{other || '–'}</td>}
      <td>{Object.keys(departments).sort(compare).join(', ') || '–'}</td>
    </>
  )
}

/** « Ce qui revient d'un groupe à l'autre »: says something only where there are themes and several groups. */
export function RecurrenceTables({ minutes, texts }: PartProps) {
  const recurrence = recurrenceOf(minutes)
  if (recurrence.columns.length === 0 || recurrence.groups.length < 2) return null
  return (
    <section className={css.section}>
      <h2>{texts.recurrence}</h2>
      <p className={css.intro}>{texts.recurrenceIntro}</p>
      {recurrence.columns.map((column) => (
        <div key={column.title} className={css.scroller}>
          <ColumnTable column={column} groups={recurrence.groups} texts={texts} />
        </div>
      ))}
    </section>
  )
}

type ColumnTableProps = {
  readonly column: Recurrence['columns'][number]
  readonly groups: Recurrence['groups']
  readonly texts: MinutesTexts
}

function ColumnTable({ column, groups, texts }: ColumnTableProps) {
  return (
    <table className={`${css.plain} ${css.matrix}`}>
      <thead>
        <tr>
          <th scope="col">{column.title}</th>
          {groups.map(({ groupId, name, sign }) => (
            <th key={groupId} scope="col">
              <GroupSign sign={sign} name={name} size={20} />
            </th>
          ))}
          <th scope="col">{texts.notesHead}</th>
          <th scope="col">{texts.groupsHead}</th>
        </tr>
      </thead>
      <tbody>
        {column.themes.map(({ title, counts }) => (
          <tr key={title}>
            <th scope="row">{title}</th>
            {groups.map(({ groupId }, index) => (
              <td key={groupId}>{counts[index] || '·'}</td>
            ))}
            <td>
              <b>{counts.reduce((all, count) => all + count, 0)}</b>
            </td>
            <td>{texts.outOf(counts.filter((count) => count > 0).length, groups.length)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
