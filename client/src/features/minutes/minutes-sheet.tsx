import {
  asideWords,
  dateBesideTitle,
  figureLines,
  footerLines,
} from '@murmure/shared/minutes/lines'
import type { Minutes, MinutesAside } from '@murmure/shared/minutes/tree'
import { minutesWords } from '@murmure/shared/minutes/words'
import type { MinutesWords } from '@murmure/shared/minutes/words.fr'
import { useEffect } from 'react'

import type { MinutesTexts } from '../../texts/minutes.fr.ts'
import { Brand } from '../../ui/brand.tsx'
import { MinutesGroupTable } from './minutes-group.tsx'
import css from './minutes.module.css'
import { AttendanceTable, RecurrenceTables } from './overview-tables.tsx'

type MinutesSheetProps = {
  readonly minutes: Minutes
  readonly texts: MinutesTexts
}

/** The minutes as a sheet of paper, in the assembly's own form. */
export function MinutesSheet({ minutes, texts }: MinutesSheetProps) {
  const words = minutesWords(minutes.locale)
  useFooter(footerLines(minutes, words))
  return (
    <article className={css.sheet} data-paper="">
      <header>
        <div className={css.top}>
          <Brand size={18} />
          <span>{words.kind}</span>
        </div>
        <h1>{minutes.title}</h1>
        {minutes.place && <p className={css.where}>{minutes.place}</p>}
        {minutes.date && dateBesideTitle(minutes, words) && (
          <p className={css.where}>{texts.date(minutes.date)}</p>
        )}
        <Figures minutes={minutes} texts={texts} words={words} />
      </header>
      {minutes.attendance && <AttendanceTable attendance={minutes.attendance} words={words} />}
      {minutes.recurrence && <RecurrenceTables recurrence={minutes.recurrence} words={words} />}
      {minutes.sections.map((section) => (
        <section key={section.sectionId ?? ''} className={css.section}>
          <h2>{section.title}</h2>
          {section.groups.length === 0 && <p className={css.nothing}>{words.nothingHere}</p>}
          {section.groups.map((group) => (
            <MinutesGroupTable
              key={group.groupId}
              group={group}
              section={section.title}
              texts={texts}
              words={words}
            />
          ))}
        </section>
      ))}
      {minutes.asides.length > 0 && <Asides asides={minutes.asides} words={words} />}
    </article>
  )
}

/** What the foot of a printed page says; the stylesheet sets it there, in a box that no element can fill. */
function useFooter(line: string): void {
  useEffect(() => {
    const { style } = document.documentElement
    style.setProperty('--page-foot', JSON.stringify(line))
    return () => void style.removeProperty('--page-foot')
  }, [line])
}

type FiguresProps = MinutesSheetProps & { readonly words: MinutesWords }

function Figures({ minutes, texts, words }: FiguresProps) {
  const lines = figureLines(minutes.figures, words)
  if (lines.length === 0) return <p className={css.empty}>{texts.empty}</p>
  return (
    <ul role="list" className={css.figures}>
      {lines.map(({ figure, label }) => (
        <li key={label}>
          <b>{figure}</b> {label}
        </li>
      ))}
    </ul>
  )
}

type AsidesProps = { readonly asides: readonly MinutesAside[]; readonly words: MinutesWords }

function Asides({ asides, words }: AsidesProps) {
  return (
    <section className={css.section}>
      <h2>{words.asides}</h2>
      <p className={css.intro}>{words.asidesIntro}</p>
      <table className={css.asides}>
        <thead>
          <tr>
            <th scope="col">{words.groupHead}</th>
            <th scope="col">{words.noteHead}</th>
            <th scope="col">{words.reasonHead}</th>
          </tr>
        </thead>
        <tbody>
          {asides.map((aside) => (
            <tr key={aside.cardId}>
              <td>
                {aside.groupName}
                <small>{aside.columnTitle}</small>
              </td>
              <td>{asideWords(aside, words)}</td>
              <td>{aside.reason ?? words.noReason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
