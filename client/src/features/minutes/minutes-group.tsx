import { headcountLine, spoken } from '@murmure/shared/minutes/lines'
import type { MinutesColumn, MinutesGroup, MinutesNote } from '@murmure/shared/minutes/tree'
import type { MinutesWords } from '@murmure/shared/minutes/words.fr'

import type { MinutesTexts } from '../../texts/minutes.fr.ts'
import { GroupSign } from '../../ui/group-sign.tsx'
import css from './minutes.module.css'

type MinutesGroupProps = {
  readonly group: MinutesGroup
  readonly section: string
  readonly texts: MinutesTexts
  readonly words: MinutesWords
}

/** One group in one section: its heading, who was there, its table with one column per column of the wall. */
export function MinutesGroupTable({ group, section, texts, words }: MinutesGroupProps) {
  const { headcount } = group
  const line = headcount && headcountLine(headcount, words)
  return (
    <section className={css.group} aria-label={texts.tableOf(group.name, section)}>
      <header className={`${css.groupHead} g-${group.sign.paper}`}>
        <GroupSign sign={group.sign} size={34} />
        <div>
          <h3>{group.name}</h3>
          {line && <p>{line}</p>}
        </div>
      </header>
      <table className={css.table}>
        <thead>
          <tr>
            {group.columns.map((column) => (
              <th key={column.columnId ?? ''} scope="col">
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            {group.columns.map((column) => (
              <td key={column.columnId ?? ''}>
                <Cell column={column} words={words} />
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </section>
  )
}

type CellProps = {
  readonly column: MinutesColumn
  readonly words: MinutesWords
}

function Cell({ column, words }: CellProps) {
  if (column.notes.length === 0 && column.themes.length === 0)
    return <p className={css.nothing}>{words.nothingHere}</p>
  return (
    <>
      {column.themes.map((theme) => (
        <div key={theme.themeId} className={css.theme}>
          <h4>{theme.title}</h4>
          <Bullets notes={theme.notes} words={words} />
        </div>
      ))}
      {column.notes.length > 0 && (
        <div className={css.theme}>
          {column.themes.length > 0 && <h4>{words.otherNotes}</h4>}
          <Bullets notes={column.notes} words={words} />
        </div>
      )}
    </>
  )
}

type BulletsProps = { readonly notes: readonly MinutesNote[]; readonly words: MinutesWords }

function Bullets({ notes, words }: BulletsProps) {
  return (
    <ul role="list" className={css.bullets}>
      {notes.map((note) => (
        <li key={note.cardId}>
          {spoken(note, words)}
          {note.alsoSaid.map((also) => (
            <span key={also.cardId} className={css.also}>
              {words.alsoSaidBy(also.groupName) + words.colon + words.quoted(spoken(also, words))}
            </span>
          ))}
        </li>
      ))}
    </ul>
  )
}
